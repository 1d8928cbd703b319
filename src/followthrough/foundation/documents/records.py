"""Documents and their versions, declared."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.foundation.documents.actions.on_records import BY_HAND, documents_on
from followthrough.foundation.documents.actions.retaining import clean_rule, saved_rules
from followthrough.foundation.documents.models import Document, DocumentVersion, RetentionRule
from followthrough.foundation.documents.queries.kinds import document_kinds, register_document_kind
from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import EVERYBODY, Role
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.records.fields import Field, Kind, Words
from followthrough.kernel.records.registry import Condition, Panel, record, type_named
from followthrough.web.frame import shown_person
from followthrough.web.showing import moment_cell, reader_of, url_of


def told_of(document: Document) -> str:
    """What it is, and about what."""
    return " · ".join(str(part) for part in (document_kinds().get(document.kind, ""), document.about_ref) if part)


def about_what(document: Document, actor: Actor) -> list[tuple[Words, Any]]:
    """The record it arose from, with the way there, and until when it is kept."""
    kind = type_named(document.about_kind)
    found = kind.model.visible_to(actor).filter(pk=document.about_id).first() if kind else None
    told = [(_("About"), found), (_("Kept until"), document.keep_until)]
    return [(label, value) for label, value in told if value]


def why_kept(document: Document, actor: Actor) -> str:
    """Why it may not be deleted yet, if a rule says so."""
    if document.keep_until is None or document.keep_until < clock.today(actor.zone):
        return ""
    day = date_format(document.keep_until, "DATE_FORMAT")
    return gettext("“%(title)s” is kept until %(day)s: the retention rule of its kind says so.") % {
        "title": document.name,
        "day": day,
    }


def is_kept_long_enough(value: bool, actor: Actor) -> Q:
    """Documents whose time of keeping is over, or the others."""
    over = Q(keep_until__lt=clock.today(actor.zone))
    return over if value else Q(keep_until__isnull=True) | ~over


def versions_card(document: Any, actor: Actor) -> dict[str, Any]:
    """The versions, newest first, each with its hash, its download and what changed since the one before."""
    reader = reader_of(actor)
    found = DocumentVersion.visible_to(actor).filter(document=document).select_related("author").order_by("-number")
    return {
        "versions": [
            {
                "row": one,
                "url": f"{url_of(document)}versions/{one.number}",
                "size": filesizeformat(one.size),
                "at": moment_cell(one.created_at, reader),
                "by": shown_person(one.author, actor),
                "compare": f"{url_of(document)}compare?{urlencode({'before': one.number - 1, 'after': one.number})}"
                if one.number > 1
                else "",
            }
            for one in found
        ]
    }


record(
    Document,
    ref="DOC-{n:06}",
    group="serve",
    icon="file-stack",
    begins=_("“File a document” on an account files the first; what is sent, signed or printed is filed by itself."),
    columns=["ref", "name", "account", "kind", "about_ref", "number", "state", "updated_at"],
    form=[],
    filters=["kind", "account", "state", "about_ref", "keep_until"],
    conditions=[Condition(Field("kept_long_enough", Kind.YES_NO, _("Kept long enough")), is_kept_long_enough)],
    views=[("over", _("Kept long enough"), {"kept_long_enough": "yes"})],
    readers=EVERYBODY,
    importable=False,
    kept=why_kept,
    fields={"number": {"adds_up": False}},
    subtitle=told_of,
    facts=about_what,
    panels=[Panel("versions", _("Versions"), template="documents/versions.html", context=versions_card)],
)
record(
    DocumentVersion,
    plural="document-versions",
    ref="DV-{n:06}",
    columns=["ref", "number", "name", "edition", "language", "size", "sha256", "created_at"],
    form=[],
    readers=EVERYBODY,
    writers=frozenset(),
    parent="document",
    listed=False,
    fields={"number": {"adds_up": False}, "size": {"adds_up": False}},
)
record(
    RetentionRule,
    plural="retention-rules",
    ref="RR-{n:03}",
    group="settings",
    icon="archive",
    columns=["ref", "kind", "years", "from_year_end"],
    filters=["kind"],
    match=["ref", "kind"],
    writers=frozenset({Role.ADMIN}),
    clean=clean_rule,
    saved=saved_rules,
    fields={"years": {"adds_up": False}},
    begins=_("“New retention rule” says how long papers of a kind are kept before anybody may delete them."),
)
never_merged(RetentionRule)
for key, label in BY_HAND:
    register_document_kind(key, label)
documents_on(Account)
documents_on(Product)
