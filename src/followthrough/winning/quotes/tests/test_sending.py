"""A quote goes to its customer by mail and is answered on their page; what robots fetch changes nothing."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.models import Document
from followthrough.kernel import clock
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.clock import clock_at
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.notes.models import Note
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Refused
from followthrough.keystone.promises.models import Direction, Promise, State
from followthrough.web.buttons import record_buttons
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote, QuoteQuestion, QuoteVersion
from followthrough.winning.quotes.rules import reminder_days
from tests import cast

D = Decimal
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def ana(db):
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


@pytest.fixture
def quote(ana):
    account = cast.account("Bremer Fluid Systems")
    kurt = cast.made(Contact, name="Kurt Bremer", account=account, email="kurt@bremer.example")
    cast.does(ana, Quote, "create", account=account.ref, contact=kurt.ref, name="Line 2 rebuild")
    one = Quote.objects.get()
    for values in (
        {"description": "Adapters", "unit_price": "100", "quantity": "10"},
        {"description": "Steel", "unit_price": "50", "option_group": "Material"},
        {"description": "Brass", "unit_price": "80", "option_group": "Material"},
        {"description": "Kitting", "unit_price": "30", "is_optional": True, "is_chosen": False},
    ):
        cast.does(ana, Line, "create", opportunity=one.opportunity.ref, **values)
    return fresh(one)


def fresh(one):
    return type(one).objects.get(pk=one.pk)


def sent(ana, quote, post_office):
    """The page behind the link, as the customer's browser has it."""
    cast.does(ana, Quote, "send", quote, words="As discussed.")
    with clock_at(clock.now() + timedelta(seconds=11)):
        post_office.deliver()
    (letter,) = post_office.letters
    address = next(line for line in letter.get_body(("plain",)).get_content().splitlines() if "/g/" in line).strip()
    client = Client()
    link = GuestLink.objects.get()
    page = client.get(address[address.index("/g/") :], follow=True)
    return client, link, page.content.decode()


def press(client, link, quote, verb, **values):
    return client.post(
        f"/g/{link.ref}/{verb}",
        {"idempotency_key": f"{verb}-{values}", "version": fresh(quote).version, **values},
    )


def test_letter_goes_after_ten_seconds_with_a_link_and_the_answer_is_waited_for(ana, quote, post_office):
    _client, link, page = sent(ana, quote, post_office)
    (letter,) = post_office.letters
    assert (letter["To"], letter["Subject"]) == (
        "Kurt Bremer <kurt@bremer.example>", f"Quote {quote.ref}: Line 2 rebuild",
    )  # fmt: skip
    (paper,) = letter.iter_attachments()
    assert (paper.get_filename(), paper.get_content()[:5]) == (f"{quote.ref}-1.pdf", b"%PDF-")
    assert "As discussed." in letter.get_body(("plain",)).get_content()
    assert all(words in page for words in ("Line 2 rebuild", "Adapters", "1,050.00"))
    wait = Promise.objects.get(direction=Direction.THEIRS)
    assert (wait.what, wait.due_on, wait.source_ref, wait.state) == (
        f"Answer to {quote.ref}: Line 2 rebuild", quote.valid_until, quote.ref, State.OPEN,
    )  # fmt: skip
    assert link.seen_at is None and fresh(quote).state == "sent"


def test_what_a_robot_fetches_neither_sees_nor_answers(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    for verb in ("accept", "decline", "ask", "choose"):
        assert client.get(f"/g/{link.ref}/{verb}", follow=True).status_code == 200
    assert (fresh(quote).state, fresh(link).seen_at, fresh(link).uses) == ("sent", None, 0)
    client.post(f"/g/{link.ref}/seen")
    assert fresh(link).seen_at is not None


def test_the_tax_of_a_draft_is_chosen_from_the_menu(ana, quote):
    first, further = ([one.label for one in some] for some in record_buttons(quote, ana))
    assert ("Choose the tax" in first, "Choose the tax" in further, first[-1]) == (False, True, "Send")


def test_paper_is_filed_in_the_language_of_the_quote(ana, quote, post_office):
    cast.set_to(quote, language="es")
    cast.does(ana, Quote, "send", fresh(quote))
    assert [one.name for one in Document._default_manager.all()] == [f"Propuesta {quote.ref}"]


def test_sending_taken_back_in_time_leaves_a_draft_and_no_mail(ana, quote, post_office):
    outcome = cast.does(ana, Quote, "send", quote)
    undo(outcome.run, actor=ana, surface="test")
    with clock_at(clock.now() + timedelta(seconds=11)):
        post_office.deliver()
    back = fresh(quote)
    assert (back.state, back.opportunity.held_by, post_office.letters) == ("draft", "", [])
    cast.does(ana, Quote, "send", back)
    assert [one.number for one in QuoteVersion.visible_to(ana)] == [1]
    assert Promise.objects.filter(direction=Direction.THEIRS, state=State.OPEN, binned_at__isnull=True).count() == 1


def test_customer_chooses_and_accepts_and_the_deal_is_worth_what_they_accepted(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    lines = {line.title: line.ref for line in Line.objects.all()}
    press(client, link, quote, "choose", line=lines["Kitting"], chosen="1")
    page = press(client, link, quote, "choose", line=lines["Brass"], chosen="1").content.decode()
    assert "1,110.00" in page
    page = press(client, link, quote, "accept", who="Kurt Bremer", po_number="PO 7").content.decode()
    done = fresh(quote)
    assert (done.state, done.answered_by, done.po_number, done.accepted_total) == (
        "accepted", "Kurt Bremer", "PO 7", D("1110.00"),
    )  # fmt: skip
    assert done.opportunity.amount == D("1110.00")
    assert [(p.rule, p.state) for p in Promise.objects.filter(source_ref=quote.ref).order_by("rule")] == [
        ("quotes.accepted", State.OPEN), ("quotes.answer", State.KEPT),
    ]  # fmt: skip
    assert "accepted" in page


def test_answer_sent_twice_or_to_a_revised_quote_counts_once_or_not_at_all(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    seen = fresh(quote).version
    cast.does(ana, Quote, "revise", fresh(quote))
    answer = client.post(f"/g/{link.ref}/accept", {"idempotency_key": "k", "version": seen, "who": "Kurt"})
    assert (answer.status_code, fresh(quote).state) == (409, "draft")
    cast.does(ana, Quote, "note-sent", fresh(quote), how="On paper")
    for _n in range(2):
        press(client, link, quote, "decline", reason="price", text="Too dear")
    assert (fresh(quote).state, fresh(quote).decline_reason, fresh(link).uses) == ("declined", "price", 1)


def test_who_sends_a_draft_whose_last_day_is_over_is_asked_for_another(ana, quote):
    client, dialog = Client(), {"HTTP_HX_REQUEST": "true"}
    client.force_login(User.objects.get(name="Ana Ruiz"))

    def asked(verb):
        return "valid_until" in client.get(f"/quotes/{quote.ref}/do/{verb}", **dialog).content.decode()

    assert (asked("send"), asked("note-sent")) == (False, False)
    cast.does(ana, Quote, "edit", quote, valid_until="2020-11-02")
    assert (asked("send"), asked("note-sent")) == (True, True)
    with pytest.raises(Refused):
        cast.does(ana, Quote, "send", fresh(quote))
    later = clock.now().date() + timedelta(days=30)
    cast.does(ana, Quote, "send", fresh(quote), valid_until=later.isoformat())
    assert (fresh(quote).state, fresh(quote).valid_until) == ("sent", later)


def test_link_made_by_hand_is_for_the_quote_s_contact_unless_one_says_otherwise(ana, quote):
    client = Client()
    client.force_login(User.objects.get(name="Ana Ruiz"))
    cast.does(ana, Quote, "send", quote)
    form = client.get(f"/quotes/{quote.ref}/do/make-guest-link", HTTP_HX_REQUEST="true").content.decode()
    assert [f'value="{text}"' in form for text in ("Kurt Bremer", "kurt@bremer.example", "14")] == [True] * 3


def test_page_of_an_accepted_quote_says_who_accepted_and_leads_to_contract_and_order(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    press(client, link, quote, "accept", who="Kurt Bremer")
    desk = Client()
    desk.force_login(User.objects.get(name="Ana Ruiz"))
    page = desk.get(f"/quotes/{quote.ref}/").content.decode()
    assert ("Kurt Bremer accepted version 1 on " in page, "Revise the quote" in page) == (True, False)
    shown, _rest = record_buttons(fresh(quote), ana)
    assert [(one.label, one.primary) for one in shown[1:]] == [("Make the order", False), ("Make the contract", True)]


def test_question_stands_on_the_quote_and_is_owed_an_answer(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    press(client, link, quote, "ask", question="Do you stock 316?")
    assert [note.text for note in Note.objects.all()] == ["Question: Do you stock 316?"]
    owed = Promise.objects.get(kind="quotes.question")
    assert (owed.state, owed.source_ref, "Do you stock 316?" in owed.what) == (State.OPEN, quote.ref, True)


def test_note_of_a_guest_names_whom_the_link_was_for(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    press(client, link, quote, "ask", question="Do you stock 316?")
    desk = Client()
    desk.force_login(User.objects.get(pk=ana.user_id), backend="followthrough.kernel.people.backend.PersonBackend")
    page = desk.get(f"/quotes/{quote.ref}/").content.decode()
    assert ("Kurt Bremer (by link) wrote a note" in page, "Somebody wrote" in page) == (True, False)


def test_answer_to_a_question_goes_by_mail_stands_on_their_page_and_keeps_what_was_owed(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    for question in ("Do you stock 316?", "By when?"):
        press(client, link, quote, "ask", question=question)
    first, second = QuoteQuestion.objects.order_by("pk")
    assert (first.asked_by, first.email, first.quote) == ("Kurt Bremer", "kurt@bremer.example", quote)
    cast.does(ana, QuoteQuestion, "answer", first, answer="Yes, <b>all</b> sizes.")
    with clock_at(clock.now() + timedelta(seconds=11)):
        post_office.deliver()
    letter = post_office.letters[-1]
    assert (letter["To"], letter["In-Reply-To"]) == (post_office.letters[0]["To"], post_office.letters[0]["Message-ID"])
    words = letter.get_body(("plain",)).get_content()
    assert all(one in words for one in ("Do you stock 316?", "Yes, <b>all</b> sizes.", "/g/"))
    page = client.get(f"/g/{link.ref}/").content.decode()
    assert "Yes, &lt;b&gt;all&lt;/b&gt; sizes." in page and "Not answered yet." in page
    owed = Promise.objects.filter(kind="quotes.question").order_by("pk")
    assert [(one.state, list(one.evidence.values_list("text", flat=True))) for one in owed] == [
        (State.KEPT, ["Yes, <b>all</b> sizes."]), (State.OPEN, []),
    ]  # fmt: skip
    with pytest.raises(Refused, match="as it stands now"):
        cast.does(ana, QuoteQuestion, "answer", fresh(first), answer="Twice.")
    outcome = cast.does(ana, QuoteQuestion, "answer", second, answer="Friday.")
    undo(outcome.run, actor=ana, surface="test")
    assert (fresh(second).answer, fresh(owed[1]).state) == ("", State.OPEN)


def test_questions_are_shown_to_the_mailbox_that_asked_and_on_the_desk_with_the_way_to_answer(ana, quote, post_office):
    client, link, _page = sent(ana, quote, post_office)
    press(client, link, quote, "ask", question="Do you stock 316?")
    other = cast.made(Contact, account=quote.account, name="Gerd Bremer", email="gerd@bremer.example")
    cast.does(ana, Quote, "revise", fresh(quote))
    cast.does(ana, Quote, "send", fresh(quote), to=other.ref)
    with clock_at(clock.now() + timedelta(seconds=11)):
        post_office.deliver()
    text = post_office.letters[-1].get_body(("plain",)).get_content()
    address = next(line for line in text.splitlines() if "/g/" in line)
    page = Client().get(address[address.index("/g/") :].strip(), follow=True).content.decode()
    assert ("Line 2 rebuild" in page, "316" in page) == (True, False)
    desk = Client()
    desk.force_login(User.objects.get(pk=ana.user_id), backend="followthrough.kernel.people.backend.PersonBackend")
    asked = QuoteQuestion.objects.get()
    shown = desk.get(f"/quotes/{quote.ref}/").content.decode()
    assert (f"/quote-questions/{asked.ref}/do/answer" in shown, "Kurt Bremer asked" in shown) == (True, True)
    assert "Your answer" in desk.get(f"/quote-questions/{asked.ref}/do/answer", HTTP_HX_REQUEST="true").content.decode()


def test_expired_quote_says_so_and_is_not_accepted(ana, quote, post_office):
    _client, link, _page = sent(ana, quote, post_office)
    text = post_office.letters[0].get_body(("plain",)).get_content()
    address = next(line for line in text.splitlines() if "/g/" in line)
    with clock_at(clock.now() + timedelta(days=31)):
        late = Client()
        page = late.get(address[address.index("/g/") :].strip(), follow=True).content.decode()
        refused = press(late, link, quote, "accept", who="Kurt")
    assert "Expired" in page
    assert (refused.status_code, fresh(quote).state) == (409, "sent")


@pytest.mark.parametrize(("days", "steps"), [(22, (3, 11, 20)), (5, (2, 3)), (2, (1,)), (0, (1,)), (8, (3, 4, 6))])
def test_reminders_come_soon_midway_and_before_the_last_day(days, steps):
    assert reminder_days(days) == steps


def test_only_one_mail_is_posted_when_send_is_pressed_twice(ana, quote, post_office):
    for _n in range(2):
        run(actions_on(Quote)["send"], actor=ana, surface="test", target=quote.ref, key="one-press")
    assert Mail.objects.count() == 1
