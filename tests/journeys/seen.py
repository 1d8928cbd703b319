"""What is wrong with a page to who can't see it, sees it badly, in the dark or on a phone: asked of axe-core."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor/axe/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL: dict[str, Any] = {"type": "tag", "values": TAGS}
# What depends on the colours, and what on where things stand; all else is the same in every look.
COLOURS: dict[str, Any] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
PLACES: dict[str, Any] = {
    "type": "rule",
    "values": ["color-contrast", "target-size", "scrollable-region-focusable", "region", "button-name", "link-name",
               "aria-hidden-focus", "page-has-heading-one", "skip-link", "landmark-unique"],
}  # fmt: skip
ASK = """async chosen => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = await axe.run(document, {resultTypes: ['violations'], runOnly: chosen});
  return found.violations.flatMap(fault => fault.nodes.map(
    node => [fault.id, node.target.join(' '), node.html.slice(0, 160), node.any[0]?.message ?? '']));
}"""
PHONE = (390, 844)
WINDOWS = ((320, 640), (1366, 768), (1093, 614))  # the smallest; a usual one; the same at 125 %


def faults(page: Page) -> list[Any]:
    """All that axe finds in light, on a phone and in the dark, and windows that the page is wider than."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    size = page.viewport_size
    assert size
    found = [("light", *fault) for fault in page.evaluate(ASK, ALL)]
    page.emulate_media(color_scheme="dark")
    found += [("dark", *fault) for fault in page.evaluate(ASK, COLOURS)]
    page.emulate_media(color_scheme="light")
    found += _too_wide(page, *PHONE)
    found += [("phone", *fault) for fault in page.evaluate(ASK, PLACES)]
    for width, height in WINDOWS:
        found += _too_wide(page, width, height)
    page.set_viewport_size(size)
    return found


FURTHEST = """() => {
  const inner = ".scroll-x, .table-container, dialog";
  const all = [...document.querySelectorAll("body *")].filter((one) => !one.closest(inner));
  const edge = (one) => one.getBoundingClientRect().right;
  return all.sort((a, b) => edge(b) - edge(a)).slice(0, 3).map((one) => one.outerHTML.slice(0, 160));
}"""


def _too_wide(page: Page, width: int, height: int) -> list[Any]:
    page.set_viewport_size({"width": width, "height": height})
    needed = page.evaluate("document.documentElement.scrollWidth")
    return [(f"{width} x {height}", "scrolls sideways", needed, page.evaluate(FURTHEST))] if needed > width else []
