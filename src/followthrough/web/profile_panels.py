"""The tables of one's profile: API keys, and the browsers one is signed in with."""

import hashlib

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.kernel import clock
from followthrough.kernel.people.models import ApiKey, PersonSession, User
from followthrough.kernel.records.problems import NotFound
from followthrough.web.frame import keep_toast, person_of_request, show
from followthrough.web.shapes import (
    ActionButton,
    ActionDialog,
    Cell,
    Column,
    Empty,
    FormPage,
    Row,
    TablePanel,
    Toast,
)
from followthrough.web.showing import Reader
from followthrough.web.wording import day_text, full_text, moment_text

BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def keys_panel(person: User, reader: Reader) -> TablePanel:
    """The person's own API keys that still work, and the way to a new one."""
    keys = ApiKey.visible_to(reader.actor).filter(user=person, revoked_at__isnull=True).order_by("-id")
    make = ActionButton(_("New key"), "/keys/do/make", "plus", how="dialog")
    return TablePanel(
        "keys",
        _("API keys"),
        actions=(make,) if reader.actor.may("keys.make") else (),
        columns=tuple(Column(name) for name in (_("What it is for"), _("Begins with"), _("Valid until"), "")),
        rows=tuple(_key_row(key, reader) for key in keys),
        empty=Empty(_("No keys."), _("A key lets a program do what you may.")),
    )


def _key_row(key: ApiKey, reader: Reader) -> Row:
    until = day_text(key.expires_on, today=reader.today) if key.expires_on else _("no end")
    return Row(
        key.ref,
        f"/keys/{key.ref}/",
        key.name,
        (
            Cell(key.name, "link", f"/keys/{key.ref}/", strong=True, note=_("read only") if key.read_only else ""),
            Cell(f"{key.prefix}…"),
            Cell(until, quiet=not key.expires_on),
            Cell(_("Revoke"), "link", f"/keys/{key.ref}/do/revoke", tone="info")
            if reader.actor.may("keys.make")
            else Cell(),
        ),
    )


def sessions_panel(person: User, current: str, reader: Reader) -> TablePanel:
    """Where the person is signed in, this browser first."""
    open_now = list(sessions_of(person).order_by("-seen"))
    open_now.sort(key=lambda session: session.session_key != current)
    end_others = ActionButton(_("Sign out everywhere else"), "/profile/sessions/end-others", how="post")
    return TablePanel(
        "sessions",
        _("Signed in"),
        actions=(end_others,) if len(open_now) > 1 else (),
        columns=tuple(Column(name) for name in (_("Browser"), _("Since"), _("Last seen"), "")),
        rows=tuple(_session_row(session, current, reader) for session in open_now),
    )


def _session_row(session: PersonSession, current: str, reader: Reader) -> Row:
    words = device_words(session.device)
    here = session.session_key == current
    times = (
        Cell(moment_text(at, now=reader.now, zone=reader.zone), title=full_text(at, zone=reader.zone)) if at else Cell()
        for at in (session.since, session.seen)
    )
    mark = public_mark(session)
    end = (
        Cell(_("this one"), quiet=True)
        if here
        else Cell(_("End"), "link", f"/profile/sessions/{mark}/end", tone="info")
    )
    return Row(mark, "", words, (Cell(words, strong=here, title=session.device), *times, end))


def device_words(agent: str) -> str:
    """ "Firefox on Linux", from what a browser says of itself."""
    browser = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def sessions_of(person: User) -> QuerySet[PersonSession]:
    """The person's sessions that have not run out."""
    return PersonSession.objects.filter(user=person, expire_date__gt=clock.now())


def public_mark(session: PersonSession) -> str:
    """What names a session in an address; the key itself would let its reader in."""
    return hashlib.sha256(session.session_key.encode()).hexdigest()[:16]


@require_http_methods(["GET", "HEAD", "POST"])
def end_session(request: HttpRequest, mark: str) -> HttpResponse:
    """Ask, then sign out one of one's own browsers."""
    person = person_of_request(request)
    session = next((s for s in sessions_of(person) if public_mark(s) == mark), None)
    if session is None:
        raise NotFound(_("This session has ended already."))
    words = device_words(session.device)
    if request.method == "POST":
        session.delete()
        keep_toast(request, Toast(_("%(device)s is signed out.") % {"device": words}))
        return redirect("/profile")
    form = FormPage((), _("Sign it out"), "/profile", request.path)
    page = ActionDialog(words, form, _("Whoever uses that browser has to sign in again. Nothing is lost."))
    title = _("End session: %(device)s") % {"device": words}
    if request.headers.get("HX-Request"):
        return render(request, "web/action_dialog.html", {"page": page})
    return show(request, "web/action_page.html", page, title=title)


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out every browser of this person but the one that asks."""
    sessions_of(person_of_request(request)).exclude(session_key=request.session.session_key).delete()
    keep_toast(request, Toast(_("All other browsers are signed out.")))
    return redirect("/profile")
