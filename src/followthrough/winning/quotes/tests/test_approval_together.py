"""Answers, questions and sending at the same moment, each on its own connection: one effect, and nothing slips by."""

import pytest

from followthrough.kernel.notify.models import Notice
from followthrough.kernel.records.problems import Problem
from followthrough.keystone.approvals.models import Approval
from followthrough.keystone.promises.models import Promise
from followthrough.keystone.promises.tests.test_many_workers import at_once
from followthrough.winning.pipeline.models import Line
from followthrough.winning.quotes.models import Quote, QuoteVersion
from followthrough.winning.quotes.tests.desk import Desk
from tests import cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def tried(actor, model, verb, target, **values):
    """What came of it, in a word."""
    try:
        return cast.does(actor, model, verb, target, **values).verb
    except Problem:
        return ""


def test_two_approvers_and_double_clicks_have_one_effect():
    desk = Desk()
    asked = desk.ask(desk.quote(a="15"))
    ways = [("approve", {}), ("return", {"comment": "No"}), ("approve", {}), ("return", {"comment": "No"})]
    who = [desk.manager, desk.admin, desk.admin, desk.manager]
    done = at_once(lambda n: tried(who[n], Approval, ways[n][0], asked, **ways[n][1]))
    # An approval may be returned right after; nothing else can follow an answer.
    assert [one for one in done if one] in (["approve"], ["return"], ["approve", "return"], ["return", "approve"])
    assert Promise.objects.filter(kind__startswith="approvals.", state="kept").count() == 2
    told = Notice.objects.filter(user=desk.femi).count()
    assert told == len([one for one in done if one])


def test_asked_four_times_at_once_there_is_one_question():
    desk = Desk()
    quote = desk.quote(a="15")
    done = at_once(lambda _n: tried(desk.rep, Quote, "ask-approval", quote))
    assert (sorted(done), Approval.objects.count()) == (["", "", "", "ask-approval"], 1)


def test_line_changed_while_it_is_sent_goes_out_as_approved_or_not_at_all():
    desk = Desk()
    quote = desk.quote(a="15")
    cast.does(desk.manager, Approval, "approve", desk.ask(quote))
    line = quote.opportunity.lines.get()

    def work(number):
        if number % 2:
            return tried(desk.rep, Line, "edit", line, discount="40")
        return tried(desk.rep, Quote, "note-sent", quote, how="By hand")

    at_once(work)
    assert [one.content["lines"][0]["discount"] for one in QuoteVersion.objects.all()] in ([], ["15"])
