"""All records looked through: what is likely one stands in one group, with the reason; told apart it stands in none."""

import pytest

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.doubles.blocks import likely_pairs
from followthrough.kernel.doubles.models import Scan, ToldApart
from followthrough.kernel.doubles.scanning import groups_of, scan, scan_all
from followthrough.kernel.doubles.signs import Sign
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.registry import type_of
from tests import cast

pytestmark = pytest.mark.django_db
ACCOUNTS, CONTACTS = type_of(Account), type_of(Contact)


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def book():
    for name in ("GTX Pro", "GTXPro Inc.", "gtx-pro", "Bremer Fluid Systems"):
        cast.account(name)
    cast.made(Contact, name="Lena Fischer", email="lena@falk.example", phone="+4930901820")
    cast.made(Contact, name="Fischer, Lena", email="lena@falk.example")
    cast.made(Contact, name="Otto Quast", email="otto@falk.example")


def shown(kind, actor):
    return [([record.title for record in group.records], group.score, group.why) for group in groups_of(kind, actor)]


def test_what_is_likely_one_stands_in_one_group(admin, book):
    scan_all(now=clock.now())
    assert shown(ACCOUNTS, admin) == [(["GTX Pro", "GTXPro Inc.", "gtx-pro"], 89, "same name")]
    assert shown(CONTACTS, admin) == [(["Lena Fischer", "Fischer, Lena"], 100, "same e-mail, same name")]
    assert Scan.objects.get(kind=ACCOUNTS.kind).records == 4


def test_told_apart_is_remembered_until_taken_back(admin, book):
    one, two, three = Account.objects.filter(name__icontains="gtx").order_by("id")
    scan(ACCOUNTS, now=clock.now())
    cast.does(admin, Account, "tell-apart", three, others=[one.ref, two.ref])
    scan(ACCOUNTS, now=clock.now())
    assert [titles for titles, _score, _why in shown(ACCOUNTS, admin)] == [["GTX Pro", "GTXPro Inc."]]
    cast.does(admin, Account, "tell-apart", one, others=[three.ref])  # once is enough
    assert ToldApart.visible_to(admin).count() == 2
    for apart in ToldApart.visible_to(admin):
        cast.does(admin, ToldApart, "delete", apart)
    assert [titles for titles, _score, _why in shown(ACCOUNTS, admin)] == [["GTX Pro", "GTXPro Inc.", "gtx-pro"]]


def test_groups_hold_only_what_a_person_sees(admin):
    west, east = cast.made(Team, name="West"), cast.made(Team, name="East")
    rita = cast.person("Rita Rep", "rep", west)
    cast.account("GTX Pro", owner=rita, team=west)
    cast.account("GTXPro", team=east, owner=cast.person("Otto Rep", "rep", east))
    scan(ACCOUNTS, now=clock.now())
    assert len(shown(ACCOUNTS, admin)) == 1
    assert shown(ACCOUNTS, cast.as_actor(rita)) == []


def test_merged_and_binned_records_leave_the_list_at_once(admin, book):
    scan(ACCOUNTS, now=clock.now())
    one, two, three = Account.objects.filter(name__icontains="gtx").order_by("id")
    cast.does(admin, Account, "merge", one, others=[two.ref, three.ref])
    assert shown(ACCOUNTS, admin) == []


def test_a_block_that_tells_too_little_is_not_compared():
    crowd = {pk: {Sign.PHONE: ["+14155550123"]} for pk in range(300)}
    assert likely_pairs(crowd, least=0) == {}
    assert len(likely_pairs({pk: crowd[pk] for pk in range(3)}, least=0)) == 3
