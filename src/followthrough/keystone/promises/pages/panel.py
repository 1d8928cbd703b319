"""The open promises of a record, on its page: the rows of Today without whom and source."""

from typing import Any

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import State
from followthrough.keystone.promises.pages.ball import ball_cell
from followthrough.keystone.promises.pages.rows import Shown, promise_row
from followthrough.keystone.promises.queries.open_ones import promises_of
from followthrough.keystone.promises.queries.today import shown_rows
from followthrough.web.shapes import ActionButton, Empty, Link, PromisePanel
from followthrough.web.showing import reader_of
from followthrough.web.wording import number_text

MOST = 8


def open_promises_panel(record: Any, actor: Actor) -> PromisePanel | None:
    """The first open promises about the record, the one due next on top, each kept where it stands."""
    if not actor.may("promises.view"):
        return None
    reader = reader_of(actor)
    found = promises_of(record, actor).filter(state=State.OPEN)
    ids = list(found.order_by("due", "pk").values_list("pk", flat=True)[: MOST + 1])
    rows = shown_rows(ids[:MOST], actor, now=reader.now)
    count = found.count() if len(ids) > MOST else len(ids)
    kind = type_of(record)
    may = "new-promise" in actions_on(kind.model) and actor.may("promises.make")
    add = ActionButton(_("New promise"), f"/{kind.plural}/{record.ref}/do/new-promise", "plus", how="dialog")
    by = kind.singular if kind.singular in ("account", "contact") else "source_ref"
    everything = Link(_("All"), f"/promises/?{by}={record.ref}&view=all")
    return PromisePanel(
        key="promises",
        title=_("Open promises"),
        count=number_text(count),
        links=(everything,),
        actions=(add,) if may else (),
        empty=Empty(_("Nothing is promised now.")),
        next=ball_cell(rows[ids[0]], reader) if ids else None,
        rows=tuple(promise_row(rows[pk], Shown(reader)) for pk in ids[:MOST]),
    )
