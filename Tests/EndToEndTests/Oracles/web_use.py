"""web_use.py ORIGIN KEY FOLDER: a member of staff uses the web map."""
import csv
import json
import sys
import time

from web_browser import Browser, Keys, check, finish

origin, key, folder = sys.argv[1:4]
browser = Browser(origin, folder)
topic = "lang=en&topic=fire-incidents"


def hash_value(name):
    return browser.run("return new URLSearchParams(location.hash.slice(1)).get(arguments[0])", name)


def number(text):
    return int("".join(character for character in text if character.isdigit()) or 0)


# --- Anybody, without a key --------------------------------------------------------------------------------------
browser.open("lang=en")
check("Gaziantep" in browser.text("#city"), "the city's name stands at the top")
check(not browser.all("#show-fire-incidents"), "nobody without a key sees an internal layer")
check(browser.all("#show-fire-stations"), "everybody sees a public layer")
browser.check_logs("anonymous")

visitor = Browser(origin, folder, language="tr")
visitor.open()
check(visitor.run("return document.documentElement.lang") == "tr", "a Turkish browser gets the page in Turkish")
visitor.quit()

# --- Signing in --------------------------------------------------------------------------------------------------
browser.click("#open-sign-in")
browser.find("#key").send_keys("no-such-key", Keys.ENTER)
browser.wait("return !document.getElementById('key-error').hidden", "a wrong key is told")
browser.check_logs("wrong key", allowed=["401"])
browser.find("#key").clear()
browser.find("#key").send_keys(key, Keys.ENTER)
browser.wait("return document.getElementById('show-fire-incidents')", "a key shows the departments' layers")
browser.settle()
check(browser.run("return sessionStorage.getItem('tabaqa-key')") == key, "the key is kept for the tab only")
check(not browser.run("return Object.values(localStorage).join()").count(key), "the key is not kept longer")

# --- Language ----------------------------------------------------------------------------------------------------
browser.open(topic, key)
for language, direction, word in [("ar", "rtl", "الطبقات"), ("tr", "ltr", "Katmanlar"), ("en", "ltr", "Layers")]:
    browser.run("const s = document.getElementById('language'); s.value = arguments[0]; s.dispatchEvent(new Event('change'))", language)
    time.sleep(0.3)
    check(browser.run("return document.documentElement.dir") == direction, f"{language} is set {direction}")
    check(browser.run("return document.documentElement.lang") == language, f"the page says that it is in {language}")
    check(word in browser.text("#tab-layers"), f"the tabs are in {language}")
    check(browser.run("return document.body.innerText.includes('undefined') || document.body.innerText.includes('{n}')") is False, f"no gap in a phrase, {language}")
panel = browser.run("return document.getElementById('panel').getBoundingClientRect().left")
check(panel == 0, "in English the panel is left")

# --- Time --------------------------------------------------------------------------------------------------------
whole = number(browser.text("#period-count"))
all_legend = browser.text("#legend")
slider = browser.find("#time-from")
for _ in range(12):
    slider.send_keys(Keys.ARROW_RIGHT)
browser.settle()
later = number(browser.text("#period-count"))
check(0 < later < whole, f"a later start leaves fewer records ({later} of {whole})")
check((hash_value("t") or "").count(",") == 1, "the period stands in the link")
check(browser.text("#legend") != all_legend, "the legend tells of the period the slider chose")
browser.click("#play")
started = hash_value("t")
browser.wait(f"return new URLSearchParams(location.hash.slice(1)).get('t') !== {json.dumps(started)}", "playing moves the period on")
browser.click("#play")
browser.click(".time-filters summary")
browser.click('[data-key="day-6"]')
browser.click('[data-key="day-7"]')
browser.settle()
check(hash_value("d") == "6,7", "weekdays stand in the link")

# --- The heatmap's bandwidth, kernel and colours -----------------------------------------------------------------
browser.open(topic, key)
browser.click("#tab-show")
method = browser.text("#legend")
for _ in range(10):
    browser.find("#bandwidth").send_keys(Keys.ARROW_RIGHT)
browser.settle()
wide = number(browser.text("#bandwidth-value"))
check(wide > 500 and hash_value("bw") == str(wide), f"the bandwidth grows and stands in the link ({wide})")
check(browser.text("#legend") != method, "the legend tells the bandwidth")
browser.run("performance.clearResourceTimings()")
browser.run("const s = document.getElementById('kernel'); s.value = 'gaussian'; s.dispatchEvent(new Event('change'))")
browser.run("const s = document.getElementById('ramp'); s.value = 'viridis'; s.dispatchEvent(new Event('change'))")
browser.settle()
check("Gaussian" in browser.text("#legend"), "the legend tells the kernel")
tiles = browser.run("return performance.getEntriesByType('resource').map((one) => one.name).filter((name) => name.includes('.png')).at(-1)")
check(f"bandwidth={wide}" in tiles and "kernel=gaussian" in tiles and "ramp=viridis" in tiles, f"tiles are asked for anew ({tiles})")
browser.check_logs("heatmap")

# --- By area: count and rate -------------------------------------------------------------------------------------
browser.open(topic + "&view=areas&by=neighbourhoods", key)
browser.click("#tab-show")
counts = browser.text("#legend .classes")
check(counts.count("–") >= 2, "the legend has classes with numbers")
browser.run("document.querySelector('[data-key=\"measure-rate\"]').click()")
browser.settle()
check(browser.text("#legend .classes") != counts, "the rate has other numbers than the count")
check(hash_value("measure") == "rate", "the measure stands in the link")

# --- A neighbourhood's profile -----------------------------------------------------------------------------------
browser.find("#map").click()
browser.wait("return document.querySelectorAll('#details .entry').length > 1", "a click shows the profile across departments")
check(browser.all("#details .trend svg"), "the profile has a trend")
browser.wait("return location.hash.includes('area=')", "the area stands in the link")
link = browser.driver.current_url
browser.check_logs("areas")
browser.driver.get("about:blank")
browser.driver.get(link)
browser.wait("return document.querySelectorAll('#details .entry').length > 1", "the link opens what its sender saw")

# --- Search, folded ----------------------------------------------------------------------------------------------
for typed, expected in [("sirinevler", "Şirinevler"), ("KARATAS", "Karataş")]:
    field = browser.find("#search-text")
    field.clear()
    field.send_keys(Keys.ESCAPE, typed)
    if browser.wait("return !document.getElementById('search-hits').hidden && document.querySelector('#search-hits strong')", f"{typed} finds something"):
        check(expected in browser.text("#search-hits"), f"{typed} finds {expected}")
field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
browser.wait("return !document.getElementById('details').hidden", "choosing a hit opens it")

# --- Draw by pointer, then by keyboard ---------------------------------------------------------------------------
browser.open(topic, key)
browser.click("#tab-tools")
browser.click("#tool-drawArea")
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
canvas = browser.find("#map")
for x, y in [(-120, -80), (120, -80), (120, 90), (-120, 90), (-120, -80)]:
    ActionChains(browser.driver).move_to_element_with_offset(canvas, x, y).pause(0.1).click().pause(0.3).perform()
browser.wait("return document.querySelectorAll('#details .entry').length > 1", "a drawn polygon tells what is inside")
browser.check_logs("drawing")
browser.find("#details button").click()
browser.click("#tool-drawArea")
for move in [Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT]:
    browser.find("#map").send_keys(Keys.ENTER)
    browser.find("#map").send_keys(move)
    time.sleep(0.6)
browser.find("#map").send_keys("f")
browser.wait("return document.querySelectorAll('#details .entry').length > 0", "a polygon drawn by keyboard tells what is inside")

# --- Table -------------------------------------------------------------------------------------------------------
browser.click("#tool-openTable")
browser.wait("return document.querySelectorAll('#table tbody tr').length === 50", "the table has a page of rows")
first = browser.text("#table tbody tr")
browser.click('[data-key="next"]')
browser.wait(f"return document.querySelector('#table tbody tr')?.textContent !== {json.dumps(first)}", "the next page differs")
browser.click('[data-key="sort-severity"]')
browser.wait("return document.querySelector('th[aria-sort=\"ascending\"]')", "a column sorts")

# --- Downloads ---------------------------------------------------------------------------------------------------
for name in ["fire-incidents.geojson", "fire-incidents.csv", "fire-incidents.gpkg", "fire-incidents-density.tif",
             "fire-incidents-density.csv", "fire-incidents-sheet.png", "map.png"]:
    browser.run("document.querySelector(`[data-file=\"${arguments[0]}\"]`).click()", name)
    file = browser.downloaded(name)
    head = file.read_bytes()[:8] if file else b""
    if name.endswith("geojson") and file:
        check(len(json.loads(file.read_text(encoding="utf-8"))["features"]) == whole, "the GeoJSON has every record")
    if name == "fire-incidents.csv" and file:
        check(len(list(csv.reader(file.open(encoding="utf-8-sig")))) == whole + 1, "the CSV has every record")
    check(not name.endswith(".png") or head.startswith(b"\x89PNG"), f"{name} is a PNG")
    check(not name.endswith(".gpkg") or head.startswith(b"SQLite"), f"{name} is a GeoPackage")
    check(not name.endswith(".tif") or head[:2] in (b"II", b"MM"), f"{name} is a TIFF")

# --- Comparison --------------------------------------------------------------------------------------------------
browser.open(topic + "&t=2024-01,2024-12&compare=period:2023-01,2023-12", key)
handle = browser.find(".swipe-handle")
before = handle.get_attribute("aria-valuenow")
handle.send_keys(Keys.ARROW_RIGHT)
check(browser.find(".swipe-handle").get_attribute("aria-valuenow") != before, "the divider moves by keyboard")
check(len(browser.all("#legend .legend-part")) == 2, "both sides have a legend")
browser.check_logs("the rest")
browser.quit()
finish()
