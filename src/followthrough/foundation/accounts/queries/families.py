"""Which accounts belong together: parents above, subsidiaries below."""

from collections.abc import Collection

from django.db import connection
from django.db.models import QuerySet

from followthrough.foundation.accounts.models import Account
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.columns import Fold

FAMILY = """
WITH RECURSIVE up AS (
  SELECT id, parent_id FROM accounts_account WHERE id = %(account)s
  UNION SELECT a.id, a.parent_id FROM accounts_account a JOIN up ON a.id = up.parent_id
), down AS (
  SELECT id FROM up UNION SELECT a.id FROM accounts_account a JOIN down ON a.parent_id = down.id
) SELECT id FROM down
"""
ABOVE_THEMSELVES = """
WITH RECURSIVE up AS (
  SELECT id AS start, parent_id FROM accounts_account WHERE id = ANY(%(accounts)s) AND parent_id IS NOT NULL
  UNION SELECT up.start, a.parent_id FROM up JOIN accounts_account a ON a.id = up.parent_id
  WHERE a.parent_id IS NOT NULL
) SELECT start FROM up WHERE start = parent_id ORDER BY start
"""
ABOVE = """
WITH RECURSIVE up AS (
  SELECT id, parent_id FROM accounts_account WHERE id = %(account)s
  UNION SELECT a.id, a.parent_id FROM accounts_account a JOIN up ON a.id = up.parent_id
) SELECT id FROM up
"""


def family_of(account: Account, actor: Actor) -> QuerySet[Account]:
    """The account with all its parents and their subsidiaries, as far as the actor may see them, by name."""
    ids = _ids(FAMILY, account=account.pk)
    return Account.visible_to(actor).filter(pk__in=ids).order_by(Fold("name"), "pk")


def accounts_above(account: Account) -> set[int]:
    """The ids of the account and of all it is part of."""
    return set(_ids(ABOVE, account=account.pk))


def accounts_above_themselves(ids: Collection[int]) -> list[int]:
    """Those of the accounts that are, through their parents, part of themselves."""
    return _ids(ABOVE_THEMSELVES, accounts=list(ids))


def _ids(query: str, **parameters: int | list[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [row[0] for row in cursor.fetchall()]
