"""Write down an error one caught in a record before it did harm."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY, Role
from followthrough.kernel.actions.declare import action
from followthrough.kernel.actions.generic import create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.queries.colleagues import person_behind
from followthrough.keystone.promises.queries.sources import record_numbered
from followthrough.serving.deliveries.models import CaughtError


@action(
    CaughtError,
    needs="caught_errors.note",
    roles=EVERYBODY - {Role.READONLY},
    button=gettext_lazy("Caught an error"),
    icon="shield",
    on_class=True,
    labels={
        "about": gettext_lazy("Number of the record it was in"),
        "what": gettext_lazy("What was wrong"),
        "saved": gettext_lazy("What it saved"),
    },
    options={"what": {"max_length": 300}, "saved": {"max_length": 300}},
)
def note_caught_error(*, about: str, what: str, saved: str = "", by: Actor, now: datetime) -> Changes:
    """Write down an error you caught in a record, and what catching it saved; it stands in your week's credit."""
    found = record_numbered(about, by)
    if found is None:
        raise Invalid({"about": _("There is no record “%(ref)s”.") % {"ref": about}})
    person = person_behind(by)
    if person is None:
        raise Invalid({"about": _("Only people catch errors: sign in as one.")})
    values = {
        "by": person,
        "at": now,
        "what": what,
        "saved": saved,
        "record_kind": type_of(found).kind,
        "record_id": found.pk,
        "record_ref": found.ref,
    }
    (made,) = create_records(type_of(CaughtError), [values], by=by, now=now)
    return Changes(_("Caught, and in your week's credit."), record=made)
