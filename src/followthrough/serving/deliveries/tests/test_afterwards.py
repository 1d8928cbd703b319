"""After a delivery: the follow-up, the two questions, a low answer; and what makes up for one that was missed."""

from datetime import timedelta
from decimal import Decimal

import pytest

from followthrough.foundation.accounts.models import Contact
from followthrough.kernel import clock
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.links.opening import answer
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.people.models import User
from followthrough.kernel.records.problems import Refused
from followthrough.keystone.promises.actions import run_rules
from followthrough.keystone.promises.models import Promise, RuleSetting
from followthrough.keystone.promises.queries.ontime import costs_of
from followthrough.serving.deliveries.models import MakeGood, Satisfaction
from followthrough.serving.deliveries.queries.delivered import CALL, FOLLOW_UP, customers_to_ask
from followthrough.serving.deliveries.queries.standing import asked_since, said_by_department
from followthrough.serving.deliveries.tests.house import MONDAY, TUESDAY, day, department, kept, owed
from followthrough.values.money import Money
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def tuesday():
    with clock.clock_at(TUESDAY):
        yield


@pytest.fixture
def ana():
    return cast.as_actor(cast.person("Ana Ruiz", "coordinator", reach="all"))


@pytest.fixture
def juniper(ana):
    found = cast.account("Juniper", coordinator_id=ana.user_id)
    cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=found)
    return found


def follow_ups():
    return list(
        Promise.objects.filter(kind=FOLLOW_UP).order_by("pk").values_list("what", "due_on", "state", "owner__name")
    )


def test_each_delivery_is_followed_up_once_and_no_more_when_opened_again(ana, juniper):
    banner = kept(owed("The banner", department("Web"), 24, juniper), ana)
    kept(owed("For ourselves", department("Design"), 24), ana)
    run_rules()
    run_rules()
    assert follow_ups() == [("Ask how it went: The banner", day(26), "open", "Ana Ruiz")]
    cast.does(ana, Promise, "reopen", banner)
    assert follow_ups()[0][2] == "void"


def test_rule_can_be_switched_off_and_its_days_set(ana, juniper):
    run_rules()
    setting = RuleSetting.objects.get(rule=FOLLOW_UP)
    cast.set_to(setting, is_on=False)
    banner = kept(owed("The banner", department("Web"), 24, juniper), ana)
    run_rules()
    assert follow_ups() == []
    cast.set_to(setting, is_on=True, days=3)
    run_rules()
    assert follow_ups() == [("Ask how it went: The banner", day(27), "open", "Ana Ruiz")]
    assert banner.state == "kept"


def test_one_press_asks_every_customer_of_the_week_once(ana, juniper):
    web = department("Web")
    bremer = cast.account("Bremer")
    for what, account in (("The banner", juniper), ("The report", juniper), ("Parcel 1", bremer)):
        kept(owed(what, web, 24, account), ana)
    assert customers_to_ask(ana, MONDAY) == 2
    outcome = cast.does(ana, Promise, "follow-up-week", monday="2026-11-25")
    assert outcome.message == "1 customer is asked how it was. 2 follow-ups are promised."
    mail = Mail.objects.get()
    assert ("The banner" in mail.text, "The report" in mail.text, mail.to) == (
        True,
        True,
        ["Kurt Bremer <kurt@example.com>"],
    )
    assert sorted(one[0] for one in follow_ups()) == ["Ask how it went: Parcel 1", "Ask how it went: The report"]
    assert customers_to_ask(ana, MONDAY) == 1  # nobody to write to at Bremer
    run_rules()
    undo(outcome.run, actor=ana, surface="test")
    assert (Satisfaction.objects.count(), GuestLink.objects.count()) == (0, 0)


def test_customer_answers_on_their_link_until_the_end_of_the_day_and_a_low_answer_is_called_about(ana, juniper):
    banner = kept(owed("The banner", department("Web"), 24, juniper), ana)
    cast.does(ana, Promise, "ask-customer", banner)
    link, told = GuestLink.objects.get(), {"version": None, "now": clock.now()}
    answer(link, "answer", {"on_time": "yes", "as_expected": "partly", "words": "Wrong red"}, key="1", **told)
    calls = Promise.objects.filter(kind=CALL)
    assert [(one.what, one.due_on, one.state) for one in calls] == [
        ("Call Kurt Bremer about what was not right", day(25), "open")
    ]
    answer(link, "answer", {"on_time": "yes", "as_expected": "yes"}, key="2", **told)
    assert [(one.state) for one in calls.all()] == ["void"]
    (web,) = said_by_department(asked_since(ana, TUESDAY - timedelta(days=1)))
    assert (web.name, web.asked, web.answered, web.on_time, web.as_expected) == ("Web", 1, 1, 1, 1)
    with clock.clock_at(TUESDAY + timedelta(days=1)), pytest.raises(Refused):
        answer(link, "answer", {"on_time": "no", "as_expected": "no"}, key="3", version=None, now=clock.now())
    with pytest.raises(Refused):
        cast.does(ana, Promise, "ask-customer", banner)


def test_questions_are_answered_on_a_phone(ana, juniper, client, post_office):
    banner = kept(owed("The banner", department("Web"), 24, juniper), ana)
    cast.does(ana, Promise, "ask-customer", banner)
    with clock.clock_at(TUESDAY + timedelta(minutes=1)):
        post_office.deliver()
    text = post_office.letters[0].get_body(("plain",)).get_content()
    secret = text.split("/g/")[1].split()[0]
    page = client.get(f"/g/{secret}", follow=True).content.decode()
    assert ("The banner" in page, page.count('type="radio"'), "Was it there in time?" in page) == (True, 5, True)
    ref = GuestLink.objects.get().ref
    sent = client.post(
        f"/g/{ref}/answer", {"on_time": "yes", "as_expected": "yes", "words": "", "idempotency_key": "k"}
    )
    assert "Thank you. You may change it until the end of the day." in sent.content.decode()
    wrong = client.post(f"/g/{ref}/answer", {"on_time": "", "idempotency_key": "k2"})
    assert wrong.status_code == 422


def test_missed_promise_is_made_good_with_its_worth_on_account_and_report(ana, juniper, client):
    banner = owed("The banner", department("Web"), 23, juniper)
    cast.does(ana, Promise, "miss", banner, reason="we_late")
    client.force_login(User.objects.get(name="Ana Ruiz"))
    form = client.get(f"/promises/{banner.ref}/do/make-good", HTTP_HX_REQUEST="true").content.decode()
    assert f'value="{juniper.currency}"' in form
    values = {"what": "A free month", "amount": "250.50", "currency": "eur", "due_on": "2026-11-30"}
    cast.does(ana, Promise, "make-good", banner, **values)
    good = MakeGood.objects.get()
    assert (good.amount, good.currency, good.made.source_ref, good.made.department.name, good.account) == (
        Decimal("250.50"),
        "EUR",
        banner.ref,
        "Web",
        juniper,
    )
    assert "€250.50" in client.get(f"/promises/{banner.ref}/").content.decode()
    span = {"since": TUESDAY - timedelta(days=30), "until": TUESDAY + timedelta(days=1)}
    assert [one.money for one in costs_of(ana, **span)] == [Money(Decimal("250.50"), "EUR")]
    cast.does(ana, Promise, "reopen", banner)
    good.made.refresh_from_db()
    assert (good.made.state, costs_of(ana, **span)) == ("void", [])
