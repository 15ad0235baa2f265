"""The field page in a browser, behind a network that can be taken away and cut, and a phone that keeps what it has."""
import base64
import json
import pathlib
import socket
import threading
import time
import urllib.error
import urllib.request

from web_browser import Browser, check

__all__ = ["Network", "Phone", "Server"]


class Network:
    """Passes bytes between the phone and the server: not at all while it is down, and a limited number of them on a
    connection that is to be cut."""

    def __init__(self, origin):
        self.target = ("127.0.0.1", int(origin.rsplit(":", 1)[1]))
        self.is_up = True
        self.cuts = []
        self.pieces = 0
        self.lock = threading.Lock()
        self.open = set()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.origin = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def down(self):
        with self.lock:
            self.is_up = False
            for one in list(self.open):
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def up(self):
        self.is_up = True

    def accept(self):
        while True:
            phone, _ = self.listener.accept()
            if not self.is_up:
                phone.close()
                continue
            try:
                server = socket.create_connection(self.target, timeout=30)
            except OSError:
                phone.close()
                continue
            with self.lock:
                self.open |= {phone, server}
            threading.Thread(target=self.pump, args=(phone, server, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, phone, False), daemon=True).start()

    def pump(self, source, target, is_up):
        limit = None
        passed = 0
        try:
            while data := source.recv(4096):
                if is_up and data.startswith(b"PATCH "):
                    with self.lock:
                        self.pieces += 1
                        limit = self.cuts.pop(0) if self.cuts else None
                    passed = 0
                if limit is not None and passed + len(data) > limit:
                    target.sendall(data[:limit - passed])
                    break
                passed += len(data)
                target.sendall(data)
        except OSError:
            pass
        for one in (source, target):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        with self.lock:
            self.open -= {source, target}


class Server:
    """The server as the office asks it."""

    def __init__(self, origin, key):
        self.origin = origin
        self.key = key

    def ask(self, path, body=None, method=None):
        request = urllib.request.Request(
            self.origin + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.key}", "Accept": "application/json, application/geo+json",
                     "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, None

    def item(self, layer, identity):
        return self.ask(f"/collections/{layer}/items/{identity}?f=geojson")

    def hashes(self, layer, identity):
        _, document = self.ask(f"/collections/{layer}/items/{identity}/attachments")
        return {one["name"]: one.get("sha256") for one in (document or {}).get("attachments", [])}


class Phone(Browser):
    """A browser whose profile outlives it, as wide as a cheap phone."""

    def __init__(self, origin, folder, profile, language="ar", dark=False, width=360, height=740):
        super().__init__(origin, folder, width=width, height=height, dark=dark, language=language, flags=[
            f"--user-data-dir={profile}", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"])
        self.size = (width, height)
        self.command("Network.enable")

    def visit(self, fragment=""):
        self.driver.get("about:blank")
        self.driver.get(f"{self.origin}/field{fragment}")
        self.wait("return document.body.dataset.ready", "the page starts")

    def go(self, address):
        if self.run("return location.hash === arguments[0]", address):
            return
        before = self.run("return document.body.dataset.ready")
        self.run("location.hash = arguments[0]", address)
        self.wait(f"return document.body.dataset.ready !== {json.dumps(before)}", f"{address} is shown")

    def offline(self, value):
        self.command("Network.emulateNetworkConditions", offline=value, latency=0, downloadThroughput=-1,
                     uploadThroughput=-1)

    def stand(self, longitude, latitude, accuracy):
        self.command("Emulation.setGeolocationOverride", longitude=longitude, latitude=latitude, accuracy=accuracy)

    def has(self, selector):
        return self.run("return Boolean(document.querySelector(arguments[0]))", selector)

    def type(self, selector, text):
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self.find(selector).send_keys(text)

    def until(self, selector, what, seconds=30):
        return self.wait(f"return document.querySelector({json.dumps(selector)})", what, seconds)

    def stored(self, name):
        """Everything of one of the page's stores."""
        return self.driver.execute_async_script("""
            const done = arguments[1];
            const request = indexedDB.open("tabaqa-field");
            request.onsuccess = () => {
                const reading = request.result.transaction(arguments[0]).objectStore(arguments[0]).getAll();
                reading.onsuccess = () => {
                    const found = reading.result.map((one) => one instanceof Blob ? { size: one.size } : one);
                    request.result.close();
                    done(found);
                };
            };
        """, name)

    def unroll(self):
        """Makes the screen as high as the page, so that no bar covers anything."""
        width, height = self.size
        tall = min(6000, self.run("return document.documentElement.scrollHeight"))
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=max(tall, height), deviceScaleFactor=1,
                     mobile=True)
        time.sleep(0.3)

    def roll(self):
        width, height = self.size
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=True)

    def whole(self, name):
        """A picture of the whole page, however long."""
        self.unroll()
        picture = self.command("Page.captureScreenshot", format="png")["data"]
        (self.folder / f"field-{name}.png").write_bytes(base64.b64decode(picture))
        self.roll()

    def judge(self, where):
        """What must hold of every view."""
        self.unroll()
        self.axe(where)
        wide = self.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 0, f"nothing sticks out sideways, {where} ({wide} px)")
        gaps = self.run("return /undefined|NaN|\\{\\w+\\}|\\[object/.exec(document.body.innerText)?.[0]")
        check(not gaps, f"no gap in a phrase, {where} ({gaps})")
        small = self.run("""
            return [...document.querySelectorAll("button, select, textarea, a[href], input, .option")].filter((one) => {
                const box = (one.closest("label, .picker") ?? one).getBoundingClientRect();
                if (!box.width || !one.checkVisibility() || (one.matches(".visually-hidden") && !one.closest(".picker"))) return false;
                // Links within a sentence are as high as its line.
                return box.height < (one.closest("p, li > a, li") && one.matches("a:not(.row-link)") ? 24 : 48) || box.width < 44;
            }).map((one) => one.outerHTML.slice(0, 100));
        """)
        for markup in small:
            check(False, f"a target too small for a thumb, {where}: {markup}")
        self.roll()

    def end(self):
        # The profile is on disk when the browser has ended by itself.
        self.command("Page.enable")
        self.quit()


def noise(path, width, height, quality):
    """A photo of noise: nothing packs it any smaller."""
    from PIL import Image

    picture = Image.effect_noise((width, height), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Tabaqa test"
    picture.save(path, quality=quality, exif=exif)
    return pathlib.Path(path)
