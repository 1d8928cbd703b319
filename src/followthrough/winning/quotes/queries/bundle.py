"""Many quotes' proposals in one ZIP, each as it stands; what could not be made is told in a text beside them."""

import zipfile
from collections.abc import Callable
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.problems import Refused
from followthrough.winning.quotes.models import Quote
from followthrough.winning.quotes.queries.proposal import proposal_pdf
from followthrough.winning.quotes.queries.reading import content_and_inside

AT_A_TIME = 100


def write_proposals(out: BinaryIO, quotes: QuerySet[Quote], actor: Actor, tick: Callable[[int], None]) -> None:
    """Put each quote's proposal into the ZIP; papers are compressed already and so stored as they are."""
    left_out = []
    together = quotes.select_related("opportunity", "account", "contact", "owner", "pack").order_by("id")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for count, quote in enumerate(together.iterator(chunk_size=AT_A_TIME)):
            tick(count)
            content, _inside = content_and_inside(quote)
            try:
                archive.writestr(f"{quote.ref}-{content['version']}.pdf", proposal_pdf(content))
            except Refused as problem:
                left_out.append(_("%(ref)s: %(why)s") % {"ref": quote.ref, "why": problem.message})
        if left_out:
            archive.writestr("left-out.txt", "\n".join(left_out))
