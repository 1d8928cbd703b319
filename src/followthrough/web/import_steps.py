"""What the four steps of an upload share: doing a verb, the type of its records, the way back."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.exchange.models import Import
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.web.posted import posted
from followthrough.web.shapes import Link

AT_ONCE = 2_000  # rows that go in while the person waits


def do_step(verb: str, request: HttpRequest, actor: Actor, draft: Import | None = None, **given: Any) -> Outcome:
    """Run a verb of uploads; the form's key makes a second press do nothing."""
    sent = posted(request)
    return run(
        actions_on(Import)[verb],
        actor=actor,
        surface="web",
        target=draft.ref if draft else None,
        version=sent["version"] if verb == "match" else None,
        key=f"{sent['key']}:{verb}" if sent["key"] else "",
        **given,
    )


def kind_of(draft: Import) -> RecordType:
    """The type the upload's records are of."""
    kind = type_named(draft.into)
    assert kind is not None
    return kind


def crumbs() -> tuple[Link, ...]:
    """The way back to all uploads."""
    return (Link(_("Uploads"), "/imports/"),)
