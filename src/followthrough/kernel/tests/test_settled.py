"""What is kept of queries and pages between requests says the same as what is made anew."""

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Count, Exists, OuterRef

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.mail.models import Mail
from followthrough.kernel.mail.queries import mails_about
from followthrough.kernel.records.registry import record_types
from tests import cast

pytestmark = pytest.mark.django_db


def said(rows):
    """The SQL of a query, without the brackets that mean nothing."""
    try:
        text, given = rows.query.sql_with_params()
    except EmptyResultSet:
        return "nothing"
    return text.replace("(", "").replace(")", ""), given


def anew(model, actor):
    return model._default_manager.filter(model.reached_by(actor), binned_at__isnull=True)


@pytest.fixture
def rep():
    return cast.as_actor(cast.person("Rita Rep", "rep"))


@pytest.mark.slow
def test_settled_condition_is_the_same_sql_for_records_alone_and_within_another_query(rep):
    for kind in record_types()[::2]:
        kept, made = kind.model.visible_to(rep), anew(kind.model, rep)
        whole = said(made)
        assert said(kept) == said(kept) == whole
        within = [kind.model._default_manager.filter(Exists(one.filter(pk=OuterRef("pk")))) for one in (kept, made)]
        assert said(within[0]) == said(within[1])


def test_settled_condition_counts_joins_and_unites_as_any_other(rep):
    mine = cast.account("Juniper", owner=cast.User.objects.get())
    other = cast.account("Hidden")
    for account in (mine, other):
        for name in ("Kurt", "Kira"):
            cast.made(Contact, name=f"{name} {account.name}", account=account)
    seen = Contact.visible_to(rep)
    assert sorted(seen.values_list("name", flat=True)) == ["Kira Juniper", "Kurt Juniper"]
    per = seen.values("account__name").annotate(n=Count("pk")).filter(n__gt=1)
    assert list(per.values_list("account__name", "n")) == [("Juniper", 2)]
    assert (seen.filter(name__startswith="Kurt") | seen.filter(name__startswith="Kira")).count() == 2
    assert Account.visible_to(rep).filter(contacts__in=seen).distinct().get() == mine
    assert seen.filter(pk__in=Contact.visible_to(rep).order_by("pk").values("pk")[:1]).count() == 1
    assert Contact.visible_to(rep).select_for_update(of=("self",)).filter(account__owner__role="rep").count() == 2
    assert list(Contact.visible_to(rep, binned=True)) == []
    assert Contact.reached(rep).count() == 2


def test_mails_about_records_are_those_the_scope_of_mails_has(rep):
    mine, other = cast.account("Juniper", owner=cast.User.objects.get()), cast.account("Hidden")
    for account in (mine, other):
        about = {"kind": "accounts.account", "record_id": account.pk, "subject": account.name}
        cast.made(Mail, text="Hello", to=["kurt@example.com"], at=clock.now(), message_id=f"{account.pk}@b", **about)
    found = mails_about({"accounts.account": [mine.pk]}, rep)
    assert [mail.subject for mail in found] == ["Juniper"]
    assert list(found) == list(Mail.visible_to(rep).filter(kind="accounts.account", record_id=mine.pk))
    finance = cast.as_actor(cast.person("Fin", "finance", reach="all"))
    assert list(mails_about({"accounts.account": [mine.pk]}, finance)) == []
