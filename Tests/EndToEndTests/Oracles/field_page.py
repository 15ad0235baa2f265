"""field_page.py ORIGIN KEY CODES FOLDER: a worker fills the field page without a network; it arrives once, whole. CODES: of phones, by commas."""
import hashlib
import sys
import time

from field_browser import Network, Phone, Server, noise
from web_browser import check, finish

origin, key, codes, folder = sys.argv[1:5]
code = codes.split(",")[0]
LAYER = "fire-incidents"
network = Network(origin)
server = Server(origin, key)
profile = f"{folder}/phone"
photo = noise(f"{folder}/photo.jpg", 1100, 800, 92)
tiny = noise(f"{folder}/tiny.jpg", 160, 120, 70)
away = ["ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION", "ERR_EMPTY_RESPONSE", "ERR_SOCKET", "ERR_NETWORK"]
# A connection that was cut may hold its upload for a moment longer.
held = away + ["423", "409"]


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fill(phone):
    """A new observation with everything the layer needs, a photo taken with the camera."""
    phone.until(f"[data-form={LAYER}]", "the layer's form is offered")
    phone.click(f"[data-form={LAYER}]")
    phone.until("[data-name=place]", "the form opens")
    phone.stand(37.3833, 37.0662, 4)
    phone.click("[data-key=place-measure]")
    phone.until(".place-facts", "an accurate position is taken by itself")
    phone.click("#q-category-0")


# --- Connecting: once, and nothing of the code or the token is left lying about -----------------------------------
phone = Phone(network.origin, folder, profile)
phone.visit(f"#enrol={code}")
phone.until(f"[data-form={LAYER}]", "the link connects the phone and brings its forms")
check(code not in phone.driver.current_url, "the code leaves the address")
phone.driver.back()
check(code not in phone.driver.current_url, "the code is not in the history")
phone.visit()
token = phone.stored("device")[0]["token"]
check(token.startswith("tbd_"), "the phone has a device's token")
phone.wait("return navigator.serviceWorker.controller", "the worker keeps the page")
lying = phone.driver.execute_async_script("""
    const done = arguments[0];
    (async () => {
        const texts = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
        for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) texts.push(request.url, [...request.headers].join(), await (await cache.match(request)).text());
        }
        done(texts.join());
    })();
""")
check(token not in lying, "the token is in no cookie, cache or other storage")
phone.whole("ar-home")
phone.judge("home")
phone.check_logs("connecting")

# --- Without a network: filled, closed, opened again -------------------------------------------------------------
network.down()
phone.offline(True)
phone.stand(37.3833, 37.0662, 23)
phone.click(f"[data-form={LAYER}]")
phone.until("[data-name=place]", "the form opens without a network")
phone.click("[data-key=place-measure]")
phone.wait("return document.querySelector('[data-key=place-use]')?.hidden === false", "a poor position is shown with its metres")
check("23" in phone.text("[data-name=place] [role=status]"), "the accuracy is told in metres")
phone.stand(37.3833, 37.0662, 4)
phone.until(".place-facts", "a good one is taken by itself")
phone.click("[data-key=send]")
phone.wait("return document.querySelectorAll('#problems li').length > 0", "what is missing is told")
phone.judge("missing answers")
phone.whole("ar-missing")
phone.click("#q-category-0")
for file in phone.all("[data-name=photo] input[type=file]")[1:]:
    file.send_keys(str(photo))
phone.until("[data-name=photo] img", "the photo is shown from the phone")
phone.whole("ar-filled")
phone.judge("filled")
phone.check_logs("filling", allowed=away)
time.sleep(0.5)
phone.end()

phone = Phone(network.origin, folder, profile)
phone.offline(True)
phone.visit()
phone.until(".row-link", "without a network the page opens and has the draft")
phone.click(".row-link")
phone.until("[data-name=photo] img", "the draft has its photo")
check(phone.find("#q-category-0").is_selected(), "the draft has its answers")
phone.click("[data-key=send]")
phone.until("a.notice[href='#/sent']", "it waits to be sent")
[waiting] = phone.stored("observations")
check(waiting["state"] == "queued", "it is queued")
phone.go("#/sent")
phone.judge("waiting")
phone.whole("ar-waiting")
phone.check_logs("queueing", allowed=away)
phone.end()

# --- With a bad network: cut in the middle of pieces, resumed, arrives once and whole ----------------------------
identity = waiting["id"]
check(server.item(LAYER, identity)[0] == 404, "nothing has arrived yet")
network.cuts = [90_000, 120_000]
network.up()
phone = Phone(network.origin, folder, profile)
phone.visit("#/sent")
phone.until("[data-state=sent]", "everything arrives", 90)
status, item = server.item(LAYER, identity)
check(status == 200, f"the observation is there ({status})")
check(item and item["geometry"]["coordinates"] == [37.3833, 37.0662], "it lies where the phone stood")
hashes = server.hashes(LAYER, identity)
check(list(hashes.values()) == [digest(photo)], f"the photo is there, byte by byte ({hashes})")
check(network.pieces >= 4 and not network.cuts, f"the photo came in pieces and was cut ({network.pieces})")
number = f"F-{identity.replace('-', '')[:12]}"
_, found = server.ask(f"/collections/{LAYER}/items?f=geojson&limit=10&incident_no={number}")
check(found and len(found["features"]) == 1, "it is there once")
phone.go("#/sent")
phone.judge("sent")
phone.whole("ar-sent")
phone.check_logs("sending", allowed=held)

# --- Sent twice at the same time, from two tabs: still once ------------------------------------------------------
phone.go("#/")
network.down()
phone.offline(True)
fill(phone)
phone.all("[data-name=photo] input[type=file]")[1].send_keys(str(tiny))
phone.until("[data-name=photo] img", "a small photo is kept")
phone.click("[data-key=send]")
phone.until("a.notice[href='#/sent']", "the second waits")
second = next(one for one in phone.stored("observations") if one["id"] != identity)["id"]
network.up()
phone.offline(False)
phone.driver.switch_to.new_window("tab")
phone.visit("#/sent")
phone.until(f"[data-id='{second}'][data-state=sent]", "the second arrives")
check(list(server.hashes(LAYER, second).values()) == [digest(tiny)], "with its photo")

# --- The office rejects; the worker corrects and sends again -----------------------------------------------------
status, _ = server.ask(f"/collections/{LAYER}/reviews", {"features": [{"id": second}], "state": "rejected", "reason": "Fotoğraf bulanık · الصورة غير واضحة"})
check(status == 200, f"the office can reject ({status})")
phone.visit("#/sent")
phone.wait("return document.body.innerText.includes('bulanık')", "the worker reads why")
phone.judge("rejected")
phone.whole("ar-rejected")
phone.click(f"[data-id='{second}'] .is-primary")
phone.until("[data-key=send]", "it opens to be corrected")
phone.until("[data-name=photo] img", "with its photo")
phone.click("[data-key=send]")
phone.wait("return location.hash === '#/'", "it is sent again")
phone.go("#/sent")
phone.wait("return document.querySelectorAll('[data-state=sent]').length >= 3", "the corrected one arrives", 60)

# --- Revoked: nothing is lost ------------------------------------------------------------------------------------
phone.go("#/more")
phone.judge("more")
phone.whole("ar-more")
phone.check_logs("the rest", allowed=away)
phone.end()
finish()
