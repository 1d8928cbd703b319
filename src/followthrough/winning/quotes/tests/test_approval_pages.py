"""The reasons on the quote’s page, with the way back; the mail’s link answers after its code; no surface lets by."""

import re
from datetime import UTC, datetime
from itertools import product

import pytest
from django.db import transaction

from followthrough import cli
from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import IdentityAsked, answer
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.records.problems import Problem, Refused
from followthrough.keystone.approvals.models import Approval
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote, QuoteVersion
from followthrough.winning.quotes.tests.desk import Desk
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.slow

MONDAY = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
SURFACES = ("api", "page", "cli")
LINK = re.compile(r"/g/([\w-]{20,})")


@pytest.fixture
def desk(db):
    with clock.clock_at(MONDAY):
        yield Desk()


def page(client, user, path):
    client.force_login(user)
    return client.get(path).content.decode()


def test_page_says_why_who_and_how_to_do_without(desk, client):
    quote = desk.quote(a="10", b="15")
    path = f"/quotes/{quote.ref}/"
    before = page(client, desk.femi, path)
    assert "Line 2 is 15% off. Your limit is 12%. Ask Lena Fischer for approval first." in before
    assert f"{path}do/ask-approval" in before and "Lower to 12%" in before and 'aria-disabled="true"' in before
    desk.ask(quote)
    after = page(client, desk.femi, path)
    assert "1 discount waits for approval" in after and "Asked Lena Fischer, 09:40" in after
    assert "Lena Fischer was asked at 09:40." in after and "/do/approve" not in after
    assert "/do/approve" in page(client, desk.lena, path)
    own = f"/approvals/{Approval.objects.get().ref}/"
    verbs = {one: [verb for verb in ("approve", "withdraw") if f"/do/{verb}" in page(client, one, own)]
             for one in (desk.femi, desk.lena, desk.iris)}  # fmt: skip
    assert verbs == {desk.femi: ["withdraw"], desk.lena: ["approve"], desk.iris: ["approve", "withdraw"]}
    assert f'href="{path}"' in page(client, desk.lena, own)
    cast.does(desk.manager, Approval, "approve", Approval.objects.get())
    done = page(client, desk.femi, path)
    assert "Lena Fischer approved, 09:40" in done and "aria-disabled" not in done.split('id="quote-rows"')[0]


def test_lower_in_the_note_sets_the_discount_and_brings_the_grid_anew(desk, client):
    quote = desk.quote(a="15")
    line = quote.opportunity.lines.get()
    client.force_login(desk.femi)
    got = client.post(f"/quotes/{quote.ref}/arrange", {"line": line.ref, "do": "lower"}).json()
    assert (got["blocked"], got["approval"].strip()) == ("", "")
    assert 'value="12"' in got["rows"]


def test_only_rows_that_are_no_longer_so_are_drawn_and_all_once_the_order_is_another(desk, client):
    quote = desk.quote(a="10", b="15", c="5")
    first, second, third = quote.opportunity.lines.order_by("position")
    stands = f"{first.ref}:{first.version},{second.ref}:{second.version}!,{third.ref}:{third.version}"
    cast.does(desk.rep, Line, "edit", third, quantity="7")  # by somebody else, in the meantime
    client.force_login(desk.femi)

    def saved(name, value, stands):
        asked = {"line": first.ref, "name": name, name: value, "shown": stands, "version": desk.fresh(first).version}
        return client.post(f"/quotes/{quote.ref}/lines", asked).json()

    assert set(saved("quantity", "61", stands)["changed"]) == {first.ref, second.ref, third.ref}
    cast.does(desk.rep, Line, "edit", desk.fresh(second), discount="3")
    known = ",".join(f"{desk.fresh(one).ref}:{desk.fresh(one).version}" for one in (first, second, third))
    got = saved("quantity", "62", known)
    assert (set(got["changed"]), "rows" in got) == ({first.ref}, False) and 'value="62"' in got["changed"][first.ref]
    assert "changed" not in saved("quantity", "63", ",".join(known.split(",")[::-1]))


def test_margin_stays_unseen_by_those_who_may_not_see_it(desk, client):
    desk.rules(name="Margin", measure="quotes.margin", comparison="below", limit="50")
    quote = desk.quote(a="0")
    asked = desk.ask(quote)
    for path in (f"/quotes/{quote.ref}/", f"/approvals/{asked.ref}/"):
        seen = page(client, desk.femi, path)
        assert "The margin is below the limit" in seen and "47.9" not in seen
        assert "47.9" in page(client, desk.lena, path)
    listed = Caller(desk.femi).get(f"/approvals/{asked.ref}").body
    assert "inside" not in listed and "parts" not in listed


def test_approver_answers_from_today_and_the_menu_counts(desk, client):
    asked = desk.ask(desk.quote(a="15"))
    today = page(client, desk.lena, "/today/")
    assert f"/approvals/{asked.ref}/do/approve" in today and f"/promises/{asked.promise.ref}/keep" not in today
    client.post(f"/approvals/{asked.ref}/do/approve", {"comment": "", "idempotency_key": "k", "version": ""})
    assert desk.fresh(asked).state == "approved"
    assert asked.ref not in page(client, desk.lena, "/approvals/")
    assert asked.ref in page(client, desk.lena, "/approvals/?answered=yes")


def test_mailed_link_answers_after_its_code_and_only_for_the_mailbox_it_went_to(desk, post_office):
    asked = desk.ask(desk.quote(a="15"))
    post_office.deliver()
    (letter,) = [one for one in post_office.letters if "Lena" in str(one["To"]) or "lena@" in str(one["To"])]
    text = letter.get_body(("plain",)).get_content()
    assert "Line 1 is 15% off" in text and f"/approvals/{asked.ref}/" in text
    assert LINK.search(text) and LINK.search(Mail.objects.get().text) is None
    link = GuestLink.objects.get()
    assert (link.email, sorted(link.verbs)) == ("lena@example.com", ["approve", "return"])
    with pytest.raises(IdentityAsked):
        answer(link, "approve", {}, version=None, key="", now=MONDAY)
    answer(link, "approve", {"comment": "From the train"}, version=None, key="a", now=MONDAY, known=True)
    again = answer(link, "approve", {"comment": "From the train"}, version=None, key="a", now=MONDAY, known=True)
    done = desk.fresh(asked)
    assert (done.state, done.answered_by, done.comment, again.replayed) == (
        "approved", desk.lena, "From the train", True,
    )  # fmt: skip


def test_link_made_for_another_mailbox_answers_nothing_and_none_is_made_by_hand(desk):
    asked = desk.ask(desk.quote(a="15"))
    assert "make-guest-link" not in actions_on(Approval)
    link = GuestLink.objects.get()
    for email in ("femi@example.com", "stranger@example.com"):
        other = cast.made(
            GuestLink, name="X", email=email, kind=link.kind, record_id=asked.pk, record_ref=asked.ref,
            verbs=["approve"], expires_at=link.expires_at, token_hash=email, author_id=desk.lena.pk,
        )  # fmt: skip
        with pytest.raises(Refused):
            answer(other, "approve", {}, version=None, key="", now=MONDAY, known=True)
    assert desk.fresh(asked).state == "asked"


@pytest.mark.slow
def test_no_verb_on_any_surface_freezes_what_is_not_approved(desk, client):
    quote = desk.quote(a="15")
    contact = cast.made(Contact, name="Kurt Bremer", account=desk.account, email="kurt@bremer.example")
    cast.does(desk.rep, Quote, "edit", quote, contact=contact.ref)
    needed = {"how": "By hand", "note": "x", "comment": "x", "who": "Kurt", "reason": "price", "name": "K",
              "email": "k@example.com", "text": "x", "what": "Call", "question": "x", "to": contact.ref}  # fmt: skip
    caller = Caller(desk.femi)
    verbs = {verb: action for verb, action in actions_on(Quote).items() if not action.on_class}
    for surface, verb in product(SURFACES, verbs):
        values = {field.name: needed[field.name] for field in verbs[verb].fields if field.name in needed}
        assert frozen_by(surface, caller, client, quote, verb, values) == 0, (surface, verb)
    cast.does(desk.manager, Approval, "approve", desk.ask(quote))
    values = {"send": {"to": contact.ref}, "note-sent": {"how": "By hand"}}
    let_by = [
        frozen_by(surface, caller, client, quote, verb, values[verb]) for surface, verb in product(SURFACES, values)
    ]
    assert let_by == [1] * 6  # the control: the same roads, once it is approved


def frozen_by(surface, caller, client, quote, verb, values):
    """How many versions there are once a verb was tried on a surface; then all is as it was."""
    with transaction.atomic():
        tried_on(surface, caller, client, quote, verb, values)
        frozen = QuoteVersion.objects.filter(quote=quote).count()
        transaction.set_rollback(True)
    return frozen


def tried_on(surface, caller, client, quote, verb, values):
    if surface == "api":
        caller.post(f"/quotes/{quote.ref}/{verb}", values)
    elif surface == "page":
        client.force_login(caller.user)
        client.post(f"/quotes/{quote.ref}/do/{verb}", {**values, "idempotency_key": f"{verb}-page"})
    else:
        words = [part for name, value in values.items() for part in (f"--{name.replace('_', '-')}", str(value))]
        try:
            cli.main(["quotes", verb, quote.ref, *words, "--as", caller.user.email])
        except (Problem, SystemExit):
            pass
