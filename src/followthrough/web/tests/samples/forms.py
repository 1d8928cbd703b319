"""A form to fill in, one with errors, one that somebody else overtook, and an action's dialog."""

# fmt: off

from dataclasses import replace

from followthrough.web.shapes import ActionDialog, Choice, Conflict, ConflictRow, Field, FieldSet, FormPage, Link
from followthrough.web.tests.samples.sheet import Sheet, shell

FIELDS = (
    Field("name", "Name", value="Greyfield Tools", required=True, autofocus=True, wide=True),
    Field("kind", "Kind", "select", choices=(Choice("client", "Client", True), Choice("prospect", "Prospect")), required=True),
    Field("owner", "Owner", "link", "ana", "Ana Ruiz", search_url="/search.json", required=True, help="Who looks after it. They are told at once."),
    Field("spend", "Expected a year", "money", "12400", currency="USD", currencies=("USD", "EUR", "GBP")),
    Field("start", "Customer since", "date", "2026-11-24"),
    Field("team", "Team on it", "links", choices=(Choice("tom", "Tom Okafor"), Choice("priya", "Priya Nair")), search_url="/search.json"),
    Field("language", "They write in", "radio", choices=(Choice("en", "English", True), Choice("es", "Spanish"))),
    Field("vip", "Visit once a month", "checkbox", "on"),
    Field("note", "Note", "textarea", "Met at Fluid Expo.", lang="en"),
)
ADDRESS = (
    Field("street", "Street", autocomplete="street-address", wide=True), Field("city", "City", value="Erie"),
    Field("email", "E-mail", "email", "sales@greyfield.example"), Field("phone", "Phone", "tel", "+1 814 555 0117"),
    Field("contract", "Contract", "file", help="PDF or Word, up to 25 MB"),
)


def form(**more: object) -> FormPage:
    """The form of a new account."""
    page = FormPage((FieldSet(FIELDS), FieldSet(ADDRESS, "Where and how")), "Create account", "/list", idempotency_key="k0",
                    has_files=True, submit_more="Create and add another")
    return replace(page, **more)  # type: ignore[arg-type]


def new_account() -> Sheet:
    """A new account."""
    return Sheet("/form", "web/form.html", form(), shell("New account", "/list", crumbs=(Link("Accounts", "/list"),)))


def invalid() -> Sheet:
    """The same with two errors; what was typed stays."""
    wrong = (
        replace(FIELDS[0], value="", error="An account needs a name."), *FIELDS[1:4],
        replace(FIELDS[4], value="2026-11-31", error="November has 30 days. Write 30 Nov or “fri”."), *FIELDS[5:],
    )
    page = form(sets=(FieldSet(wrong), FieldSet(ADDRESS, "Where and how")),
                errors=(Link("Name: An account needs a name.", "#f-name"), Link("Customer since: November has 30 days.", "#f-start")))
    return Sheet(
        "/form-errors",
        "web/form.html",
        page,
        shell("New account", "/list", crumbs=(Link("Accounts", "/list"),)),
        status="422 Unprocessable Content",
    )


def conflict() -> Sheet:
    """Priya saved first."""
    both = Conflict("Priya Nair", "10:02", (
        ConflictRow("name", "Name", "Greyfield Tooling", "Greyfield Tools", "Greyfield Tooling", "Grey Field"),
        ConflictRow("kind", "Kind", "Prospect", "Client", "prospect"),
    ), "/record")
    page = form(conflict=both, submit="Save mine", version="8", submit_more="")
    return Sheet(
        "/form-conflict",
        "web/form.html",
        page,
        shell("Greyfield Tools", "/list", crumbs=(Link("Accounts", "/list"),)),
        status="409 Conflict",
    )


def dialog() -> Sheet:
    """Log a call, in the dialog."""
    asked = FormPage((FieldSet((
        Field("contact", "With", "link", "dana", "Dana Whitfield", search_url="/search.json", required=True),
        Field("outcome", "Outcome", "radio", choices=(Choice("reached", "Reached", True), Choice("voicemail", "Voicemail"), Choice("no", "No answer")), required=True),
        Field("note", "What was said", "textarea", autofocus=True), Field("next", "Next promise", placeholder="Send price for 60 swivel nuts", wide=True),
        Field("due", "Due", "date", "2026-11-27"),
    )),), "Log call", "/record", "/dialog", "3", "k9")
    page = ActionDialog("Log a call", asked, "It goes on the timeline; undo within 10 seconds.")
    return Sheet("/dialog", "web/action_dialog.html", page, shell("", ""), fragment=True)


def secret() -> Sheet:
    """A key, shown once."""
    page = ActionDialog("Your key. It is shown only now.", FormPage((), "", "/profile"))
    extra = (("secret", "ftk_7Yb1mQ0cXw2vRk9TzLe4Hs8JdPn3GuAf"), ("message", page.title))
    return Sheet("/secret", "web/action_secret.html", page, shell("", ""), extra, fragment=True)


def secret_page() -> Sheet:
    """The same without scripts."""
    frame = shell("Copy this now", "/list")
    return Sheet("/secret-page", "web/action_secret_page.html", secret().page, frame, secret().extra)


def action_page() -> Sheet:
    """The same without scripts."""
    return Sheet(
        "/action",
        "web/action_page.html",
        dialog().page,
        shell("Log a call", "/list", crumbs=(Link("Juniper Process Controls", "/record"),)),
    )
