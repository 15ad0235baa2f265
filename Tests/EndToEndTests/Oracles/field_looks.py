"""field_looks.py ORIGIN KEY CODES FOLDER: every view of the field page in Turkish, Arabic and English, light and dark, by thumb, keyboard and ear."""
import sys
import time
import zipfile

from field_browser import Network, Phone
from web_browser import Keys, check, finish

origin, key, codes, folder = sys.argv[1:5]
network = Network(origin)
phone = Phone(network.origin, folder, f"{folder}/phone", language="tr", dark=True)

# --- Before it is connected ---------------------------------------------------------------------------------------
phone.visit()
phone.judge("connecting")
phone.find("#code").send_keys("no-such-code", Keys.ENTER)
phone.wait("return !document.getElementById('code-problem').hidden", "a wrong code is told")
phone.whole("tr-dark-connect")
phone.check_logs("a wrong code", allowed=["403", "401", "400", "422", "404"])
phone.visit(f"#enrol={codes.split(',')[1]}")
phone.until("[data-form]", "the phone is connected")

# --- Empty, then a form -------------------------------------------------------------------------------------------
phone.go("#/sent")
phone.judge("nothing sent")
phone.whole("tr-dark-empty")
phone.go("#/more")
phone.judge("more, dark")
phone.whole("tr-dark-more")
phone.go("#/")
phone.whole("tr-dark-home")
# A browser that is told no place asks others for one.
phone.stand(37.38, 37.06, 30)
phone.click("[data-form=fire-incidents]")
phone.until("[data-name=place]", "the form opens")
phone.judge("an empty form")

# --- The place on the map, by keyboard, then far outside and inaccurate -------------------------------------------
phone.click("[data-key=place-map]")
phone.until("dialog.map-dialog[open] canvas", "the map opens")
time.sleep(0.3)
canvas = phone.find("canvas.whole-map")
canvas.send_keys("+", Keys.ARROW_LEFT, Keys.ARROW_UP, Keys.ENTER)
phone.wait("return !document.querySelector('[data-key=done]').disabled", "Enter sets the point at the cross")
phone.axe("the map")
phone.shoot("tr-dark-map")
phone.click("[data-key=done]")
phone.until(".place-facts", "the point is taken")
check("elle" in phone.text(".place-facts"), "it is said to be set by hand")
phone.stand(38.5, 37.9, 120)
phone.click("[data-key=place-measure]")
phone.wait("return document.querySelector('[data-key=place-use]')?.hidden === false", "a poor position can be taken")
phone.click("[data-key=place-use]")
phone.until("[data-name=place] .notice.is-warning", "it is warned of")
check("120" in phone.text("[data-name=place]"), "with its metres")

# --- Questions that depend on others, numbers in Arabic digits, a list of known features --------------------------
check(phone.run("return document.querySelector('[data-name=injured]').hidden"), "what does not apply is not asked")
phone.click("#q-category-0")
phone.wait("return !document.querySelector('[data-name=injured]').hidden", "what applies is asked")
phone.type("#q-injured", "٣")
phone.type("#q-severity", "9")
phone.type("#q-hydrant", "h-00")
# The list is as long as the city has such features.
phone.until("[data-name=hydrant] .option input", "the list of known features is searched")
phone.click("[data-name=hydrant] .option input")
phone.type("#q-neighbourhood", "Çok uzun bir mahalle adı ve yanında اسم طويل بالعربية " * 4)
phone.click("[data-key=send]")
phone.until("#problems li", "a number out of range is told")
check(phone.text("[data-name=severity] .problem") != "", "beside its question")
check(phone.run("return document.activeElement.id") == "problems", "the focus goes to what is wrong")
phone.judge("answers that are wrong")
phone.whole("tr-dark-wrong")
phone.find("#q-severity").send_keys(Keys.BACKSPACE, "1")
phone.click("[data-key=send]")
phone.wait("return document.querySelector('[data-name=injured] .problem')?.textContent", "a condition of the layer is checked")
phone.check_logs("filling")

# --- A recording, kept; a copy of what was not sent ---------------------------------------------------------------
phone.go("#/")
phone.until("[data-form=waste-complaints]", "the second form")
phone.click("[data-form=waste-complaints]")
phone.until("[data-name=voice_note] [data-key=record]", "a recording is offered")
phone.click("[data-name=voice_note] [data-key=record]")
phone.until(".is-recording", "it records")
time.sleep(1.2)
phone.whole("tr-dark-recording")
phone.click("[data-name=voice_note] [data-key=record]")
phone.until("[data-name=voice_note] audio", "the recording can be heard")
check(phone.stored("files")[0]["size"] > 500, "it is kept")
phone.judge("a recording")
phone.go("#/more")
phone.click("[data-key=export]")
name = phone.run("return new Date().toISOString().slice(0, 10)")
copy = phone.downloaded(f"field-{name}.zip")
if copy:
    with zipfile.ZipFile(copy) as archive:
        check(archive.testzip() is None, "the copy is a sound ZIP")
        check(sum(one.endswith("observation.geojson") for one in archive.namelist()) == 2, "with both observations")
        check(any("voice_note" in one for one in archive.namelist()), "and the recording")

# --- Languages: words and direction change at once; narrow phones ------------------------------------------------
phone.quit()
phone = Phone(network.origin, folder, f"{folder}/phone", language="tr", width=320, height=568)
for language, direction, text in [("en", "ltr", "More"), ("ar", "rtl", "المزيد")]:
    phone.visit("#/more")
    phone.click(f"#language-{language}")
    phone.wait(f"return document.documentElement.dir === '{direction}' && document.documentElement.lang === '{language}'", f"{language} is set {direction}")
    phone.wait(f"return document.getElementById('title')?.textContent === '{text}'", f"the page speaks {language}")
    phone.judge(f"more, {language}, 320 px")
    for view, fragment in [("home", "#/"), ("sent", "#/sent")]:
        phone.go(fragment)
        phone.judge(f"{view}, {language}, 320 px")
        phone.whole(f"{language}-320-{view}")
    phone.go("#/")
    phone.until(".row-link", "a draft")
    phone.click(".row-link")
    phone.until("[data-key=send]", "the draft opens")
    phone.judge(f"a form, {language}, 320 px")
    phone.whole(f"{language}-320-form")
phone.check_logs("languages")
phone.quit()
finish()
