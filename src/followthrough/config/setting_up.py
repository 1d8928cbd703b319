"""What every house has from its first day: company, calendar, segments, departments, pipeline, administrator."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import connection

from followthrough.foundation.accounts.models import Segment
from followthrough.foundation.calendar.actions import ensure_default_calendar
from followthrough.kernel import clock
from followthrough.kernel.access.actor import SYSTEM
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.actions import link_address
from followthrough.kernel.people.models import Company, Team, User, company
from followthrough.kernel.people.signing_in import make_link
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.signatures.authority import NoSeal, ensure_seal
from followthrough.keystone.promises.actions.engine import settle_settings
from followthrough.serving.orders.actions.founding import ensure_order_defaults
from followthrough.winning.contracts.actions.founding import ensure_contract_rules
from followthrough.winning.pipeline.actions import ensure_default_pipeline

SEGMENTS = {"Major": 14, "Key": 30, "Standard": 90}  # contact every … days
DEPARTMENTS = ("Design", "Tech", "Production", "Accounting", "Trade shows")
USUAL_EMAIL = "admin@localhost"


def set_up(admin_email: str = "") -> str | None:
    """Make what is missing, all or nothing; the one-time address to sign in by while no administrator can yet.

    What somebody has renamed or taken away since stays as they left it.
    """
    now = clock.now()
    with acting(SYSTEM, "set_up", surface="setup", now=now):
        one_at_a_time()
        _make_first(Company, [{"name": "Our company"}], now)
        _make_first(Segment, [{"name": name, "cadence_days": days} for name, days in SEGMENTS.items()], now)
        _make_first(Team, [{"name": name, "is_department": True} for name in DEPARTMENTS], now)
        ensure_default_calendar(by=SYSTEM, now=now)
        ensure_default_pipeline(by=SYSTEM, now=now)
        ensure_order_defaults(by=SYSTEM, now=now)
        ensure_contract_rules(by=SYSTEM, now=now)
        settle_settings(now=now)
        settle_seal(now)
        return _administrator_link(admin_email or USUAL_EMAIL, now)


def settle_seal(now: datetime) -> None:
    """Have something to seal documents with from the first day; a key that can't be opened is told where it is used."""
    with suppress(NoSeal):
        ensure_seal(company().name, now=now)


def one_at_a_time() -> None:
    """Of several machines that start at once one works and the others wait for its commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('followthrough.setting_up'))")


def _make_first(model: type[Record], rows: Sequence[dict[str, Any]], now: datetime) -> None:
    if not model._default_manager.exists():
        create_records(type_of(model), rows, by=SYSTEM, now=now)


def _administrator_link(email: str, now: datetime) -> str | None:
    admins = User._default_manager.filter(role=Role.ADMIN, is_active=True, signs_in=True, binned_at__isnull=True)
    if admins.exclude(password="").exists():
        return None
    found = admins.order_by("id").first()
    if found is None:
        values = {
            "name": "Administrator",
            "email": email.lower(),
            "role": Role.ADMIN.value,
            "reach": "all",
            "signs_in": True,
        }
        (found,) = create_records(type_of(User), [values], by=SYSTEM, now=now)
    return link_address(make_link(found, now=now))
