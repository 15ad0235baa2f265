"""web_missing.py ORIGIN KEY FOLDER: what people see where the map library is not installed."""
import sys

from web_browser import Browser, check, finish

origin, _, folder = sys.argv[1:4]
browser = Browser(origin, folder)
browser.driver.get(origin + "/")
browser.wait("return !document.getElementById('missing').hidden", "the page says that the map cannot be shown")
for language, word in [("ar", "الخرائط"), ("tr", "Sistem yöneticisi"), ("en", "administrator")]:
    check(word in browser.text(f"#missing [lang={language}]"), f"the reason stands there in {language}")
check(not browser.run("return document.getElementById('stage').offsetHeight"), "no empty map is shown")
browser.check_logs("without the library", allowed=["/assets/ol/"])
browser.axe("without the library")
browser.shoot("missing")
browser.quit()
finish()
