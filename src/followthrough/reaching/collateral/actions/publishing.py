"""Publish editions of library items; earlier ones stay as they were."""

from datetime import datetime
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.foundation.documents.actions import file_document
from followthrough.foundation.documents.actions.filing import read_whole
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import ForGuests, Upload, action
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.actions.outcome import Changes
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.speaking import SPOKEN
from followthrough.reaching.collateral.models import Edition, Item, ItemState

KIND = "collateral.item"
LANGUAGES = dict(SPOKEN)


def is_shared(item: Item) -> bool:
    """Whether there is an edition that may be shown."""
    return item.state == ItemState.CURRENT and item.edition > 0


@action(
    Item,
    needs="items.edit",
    button=gettext_lazy("Publish an edition"),
    icon="book-open",
    labels={
        "file": gettext_lazy("File"),
        "language": gettext_lazy("Language"),
        "edition": gettext_lazy("Edition"),
        "what_changed": gettext_lazy("What changed"),
    },
    options={
        "language": {"choices": tuple(LANGUAGES.items())},
        "edition": {"help": gettext_lazy("The next number if empty; an edition may have several languages.")},
        "what_changed": {"max_length": 300},
    },
)
def publish_item(
    item: Item,
    *,
    file: Upload,
    language: Literal["en", "es"] = "en",
    edition: int | None = None,
    what_changed: str = "",
    by: Actor,
    now: datetime,
) -> Changes:
    """Publish a file of at most 25 MB as an edition of the item; what was sent with an earlier one keeps it."""
    from followthrough.kernel.papers.binding import pages_in  # noqa: PLC0415 -- pypdf is 8 MB that few processes ever need

    sent: Any = file
    number = _number(item, edition, language)
    content = read_whole(sent)
    version = file_document(
        item,
        account=None,
        kind=KIND,
        title=f"{item.name} · {LANGUAGES[language]}",
        name=sent.name,
        content=content,
        edition=str(number),
        language=language,
        by=by,
        now=now,
    )
    values = {
        "item": item,
        "number": number,
        "language": language,
        "document": version.document,
        "filed_as": version,
        "sha256": version.sha256,
        "pages": pages_in(content),
        "published_at": now,
        "what_changed": what_changed,
    }
    create_records(type_of(Edition), [values], by=by, now=now)
    change_records(type_of(Item), [(item, {"edition": number})], by=by, now=now)
    return Changes(_("Edition %(number)d of “%(title)s” is published.") % {"number": number, "title": item.name})


def _number(item: Item, asked: int | None, language: str) -> int:
    """The edition's number: the next one, or the latest again in another language."""
    number = item.edition + 1 if asked is None else asked
    taken = Edition._default_manager.filter(item=item, number=number, language=language).exists()
    if number not in (item.edition, item.edition + 1) or number == 0 or taken:
        raise Invalid({"edition": _("The next edition is number %(number)d.") % {"number": item.edition + 1}})
    return number


@action(
    Item,
    needs="items.edit",
    applies=is_shared,
    undo_words=gettext_lazy("They have it by now."),
    guests=ForGuests(gettext_lazy("Get the file"), {}),
)
def fetch_item(item: Item, *, by: Actor, now: datetime) -> Changes:
    """Hand out the latest edition behind a link, and count it."""
    change_records(type_of(Item), [(item, {"fetched": item.fetched + 1})], by=by, now=now)
    return Changes(_("“%(title)s” is ready.") % {"title": item.name}, record=item)


@action(
    Item,
    needs="items.edit",
    moves=(ItemState.CURRENT, ItemState.RETIRED),
    button=gettext_lazy("Retire"),
    icon="archive",
    undone_by="reinstate",
)
def retire_item(item: Item, *, by: Actor, now: datetime) -> Changes:
    """Leave the item out of packs from now on; what was sent keeps it."""
    change_records(type_of(item), [(item, {"state": ItemState.RETIRED})], by=by, now=now)
    return Changes(_("“%(title)s” is retired.") % {"title": item.name})


@action(
    Item,
    needs="items.edit",
    moves=(ItemState.RETIRED, ItemState.CURRENT),
    button=gettext_lazy("Use again"),
    icon="rotate-ccw",
    undone_by="retire",
)
def reinstate_item(item: Item, *, by: Actor, now: datetime) -> Changes:
    """Let packs hold the item again."""
    change_records(type_of(item), [(item, {"state": ItemState.CURRENT})], by=by, now=now)
    return Changes(_("“%(title)s” is used again.") % {"title": item.name})
