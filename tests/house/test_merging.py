"""Whatever kind of record is merged, every row that hung on it hangs on the one that stays; taken back, all is back."""

import pytest
from django.db import IntegrityError, transaction

from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.doubles.limits import is_mergeable
from followthrough.kernel.doubles.models import Merge
from followthrough.kernel.doubles.ties import ties_to
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import record_types
from tests import cast
from tests.house.samples import sample
from tests.house.test_policy import digest

pytestmark = pytest.mark.slow

KINDS = [kind for kind in record_types() if is_mergeable(kind)]
REMEMBERED = {"history_entry", "notify_notice", "doubles_merge"}


def tied(tie, kind, record):
    return set(tie.held_by(kind.kind, record.pk).values_list("pk", flat=True))


def hang_everything(house, kind, record):
    """Let one row of every table that can name such a record name this one; if no rule forbids it."""
    with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
        for tie in ties_to(kind.model):
            row = house.sides["C"].records.get(tie.model)
            if row is None or (tie.model is kind.model and tie.name == "record_id"):
                continue
            values = {tie.column: record.pk} | ({tie.kind_column: kind.kind} if tie.kind_column else {})
            try:
                with transaction.atomic():
                    tie.model._default_manager.filter(pk=row.pk).update(**values)
            except IntegrityError:
                continue


def values_of_all():
    return {table: text for table, text in digest_of_values().items() if table not in REMEMBERED}


def digest_of_values():
    """Every row without what counts changes."""
    found = {}
    for kind in record_types():
        columns = [c.attname for c in kind.model._meta.concrete_fields if c.name not in ("version", "updated_at")]
        found[kind.model._meta.db_table] = list(kind.model._default_manager.order_by("pk").values_list(*columns))
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)
def test_merging_keeps_every_row_and_taking_it_back_restores_all(house, kind):
    admin = cast.as_actor(house.admin)
    with transaction.atomic():
        stays, gone = (house.sides[letter].records[kind.model] for letter in "AB")
        if kind.model is User:
            gone = sample(kind, house.sides["B"])
        hang_everything(house, kind, gone)
        ties = [tie for tie in ties_to(kind.model) if tie.has_history]
        before, hung = values_of_all(), {tie: tied(tie, kind, gone) - {stays.pk} for tie in ties}
        assert sum(map(len, hung.values())) >= 2
        cast.does(admin, kind.model, "merge", stays, others=[gone.ref])
        for tie in ties:
            is_own = {stays.pk, gone.pk} if tie.model is kind.model else set()
            assert hung[tie] - is_own <= tied(tie, kind, stays) | left(tie, kind, gone), tie
        assert values_of_all() != before
        cast.does(admin, Merge, "unmerge", Merge.objects.latest("id"))
        assert values_of_all() == before
        transaction.set_rollback(True)


def left(tie, kind, gone):
    """Rows that even the bin may hold only once beside those of the one that stays: they stay where they are."""
    return tied(tie, kind, gone) if any(not spares_bin for _others, spares_bin in tie.unique_sets()) else set()


def test_the_digest_would_see_a_lost_row(house):
    with transaction.atomic():
        before = digest()
        with acting(SYSTEM, "arrange", surface="test", now=clock.now()):
            kind = KINDS[-1]
            kind.model._default_manager.filter(pk=house.sides["A"].records[kind.model].pk).update(binned_at=clock.now())
        assert digest() != before
        transaction.set_rollback(True)
