"""A headless Chromium looking at the web map, and what must hold whatever it does there."""
import importlib.util
import json
import os
import pathlib
import sys
import time

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

__all__ = ["Browser", "By", "Keys", "failures", "check", "finish"]

failures = []


def check(condition, what):
    """Notes what does not hold; the script goes on, so that one run tells everything."""
    if not condition:
        failures.append(what)
        print("FAILED:", what, file=sys.stderr)


def finish():
    print(f"{len(failures)} failures")
    sys.exit(1 if failures else 0)


class Browser:
    def __init__(self, origin, folder, width=1360, height=860, dark=False, language="en", flags=()):
        self.origin = origin
        self.folder = pathlib.Path(os.environ.get("TABAQA_SCREENSHOTS") or folder)
        self.downloads = pathlib.Path(folder) / f"downloads-{os.getpid()}"
        self.downloads.mkdir(exist_ok=True)
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
                     f"--window-size={width},{height}", f"--lang={language}", *flags]:
            options.add_argument(flag)
        options.add_experimental_option("prefs", {
            "download.default_directory": str(self.downloads), "intl.accept_languages": language,
            "profile.default_content_setting_values.automatic_downloads": 1,
            "profile.default_content_setting_values.geolocation": 1})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(60)
        self.command("Emulation.setDeviceMetricsOverride",
                     width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        if dark:
            self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def open(self, hash_text="", key=None):
        """Opens the map as a link to it does, signed in with `key`."""
        self.driver.get(self.origin + "/assets/icon.svg")
        self.run("sessionStorage.clear(); localStorage.clear(); if (arguments[0]) sessionStorage.setItem('tabaqa-key', arguments[0])", key)
        self.driver.get(f"{self.origin}/#{hash_text}")
        self.wait("return document.body.dataset.ready === 'true'", "the page starts")
        self.settle()

    def wait(self, script, what, seconds=60):
        until = time.time() + seconds
        while time.time() < until:
            if self.run(script):
                return True
            time.sleep(0.1)
        check(False, f"{what} (not within {seconds} s)")
        return False

    def settle(self):
        """Until nothing loads any more."""
        time.sleep(0.5)
        self.wait("return document.getElementById('progress').hidden", "loading ends")
        time.sleep(0.4)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self.find(selector).click()

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def shoot(self, name):
        self.driver.save_screenshot(str(self.folder / f"web-{name}.png"))

    def downloaded(self, name, seconds=60):
        until = time.time() + seconds
        while time.time() < until:
            file = self.downloads / name
            if file.exists() and file.stat().st_size and not list(self.downloads.glob("*.crdownload")):
                return file
            time.sleep(0.1)
        check(False, f"{name} is downloaded")
        return None

    def axe(self, where):
        """No serious or critical violation of WCAG 2.2 A and AA."""
        place = importlib.util.find_spec("axe_selenium_python").submodule_search_locations[0]
        script = next(pathlib.Path(place).rglob("axe.min.js")).read_text(encoding="utf-8")
        # By the debugger, as the page's policy lets no foreign script in.
        self.command("Runtime.evaluate", expression=script)
        found = self.driver.execute_async_script("""
            const done = arguments[0];
            axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                .then((result) => done(result.violations));
        """)
        for violation in found:
            if violation["impact"] in ("serious", "critical"):
                for node in violation["nodes"]:
                    check(False, f"axe, {where}: {violation['id']} ({violation['impact']}) at {node['target']}: {node['failureSummary'][:300]}")
        return found

    def check_logs(self, where, allowed=()):
        """No error on the console, and no request to another machine."""
        for entry in self.driver.get_log("browser"):
            if entry["level"] == "SEVERE" and not any(part in entry["message"] for part in allowed):
                check(False, f"console, {where}: {entry['message'][:400]}")
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            url = message["params"]["request"]["url"]
            if not url.startswith((self.origin + "/", "data:", "blob:", "about:", "chrome:")):
                check(False, f"a request leaves the machine, {where}: {url[:200]}")

    def quit(self):
        self.driver.quit()
