"""web_access.py ORIGIN KEY FOLDER: the web map for people who use it by keyboard, by ear, on a phone, in the dark."""
import os
import sys
import time

from web_browser import Browser, Keys, check, finish

origin, key, folder = sys.argv[1:4]
states = {
    "layers": ("", []),
    "display": ("", ["#tab-show"]),
    "areas": ("&view=areas&measure=rate", ["#tab-show"]),
    "compare": ("&t=2024-01,2024-12&compare=period:2023-01,2023-12", ["#tab-compare"]),
    "tools": ("", ["#tab-tools"]),
    "table": ("", ["#tab-tools", "#tool-openTable"]),
    "inside": ("", ["#tab-tools", "#tool-useView"]),
    "profile": ("&view=areas", ["#map"]),
    "hours": ("&h=8,17&d=1,2,3", [".time-filters summary"]),
    "sign-in": ("", ["#open-sign-in"]),
}

kinds = [("ar", False, 1360), ("tr", True, 1360), ("en", False, 360)]
if os.environ.get("TABAQA_LONG"):
    kinds += [("en", False, 1360), ("ar", True, 360)]
for language, dark, width in kinds:
    browser = Browser(origin, folder, width=width, height=860 if width > 600 else 740, dark=dark, language=language)
    kind = f"{language}-{'dark' if dark else 'light'}-{width}"
    for name, (link, clicks) in states.items():
        browser.open(f"lang={language}&topic=fire-incidents{link}", key)
        for selector in clicks:
            browser.click(selector)
            time.sleep(0.6)
        browser.settle()
        time.sleep(0.6)
        browser.axe(f"{kind} {name}")
        browser.shoot(f"{kind}-{name}")
        wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check(wide <= 0, f"nothing sticks out sideways, {kind} {name} ({wide} px)")
        small = browser.run("""
            return [...document.querySelectorAll('button, select, summary, a[href], input')].filter((one) => {
                const box = one.getBoundingClientRect();
                const target = one.closest('label')?.getBoundingClientRect() ?? box;
                if (!box.width || !one.checkVisibility() || one.closest('.visually-hidden') || getComputedStyle(one).pointerEvents === 'none' || one.matches('.skip-link')) return false;
                if (one.labels?.length && !['range', 'search', 'text', 'password'].includes(one.type)) {
                    return Math.max(target.height, ...[...one.labels].map((label) => label.getBoundingClientRect().height)) < 24;
                }
                return target.width < 24 || target.height < 24;
            }).map((one) => one.outerHTML.slice(0, 120));
        """)
        for markup in small:
            check(False, f"a target under 24 px, {kind} {name}: {markup}")
    browser.check_logs(kind)
    browser.quit()

# --- By keyboard only: everything is reached, the focus is always seen -------------------------------------------
browser = Browser(origin, folder)
browser.open("lang=en&topic=fire-incidents", key)
reached, unseen = [], []
for _ in range(120):
    browser.driver.switch_to.active_element.send_keys(Keys.TAB)
    found = browser.run("""
        const one = document.activeElement;
        const style = getComputedStyle(one), thumb = getComputedStyle(one, '::-webkit-slider-thumb');
        const radio = one.closest('.segments label');
        const outlined = [style, thumb, ...(radio ? [getComputedStyle(radio)] : [])].some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
        return [one.id || one.dataset.key || one.className || one.tagName, outlined || one.type === 'range'];
    """)
    if found[0] == "BODY" or (len(reached) > 5 and found[0] == reached[0]):
        break
    reached.append(found[0])
    if not found[1]:
        unseen.append(found[0])
for needed in ["language", "theme", "open-sign-in", "search-text", "tab-layers", "map", "play", "time-from", "time-to"]:
    check(needed in reached, f"{needed} is reached by Tab (reached: {reached})")
check(not unseen, f"the focus is seen at {unseen}")

browser.find("#tab-layers").send_keys(Keys.ARROW_RIGHT)
check(browser.run("return document.activeElement.id") == "tab-show", "arrow keys move between tabs")
browser.open("lang=en&topic=fire-incidents", key)
browser.find("#map").send_keys(Keys.ENTER)
browser.wait("return document.querySelectorAll('#details .entry').length > 1", "Enter on the map tells about its middle")
check(browser.run("return document.activeElement.id") == "details-title", "the focus goes to the details")
browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
check(browser.run("return document.getElementById('details').hidden"), "Escape closes the details")
check(browser.run("return document.activeElement.id") == "map", "the focus goes back to where it was")
check(len(browser.text("#live")) > 0, "what happened is told to screen readers")
browser.quit()
finish()
