"""A5, A6, S4: rights end at once, no step can be skipped, and what is kept opens nothing."""

import pytest
from django.db import connection, transaction
from psycopg import sql

from followthrough.kernel import clock
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import ApiKey
from followthrough.kernel.people.signing_in import make_link
from followthrough.kernel.records.registry import record_types
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
