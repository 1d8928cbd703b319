"""Pages without the shell: signing in, choosing a password, and what went wrong."""

# fmt: off

from dataclasses import replace

from followthrough.web.shapes import (
    Badge,
    DemoPerson,
    ErrorPage,
    Field,
    GuestForm,
    GuestPage,
    Link,
    SetPasswordPage,
    SignInPage,
)
from followthrough.web.tests.samples.sheet import Sheet

SIGN_IN = SignInPage("Ostrander Group", "/sign-in", demo_url="/sign-in", demo=(
    DemoPerson("Ana Ruiz", "Sales support coordinator", "AR", "ana"), DemoPerson("Marcus Bell", "Account manager", "MB", "marcus"), DemoPerson("Lena Fischer", "Sales manager", "LF", "lena"),
    DemoPerson("Web", "Department", "WE", "web"), DemoPerson("Helen Marsh", "Finance", "HM", "helen"), DemoPerson("Ingrid Holt", "Administrator", "IH", "ingrid")))


def sign_in() -> Sheet:
    """With the demo people."""
    return Sheet("/sign-in", "web/sign_in.html", SIGN_IN)


def refused() -> Sheet:
    """A wrong password."""
    page = replace(
        SIGN_IN,
        demo=(),
        email="ana@ostrander.example",
        error="E-mail and password do not belong together. 3 tries are left.",
    )
    return Sheet("/sign-in-refused", "web/sign_in.html", page)


def set_password() -> Sheet:
    """Behind a one-time link."""
    return Sheet(
        "/set-password",
        "web/set_password.html",
        SetPasswordPage(
            "Ostrander Group",
            "/set-password",
            "Ana Ruiz",
            "ana@ostrander.example",
            ("At least 12 characters", "Not a password that is known to be stolen"),
        ),
    )


def expired() -> Sheet:
    """A link that was used."""
    page = SetPasswordPage(
        "Ostrander Group",
        "",
        "",
        "",
        expired="It was used on Mon 23 Nov, or is older than three days. Ask Ingrid Holt for a new one.",
    )
    return Sheet("/set-password-expired", "web/set_password.html", page)


GUEST = GuestPage(
    "Ostrander Group", "Proof of the pumps banner", (("For", "Delmar Pump & Valve"), ("Due", "Friday 27 November 2026"), ("Owed by", "Web")),
    (Badge("Open", "info"),), "Hetty Moss", "The artwork is in the mail of Monday.", "Ana Ruiz", version="1", until="Monday 7 December 2026", forms=(
        GuestForm("Done", "circle-check-big", "/guest", (Field("note", "What was done", "textarea", error="Say what shows that it was kept."), Field("file", "File", "file")),
                  "k1", is_open=True, primary=True, has_files=True),
        GuestForm("Ask a question", "message-circle-question", "/guest", (Field("question", "Question", "textarea", required=True),), "k2")))


def guests() -> tuple[Sheet, ...]:
    """Behind a guest's link: to answer, answered, and when it no longer works."""
    return (
        Sheet("/guest", "web/guest.html", GUEST),
        Sheet("/guest-thanks", "web/guest.html", replace(GUEST, forms=(), thanks="Ana Ruiz has been told and takes it from here.", back_url="/guest")),
        Sheet("/guest-ended", "web/guest.html", GuestPage("Ostrander Group", "This link no longer works", ended="Its time is over."), status="410 Gone"),
    )


def errors() -> tuple[Sheet, ...]:
    """403, 404, 409, 500 and offline."""
    back = Link("Back to Today", "/today")
    return tuple(Sheet(f"/{path}", "web/error.html", page, status=status) for path, status, page in (
        ("404", "404 Not Found", ErrorPage("There is nothing here", "No page or record stands at this address, or it is not yours to see.", "Nothing was changed.", back, icon="search")),
        ("403", "403 Forbidden", ErrorPage("You may not do that", "Changing the owner of an account is for its team and for managers.", "Nothing was changed. Lena Fischer can give you the right.", back, icon="lock")),
        ("409", "409 Conflict", ErrorPage("Somebody was faster", "Priya Nair moved this deal to Quoted at 10:02.", "Your move was not made; the deal is safe.", Link("Open the deal", "/record"), icon="users")),
        ("500", "500 Internal Server Error", ErrorPage("That did not work", "The page could not be made. We have a note of it.", "Nothing was changed by this.", Link("Try again", "/today"), "7f3a-91c2", "Tue 24 Nov, 10:46")),
        ("offline", "200 OK", ErrorPage("You are offline", "The desk cannot be reached.", "What you sent before is safe.", Link("Try again", "/today"), icon="wifi-off")),
    ))
