"""Do a verb from a dialog, and show the dialog again with what was typed and what was wrong with it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.actions.outcome import Outcome
from followthrough.kernel.actions.run import run
from followthrough.kernel.records.problems import Invalid, Refused, Stale
from followthrough.web.fields import error_links
from followthrough.web.frame import show
from followthrough.web.posted import posted
from followthrough.web.shapes import ActionDialog, Link

Wrong = Mapping[str, Any]


def tried(
    request: HttpRequest,
    action: Action,
    *,
    actor: Actor,
    target: str | None,
    values: Mapping[str, Any],
    again: Callable[[Wrong], HttpResponse],
) -> Outcome | HttpResponse:
    """What came of a verb sent from a dialog; where it was refused, the answer of `again`, given what was wrong."""
    try:
        return run(
            action,
            actor=actor,
            surface="web",
            target=target,
            values=values,
            **posted(request),
        )
    except Invalid as problem:
        return again(problem.fields)
    except (Refused, Stale) as problem:
        return again({"": problem.message})


def said_wrong(wrong: Wrong) -> tuple[Link, ...]:
    """What was wrong, above the form: the sentence for the whole, or the way to each field."""
    return (Link(str(wrong[""])),) if "" in wrong else error_links(wrong)


def shown_dialog(request: HttpRequest, page: ActionDialog, *, status: int) -> HttpResponse:
    """The dialog as a fragment, or as a page of its own without scripts."""
    if request.headers.get("HX-Request"):
        return render(request, "web/action_dialog.html", {"page": page}, status=status)
    return show(request, "web/action_page.html", page, title=page.title, status=status)
