"""What keys alone can't do on a page: the list, the form with an error, the dialogs, the list of keys."""

from collections.abc import Iterator
from http import HTTPStatus

from playwright.sync_api import Page

OPENERS = "a[hx-target='#dialog'], button[hx-target='#dialog']"
WAIT = 10_000


def stuck(page: Page, path: str, opened: set[str]) -> Iterator[str]:
    """What does not go as design §7 and §11 have it, in words; `opened` are the dialogs tried on pages before."""
    if page.locator("main form.form").count() and path.endswith("/new"):
        yield from _form(page)
        return
    yield from _help(page)
    if page.locator("tr[data-row]").count():
        page.keyboard.press("ArrowDown")
        if not _is_focused(page, "tr[data-row] *, tr[data-row]"):
            yield f"the arrow leads to no row but to {_focused(page)}"
    yield from _dialogs(page, opened)


def _help(page: Page) -> Iterator[str]:
    if not page.locator("body[data-keys]").count():
        return  # a door before the desk has no keys of its own
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    if not page.locator("#help[open]").count():
        yield "? does not open the list of keys"
        return
    if not _is_focused(page, "#help *, #help"):
        yield "the list of keys does not take the focus"
    page.keyboard.press("Escape")
    if page.locator("#help[open]").count():
        yield "Esc does not close the list of keys"
    page.wait_for_function("() => !document.activeElement.closest('#help')", timeout=WAIT)


def _form(page: Page) -> Iterator[str]:
    if not _is_focused(page, "main form *"):
        yield f"the form begins at {_focused(page)}"
    for _n in range(80):
        if _is_focused(page, "main form [type=submit]"):
            break
        page.keyboard.press("Tab")
    else:
        yield "Tab never reaches the button that sends the form"
        return
    address = page.url
    with page.expect_navigation():
        page.keyboard.press("Enter")
    if page.url != address or not page.locator("main [aria-invalid=true]").count():
        return  # nothing in it was required
    if not _is_focused(page, "main .alert, main [aria-invalid=true]"):
        yield f"after an error the focus is at {_focused(page)}"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    if not _is_focused(page, "main [aria-invalid=true], main .field :is(input, select, textarea)"):
        yield f"the error leads to {_focused(page)} and not to its field"


def _dialogs(page: Page, opened: set[str]) -> Iterator[str]:
    address = page.url
    asked = page.locator(OPENERS).evaluate_all("all => all.map(one => one.getAttribute('hx-get'))")
    for url in dict.fromkeys(filter(None, asked)):
        name = url.split("?")[0].rpartition("/")[2]
        if name in opened:
            continue
        opener = page.locator(OPENERS).and_(page.locator(f'[hx-get="{url}"]')).filter(visible=True).first
        if not opener.count() and not _open_menu_of(page, url):
            continue  # for another window or another role
        opener.wait_for(timeout=WAIT)
        opened.add(name)
        opener.focus()
        page.keyboard.press("Enter")
        yield from (f"{name}: {words}" for words in _dialog(page))
        if page.url != address:
            page.goto(address)


def _open_menu_of(page: Page, url: str) -> bool:
    for menu in page.locator("details.menu:not(.only-phone)", has=page.locator(f'[hx-get="{url}"]')).all():
        summary = menu.locator("summary").first
        if summary.is_visible() and menu.locator(f'[hx-get="{url}"]:not(.only-phone *)').count():
            summary.focus()
            page.keyboard.press("Enter")
            return True
    return False


def _dialog(page: Page) -> Iterator[str]:
    address = page.url
    page.wait_for_function(
        "address => document.querySelector('#dialog')?.open || location.href !== address", arg=address, timeout=WAIT
    )
    if page.url != address:  # it leads to a page of its own
        status = page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
        if status >= HTTPStatus.BAD_REQUEST:
            yield f"it leads to a page that answers {status}"
        return
    if not _is_focused(page, "#dialog *"):
        yield f"the dialog leaves the focus at {_focused(page)}"
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('#dialog').open", timeout=WAIT)
    if _is_focused(page, "body"):
        yield "nothing has the focus once the dialog is closed"


def _is_focused(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def _focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))
