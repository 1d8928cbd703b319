"""The panel “Documents” on the records that documents arise from, and on those they belong under."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.documents.models import Document, about
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import Panel, panel_on, type_of

COLUMNS = ("name", "kind", "number", "about_ref", "updated_at")
_under: dict[type[Record], list[tuple[type[Record], str]]] = defaultdict(list)
_shown: set[type[Record]] = set()


def show_documents_on(model: type[Record], under: Iterable[str]) -> None:
    """Show what arose from a record on its page, and on those of the records it names by the links `under`."""
    for column in under:
        above: Any = model._meta.get_field(column).related_model
        _under[above].append((model, column))
        _show_on(above)
    _show_on(model)


def _show_on(model: type[Record]) -> None:
    if model not in _shown:
        _shown.add(model)
        panel_on(
            model,
            Panel(
                "documents",
                _("Documents"),
                rows=_rows_for(model),
                of=Document,
                columns=COLUMNS,
                begins=_("What is sent, signed or printed is filed here by itself."),
            ),
        )


def _rows_for(model: type[Record]) -> Callable[[Any, Actor], QuerySet[Any]]:
    def rows(record: Any, actor: Actor) -> QuerySet[Any]:
        belongs = about(record)
        if model is Account:
            belongs |= Q(account=record)
        for below, column in _under[model]:
            ids = below._default_manager.filter(**{column: record}).values("pk")
            belongs |= Q(about_kind=type_of(below).kind, about_id__in=ids)
        return Document.visible_to(actor).filter(belongs)

    return rows
