"""review_page.py ORIGIN KEY READER FOLDER: a reviewer decides about what phones sent, by keyboard, in three languages.

KEY is of a steward of every department, READER of a reader.
"""
import csv
import io
import json
import os
import sys
import time

from review_field import Field
from web_browser import Browser, By, Keys, check, finish

origin, key, reader, folder = sys.argv[1:5]
field = Field(origin, key)

# --- What phones sent --------------------------------------------------------------------------------------------
photo = field.send("R-photo", "building", 3, (37.062, 37.382), photos=["17000000001.jpg", "صورة ثانية.jpg"])
lacking = field.send("R-lacking", "building", 3, (37.067, 37.389), missing=["17000000003.jpg"])
plain = [field.send(f"R-{number}", "vehicle", 2, (37.05 + number / 250, 37.36 + number / 300)) for number in range(6)]
outside = field.send("R-out", "grass", 2, (36.2, 36.1))
waiting = field.send("R-conflict", "chimney", 3, (37.071, 37.371))
field.change(waiting, severity=5)
field.send("R-conflict", "chimney", 1, (37.072, 37.371), edits=waiting)
edited = field.send("R-edited", "rubbish", 2, (37.058, 37.401))
field.send("R-edited", "rubbish", 4, (37.0583, 37.401), edits=edited)
check(field.review(waiting)["conflict"], "a late edit waits")
check(field.review(edited)["state"] == "edited", "an edit in time is stored")

browser = Browser(origin, folder)


def open_page(language="en", width=None, extra="", with_key=key, browser=browser):
    browser.driver.get(origin + "/assets/icon.svg")
    browser.run("sessionStorage.clear(); localStorage.clear(); if (arguments[0]) sessionStorage.setItem('tabaqa-key', arguments[0])", with_key)
    browser.driver.get(f"{origin}/review?lang={language}#layer=fire-incidents{extra}")
    browser.wait("return document.body.dataset.ready === 'true'", "the page starts")
    time.sleep(0.6)


def press(*keys, browser=browser):
    for one in keys:
        browser.driver.switch_to.active_element.send_keys(one)
        time.sleep(0.25)


def active(browser=browser):
    return browser.run("return document.querySelector('#list .is-active')?.id.slice(7) ?? null")


def choose(feature, browser=browser):
    browser.run("document.getElementById('option-' + arguments[0]).click()", feature)
    browser.find("#list").send_keys("")
    browser.run("document.getElementById('list').focus()")
    time.sleep(0.3)


def state(feature):
    return field.review(feature)["state"]


def until(test, what, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        if test():
            return
        time.sleep(0.2)
    check(False, what)


# --- The door ----------------------------------------------------------------------------------------------------
open_page(with_key=None)
browser.axe("door")
browser.find("#key").send_keys("no-such-key", Keys.ENTER)
browser.wait("return !document.getElementById('key-error').hidden", "a wrong key is told")
browser.check_logs("wrong key", allowed=["401"])
open_page(with_key=reader)
check(browser.all("#door form") and not browser.all("#list li"), "a reader's key opens nothing")
check("editor" in browser.text("#door"), "the page says which key does")
open_page(with_key=None)
browser.find("#key").send_keys(key, Keys.ENTER)
browser.wait("return document.querySelectorAll('#list li').length >= 10", "a steward's key shows the queue")
check(browser.run("return sessionStorage.getItem('tabaqa-key')") == key, "the key is kept for the tab only")
check(not browser.run("return Object.values(localStorage).join()").count(key), "the key is not kept longer")

# --- Photos, findings, missing files -----------------------------------------------------------------------------
open_page()
count = len(browser.all("#list li"))
choose(photo)
browser.wait("return document.querySelector('#photo')?.dataset.size === 'web'", "the photo comes, small first, then for the screen")
check(browser.run("const i = document.querySelector('#photo img'); return i.naturalWidth > 400 && i.src.startsWith('blob:')"), "the photo is shown from memory")
check("1 of 1" in browser.text("#files-count"), "what is present of what is expected is told")
press("p")
browser.wait("return document.querySelector('#photo-caption').textContent.includes('صورة ثانية')", "p shows the next photo")
browser.shoot("review-en-photo")
choose(lacking)
check("0 of 1" in browser.text("#files-count"), "what is missing is told")
check("17000000003.jpg" in browser.text(".is-missing"), "the missing file is named")
choose(outside)
check("Outside the area" in browser.text("#detail") or not field.review(outside)["flags"], "findings are told in words")

# --- By keyboard -------------------------------------------------------------------------------------------------
order = browser.run("return [...document.querySelectorAll('#list li')].map((one) => one.id.slice(7))")
browser.run("document.getElementById('list').focus()")
press(Keys.HOME)
check(active() == order[0], "Home goes to the first")
press("j", "j", "k")
check(active() == order[1], "j and k move")
choose(plain[0])
press("a")
until(lambda: state(plain[0]) == "approved", "a approves")
browser.wait(f"return !document.getElementById('option-{plain[0]}')", "what is decided leaves the queue")
check(active() is not None, "the choice moves on")
press("u")
until(lambda: state(plain[0]) == "received", "u takes it back")
browser.wait(f"return document.getElementById('option-{plain[0]}')", "what is taken back is in the queue again")

choose(plain[1])
press("r")
browser.wait("return document.getElementById('ask').open", "r asks for the reason")
browser.axe("reason")
browser.find("#ask-send").click()
check(browser.run("return !document.getElementById('reason-error').hidden"), "nothing is rejected without a reason")
browser.find("#reason").send_keys("The photo shows something else.")
browser.find("#ask-send").click()
until(lambda: state(plain[1]) == "rejected", "a rejection is stored")
choose(plain[2])
press("i")
browser.find("#ask .reasons button").click()
check(browser.run("return document.getElementById('reason').value.length > 5"), "a common reason is one click away")
browser.find("#ask-send").click()
until(lambda: state(plain[2]) == "hasIssues", "i sends back with issues")
check(field.review(plain[2])["reason"], "with the reason")

# --- Many at once ------------------------------------------------------------------------------------------------
order = browser.run("return [...document.querySelectorAll('#list li')].map((one) => one.id.slice(7))")
start = order.index(plain[5])
choose(plain[5])
press("x")
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
for _ in range(2):
    ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys("j").key_up(Keys.SHIFT).perform()
    time.sleep(0.3)
selected = browser.run("return [...document.querySelectorAll('#list [aria-selected=true]')].map((one) => one.id.slice(7))")
check(selected == order[start:start + 3], f"Shift selects a range ({len(selected)})")
browser.axe("selected")
browser.shoot("review-en-selected")
browser.click("#bulk-assign")
browser.find("#assignee").send_keys("Ayşe", Keys.ENTER)
until(lambda: all(field.review(one)["assignee"] == "Ayşe" for one in selected), "all selected are assigned")
for one in selected:
    choose(one)
    press("x")
browser.click("#bulk-approved")
until(lambda: all(state(one) == "approved" for one in selected), "all selected are approved")
press("u")
until(lambda: all(state(one) != "approved" for one in selected), "all are taken back")

# --- Somebody else was faster ------------------------------------------------------------------------------------
open_page()
choose(plain[0])
field.change(plain[0], severity=4)
press("a")
browser.wait("return document.querySelector('.toast.is-error')", "a collision is told")
check(state(plain[0]) == "received", "a collision decides nothing")
browser.check_logs("collision", allowed=["409"])
press("a")
until(lambda: state(plain[0]) == "approved", "after another look it is decided")

# --- Side by side ------------------------------------------------------------------------------------------------
choose(edited)
browser.wait("return document.querySelectorAll('#late .diff .is-different').length >= 2", "an edit shows what it changed")
check("m" in browser.text("#late .diff"), "and how far it moved")
choose(waiting)
browser.wait("return document.getElementById('conflict') && document.querySelectorAll('#late .diff .is-different').length >= 2", "a waiting edit stands beside the row")
texts = browser.run("return [...document.querySelectorAll('#late .diff tr.is-different')].map((one) => [...one.cells].map((cell) => cell.textContent))")
check(["Severity", "5", "1"] in texts, f"values stand side by side ({texts})")
browser.axe("conflict")
browser.shoot("review-en-conflict")
browser.find("#do-approved").click()
until(lambda: not field.review(waiting)["conflict"], "taking the edit settles it")
stored = field.ask("GET", f"/collections/fire-incidents/items/{waiting}?f=geojson")
check(stored["properties"]["severity"] == 1, "the edit is the row now")
check(len(browser.all("#past .steps > li")) >= 0, "the history is there")

# --- Filters -----------------------------------------------------------------------------------------------------
open_page()
browser.find("#filter-incomplete").click()
browser.wait("return document.querySelectorAll('#list li').length === 1", "only what lacks files is shown")
check(active() in (lacking, None), "the right one")
browser.find("#filter-incomplete").click()
browser.run("const s = document.getElementById('filter-flag'); s.value = 'whole-degrees'; s.dispatchEvent(new Event('change'))")
browser.wait("return document.querySelector('#list-end .is-empty')", "what matches nothing says so")
browser.axe("empty")
press("?") if browser.run("document.getElementById('list').focus(); return true") else None
browser.run("document.body.focus()")
browser.click("#keys") if not browser.run("return document.getElementById('ask').open") else None
check(browser.run("return document.getElementById('ask').open"), "the keys are told")
browser.axe("keys")
press(Keys.ESCAPE)
browser.check_logs("filters")

# --- What is new comes by itself ---------------------------------------------------------------------------------
open_page()
late = field.send("R-late", "vehicle", 2, (37.066, 37.377))
browser.wait(f"return document.getElementById('option-{late}')", "a new observation comes by itself", 40)
browser.check_logs("use")
browser.quit()

# --- Three languages, light and dark, wide and on a phone --------------------------------------------------------
kinds = [("ar", False, 1360, waiting), ("tr", True, 1360, photo), ("en", False, 390, photo), ("ar", True, 390, edited)]
if os.environ.get("TABAQA_LONG"):
    kinds += [("tr", False, 390, photo), ("en", True, 1360, photo)]
for language, dark, width, feature in kinds:
    browser = Browser(origin, folder, width=width, height=880 if width > 600 else 780, dark=dark, language=language)
    kind = f"{language}-{'dark' if dark else 'light'}-{width}"
    open_page(language, extra=f"&id={feature}", browser=browser)
    browser.wait("return document.querySelectorAll('#list li').length > 5", f"the list is filled, {kind}")
    check(browser.run("return document.documentElement.dir") == ("rtl" if language == "ar" else "ltr"), f"direction, {kind}")
    check(not browser.run("return document.body.innerText.includes('undefined') || /\\{[a-z]+\\}/.test(document.body.innerText)"), f"no gap in a phrase, {kind}")
    panes = ["list", "map", "record"] if width < 600 else [None]
    for pane in panes:
        if pane:
            browser.click(f"#pane-{pane}")
        time.sleep(1)
        browser.axe(f"review {kind} {pane}")
        browser.shoot(f"review-{kind}-{pane or 'all'}")
        wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 0, f"nothing sticks out sideways, {kind} {pane} ({wide} px)")
        small = browser.run("""
            return [...document.querySelectorAll('button, select, a[href], input')].filter((one) => {
                const box = one.getBoundingClientRect();
                if (!box.width || !one.checkVisibility() || one.matches('.skip-link') || getComputedStyle(one).clipPath !== 'none') return false;
                return box.width < 24 || box.height < 24;
            }).map((one) => one.outerHTML.slice(0, 120));
        """)
        for markup in small:
            check(False, f"a target under 24 px, {kind} {pane}: {markup}")
    if width > 600 and language == "ar":
        # A keyboard of another script: the key lies where the Latin letter does.
        before = active(browser)
        browser.run("document.getElementById('list').focus()")
        browser.run("""document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ت', code: 'KeyJ', bubbles: true}))""")
        time.sleep(0.3)
        check(active(browser) != before, "keys work on an Arabic keyboard")
    browser.check_logs(kind)
    browser.quit()

# --- The duty board ----------------------------------------------------------------------------------------------
browser = Browser(origin, folder)
for language, word, width in [("en", "Duty board", 1360), ("ar", "لوحة الواجبات", 1360), ("tr", "Görev panosu", 390)]:
    browser.command("Emulation.setDeviceMetricsOverride", width=width, height=880, deviceScaleFactor=1, mobile=width < 600)
    browser.driver.get(origin + "/assets/icon.svg")
    browser.run("sessionStorage.clear()")
    browser.driver.get(f"{origin}/status?f=html&lang={language}")
    check(word in browser.text("h1"), f"the board is in {language}")
    check(not browser.all("#duty-fire-incidents"), "nobody without a key sees an internal layer")
    browser.axe(f"duty {language} public")
    browser.find("#duty-key").send_keys(key, Keys.ENTER)
    browser.wait("return document.body.dataset.viewer === 'known' && document.getElementById('duty-fire-incidents')", "a key shows the department's layers")
    browser.axe(f"duty {language}")
    browser.shoot(f"duty-{language}-{width}")
    wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check(wide <= 0, f"the board fits, {language} ({wide} px)")
    browser.check_logs(f"duty {language}")
text = field.raw("GET", "/status?f=csv&lang=en")[1].decode()
rows = {row["layer"]: row for row in csv.DictReader(io.StringIO(text))}
board = {line["layer"]: line for line in field.ask("GET", "/status?f=json")["layers"]}
check(set(rows) == set(board), "sheet and board have the same layers")
for name, line in board.items():
    row = rows[name]
    check(row["rows"] == str(line.get("rows", "")), f"rows of {name}")
    check(row["withheld"] == str(line["isWithheld"]).lower(), f"{name} is withheld in both or none")
    if "reviews" in line:
        check(int(row["received"]) == line["reviews"]["received"], f"received of {name}")
        check(len(row["trend"].split()) == 30, f"trend of {name}")
queue = field.queue()
for state_name, column in [("received", "received"), ("hasIssues", "has_issues"), ("edited", "edited"), ("approved", "approved"), ("rejected", "rejected")]:
    counted = sum(item["review"]["state"] == state_name for item in queue)
    check(int(rows["fire-incidents"][column]) == counted, f"{column} is counted right ({counted})")
files = [item["review"]["files"] for item in queue]
check(int(rows["fire-incidents"]["files_expected"]) == sum(one["expected"] for one in files), "expected files are counted right")
check(int(rows["fire-incidents"]["files_present"]) == sum(one["present"] for one in files), "present files are counted right")
browser.quit()

# --- Phones and readers see none of it ---------------------------------------------------------------------------
for path in ["/collections/fire-incidents/reviews", f"/collections/fire-incidents/items/{photo}/history", f"/collections/fire-incidents/items/{waiting}/conflict"]:
    for who, expected in [(field.token, (403, 404)), (reader, (403,)), (None, (401, 404))]:
        status, text, _ = field.raw("GET", path, key=who)
        check(status in expected, f"{path} answers {status}")
        check(b"R-photo" not in text, f"{path} tells nothing")
finish()
