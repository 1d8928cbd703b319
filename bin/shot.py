"""Pictures of pages in light, dark and on a phone; called by bin/shot."""

import argparse
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, ViewportSize, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
LOOKS = {"light": ("light", DESK), "dark": ("dark", DESK), "phone": ("light", PHONE)}


def main() -> None:
    """Take every page in every look and print where each picture is."""
    asked = _asked()
    folder = REPOSITORY / "build" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        session = _session(browser, asked.base, asked.cookie, asked.as_)
        for page in asked.pages:
            for look in asked.look or LOOKS:
                print(_shoot(browser, session, urljoin(asked.base, page), look, folder, whole=asked.whole))
        browser.close()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", metavar="/page")
    parser.add_argument("--as", dest="as_", metavar="NAME", help="as this person of the demo: a name or how it begins")
    parser.add_argument("--cookie", help="or send this cookie: name=value")
    parser.add_argument(
        "--base", default=os.environ.get("BASE_URL") or f"http://127.0.0.1:{os.environ.get('PORT', 8000)}"
    )
    parser.add_argument("--look", action="append", choices=list(LOOKS), help="only this look; may be given again")
    parser.add_argument("--whole", action="store_true", help="the whole page, not only what the window shows")
    return parser.parse_args()


def _session(browser: Browser, base: str, cookie: str | None, person: str | None) -> dict[str, object]:
    """The cookies of somebody signed in, good for all looks."""
    context = browser.new_context()
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": base}])
    if person:
        page = context.new_page()
        page.goto(urljoin(base, "/sign-in"))
        people = page.locator("button[name=demo]")
        one = people.filter(has=page.locator("b", has_text=re.compile(rf"\b{re.escape(person)}", re.IGNORECASE)))
        if one.count() != 1:
            names = ", ".join(people.locator("b").all_inner_texts()) or "nobody; only the demo does"
            sys.exit(f"bin/shot: --as {person} names {one.count()} of the sign-in page's people, which are: {names}.")
        with page.expect_navigation(url=lambda url: "/sign-in" not in url):
            one.click()
    return dict(context.storage_state())


def _shoot(browser: Browser, session: dict[str, object], address: str, look: str, folder: Path, *, whole: bool) -> Path:
    scheme, size = LOOKS[look]
    context = browser.new_context(storage_state=session, color_scheme=scheme, viewport=size, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    name = address.split("://", 1)[-1].partition("/")[2].strip("/").replace("/", "-").replace("?", "-") or "home"
    path = folder / f"{name}-{look}.png"
    page.screenshot(path=path, full_page=whole)
    context.close()
    return path


if __name__ == "__main__":
    main()
