"""A merge is undone like every other deed: from its toast or from history, and again the other way."""

import pytest

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel.actions.hurdles import InTheWay
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.numbering.models import FormerNumber
from followthrough.kernel.records.problems import Refused
from tests import cast
from tests.test_merges import everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def ada():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


@pytest.fixture
def pair():
    """Two accounts that are one, with a contact on the one that goes."""
    gone = cast.account("GTXPro", city="Lima", phone="+14155550123")
    cast.made(Contact, name="Lena Fischer", account=gone)
    return cast.account("GTX Pro", city="Toledo"), gone


def merged(actor, stays, gone):
    return cast.does(actor, Account, "merge", stays, others=[gone.ref])


def stood():
    """What all tables hold; a number that leads on again is another row with the same content."""
    found = everything()
    led = [{name: value for name, value in row.items() if name != "id"} for row in found["numbering_formernumber"]]
    return {**found, "numbering_formernumber": led}


def back(outcome, actor, **more):
    return undo(outcome.run, actor=actor, surface="test", **more)


def test_everything_is_as_before_when_undone_and_merged_when_that_is_undone(ada, pair):
    stays, gone = pair
    before = stood()
    done = merged(ada, stays, gone)
    after = stood()
    undone = back(done, ada)
    assert (stood(), Merge.objects.count()) == (before, 0)
    back(undone, ada)
    assert (stood(), Merge.objects.count()) == (after, 1)


def test_taking_back_is_itself_undone(ada, pair):
    merged(ada, *pair)
    after = stood()
    taken_back = cast.does(ada, Merge, "unmerge", Merge.objects.get())
    assert FormerNumber.objects.count() == 0
    back(taken_back, ada)
    assert (stood(), Merge.objects.get().taken_back_at) == (after, None)


def test_a_value_changed_since_is_named_and_stays_with_its_record(ada, pair):
    stays, gone = pair
    done = merged(ada, stays, gone)
    cast.does(ada, Account, "edit", stays, phone="+14155550199", city="Lyon")
    with pytest.raises(InTheWay) as caught:
        back(done, ada)
    assert [(hurdle.ref, hurdle.fields) for hurdle in caught.value.hurdles] == [(stays.ref, ("phone",))]
    back(done, ada, anyway=True)
    stays.refresh_from_db()
    assert (stays.phone, stays.city, gone.contacts.count()) == ("+14155550199", "Lyon", 1)


def test_it_is_refused_while_the_one_that_stayed_is_merged_itself(ada, pair):
    stays, gone = pair
    done = merged(ada, stays, gone)
    merged(ada, cast.account("GTX"), stays)
    with pytest.raises(Refused, match="merged into"):
        back(done, ada, anyway=True)
