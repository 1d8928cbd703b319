"""A5, A6, S4: rights end at once, no step can be skipped, and what is kept opens nothing."""

from typing import Any

import pytest
from django.db import connection, transaction
from psycopg import sql

from followthrough.foundation.accounts.models import Account
from followthrough.kernel import clock
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.bulk import choosing
from followthrough.kernel.bulk.jobs import apply_batch
from followthrough.kernel.bulk.models import Batch
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import ApiKey, User
from followthrough.kernel.people.signing_in import make_link
from followthrough.kernel.records.registry import record_types, type_of
from tests import cast
from tests.battery.crawling import digest
from tests.callers import Caller
from tests.house.conftest import House

pytestmark = pytest.mark.slow


@pytest.mark.slow
def test_no_verb_is_done_in_a_state_that_does_not_allow_it(house: House) -> None:
    """Every verb that is not offered now, asked for all the same by whoever may do anything."""
    admin, tried, wrong = house.callers["admin"], 0, []
    with transaction.atomic():
        before = digest()
        for kind in (kind for kind in record_types() if kind.listed):
            record = house.sides["A"].records[kind.model]
            for verb, action in actions_on(kind.model).items():
                if action.on_class or action.allows(record) or verb in ("edit", "delete", "restore"):
                    continue
                tried += 1
                status = admin.post(f"/{kind.plural}/{record.ref}/{verb}", {}).status_code
                if status != 409:
                    wrong.append((kind.plural, verb, status))
        assert (wrong, tried >= 5, digest() == before) == ([], True, True)
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["deactivate", "drop the role", "leave the team"])
def test_waiting_work_asks_again_what_its_person_may(how: str) -> None:
    west, east = (cast.made(type_of(User).fields["team"].link, name=name) for name in ("West", "East"))
    rep = cast.person("Rita Rep", "rep", west)
    ref = cast.account("Juniper", team=west).ref
    batch = choosing.choose(type_of(Account), "edit", refs=[ref], by=cast.as_actor(rep), now=clock.now())
    Batch.objects.filter(key=batch.key).update(typed={"city": "Rome"}, state="running")
    change: dict[str, Any] = {
        "deactivate": {"is_active": False},
        "drop the role": {"role": "readonly"},
        "leave the team": {"team": east},
    }[how]
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        User._default_manager.filter(pk=rep.pk).update(**change)
    apply_batch(str(batch.key))
    assert Account.objects.get(ref=ref).city == ""


@pytest.mark.django_db
def test_nobody_lets_themselves_in_again_or_gives_themselves_more() -> None:
    rep = Caller(cast.person("Rita Rep", "rep"))
    for values in ({"is_active": True}, {"role": "admin"}, {"reach": "all"}, {"signs_in": True}):
        assert rep.patch(f"/people/{rep.user.ref}", values, If_Match="*").status_code in (403, 422)
    rep.user.refresh_from_db()
    assert (rep.user.role, rep.user.reach) == ("rep", "team")


@pytest.mark.django_db
def test_what_is_kept_opens_nothing() -> None:
    """All that a thief of the database reads: no key, no link and no password among it, and its hashes are no keys."""
    ada = cast.person("Ada Admin", "admin")
    admin = Caller(ada)
    key = cast.does(cast.as_actor(ada), ApiKey, "make", name="Nightly").secret
    link = make_link(ada, now=clock.now())
    with cast.acting(cast.SYSTEM, "arrange", surface="test", now=clock.now()):
        ada.set_password("nine copper kettles")
        ada.save(update_fields=["password"])
    kept = dumped()
    assert [word for word in (key, link, "nine copper kettles") if word in kept] == []
    assert key[:12] in kept  # the control: what is shown of a key is there
    for header in (hash_of(key), key[:12], "", "null", "[]", f"{key}x", f"{key},{key}", "ftk_"):
        assert admin.get("/accounts", Authorization=f"Bearer {header}").status_code == 401, header
    assert admin.get("/accounts", Authorization=f"Bearer {key}").status_code == 200


def dumped() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [name for (name,) in cursor.fetchall()]
        each = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(t)) for t in tables
        )
        cursor.execute(each)
        return "\n".join(row for (row,) in cursor.fetchall())
