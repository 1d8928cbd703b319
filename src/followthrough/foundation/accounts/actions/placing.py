"""What follows from a new account: whose it is, that no account is part of itself, and the person named with it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.foundation.accounts.queries.families import accounts_above_themselves
from followthrough.foundation.accounts.queries.territories import territories, territory_for
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, type_of
from followthrough.values.contactdata import country_code


def fill_accounts(rows: Sequence[Values], *, by: Actor, now: datetime) -> None:
    """An account without a team gets its owner's; without an owner, team and owner of the territory it lies in."""
    open_rows = [row for row in rows if not (row.get("team") or row.get("team_id"))]
    owned = [row for row in open_rows if row.get("owner")]
    for row in owned:
        row["team_id"] = row.pop("team", None) or row["owner"].team_id
    lone = [row for row in open_rows if not (row.get("owner") or row.get("owner_id"))]
    found = territories() if lone else []
    for row in lone:
        country = country_code(row.get("country", ""))
        place = {"region": row.get("region", ""), "postcode": row.get("postcode", "")}
        territory = row.get("territory") or territory_for(found, country=country, **place)
        if territory:
            row.update(territory=territory, team=territory.team, owner=territory.owner)


def saved_accounts(
    *, created: Sequence[Account], changed: Sequence[Account], inputs: Sequence[Values], by: Actor, now: datetime
) -> None:
    """Refuse circles of parents, and keep the people named in the accounts' rows as contacts."""
    told = list(zip([*created, *changed], inputs, strict=True))
    moved = [account.pk for account, values in told if values.get("parent")]
    circling = accounts_above_themselves(moved) if moved else []
    if circling:
        account = next(account for account, _values in told if account.pk == circling[0])
        raise Invalid({"parent": _("%(account)s would be part of itself.") % {"account": account.name}})
    _keep_people([(account, values["person"]) for account, values in told if values.get("person")], by=by, now=now)


def _keep_people(named: Sequence[tuple[Account, Values]], *, by: Actor, now: datetime) -> None:
    """Make a contact of each person, or complete the one of that name the account has already."""
    rows = Contact._default_manager.filter(account__in=[account.pk for account, _p in named], binned_at__isnull=True)
    known = {(row.account_id, row.name.casefold()): row for row in rows.select_for_update().order_by("-pk")}
    new: list[Values] = []
    changes: list[tuple[Contact, Values]] = []
    for account, person in named:
        found = known.get((account.pk, person["name"].casefold()))
        if found:
            changes.append((found, person))
        else:
            # A row's number is the person's too, so that the same file uploaded as contacts finds them.
            new.append({**person, "account": account, "former_id": account.former_id})
    kind = type_of(Contact)
    create_records(kind, new, by=by, now=now)
    change_records(kind, changes, by=by, now=now)
