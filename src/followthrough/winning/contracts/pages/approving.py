"""What of a contract or an amendment needs approval, who was asked and what they answered, in words."""

from django.utils.translation import gettext as _

from followthrough.keystone.approvals.queries.standing import Standing, said_of, standing_of, whom_to_turn_to
from followthrough.keystone.approvals.queries.subjects import subject_of
from followthrough.web.buttons import record_buttons
from followthrough.web.shapes import ReasonsPanel
from followthrough.web.shapes.panels import Panel, Reason
from followthrough.web.showing import Reader, url_of
from followthrough.web.wording import moment_text
from followthrough.winning.contracts.models import Amendment, Contract


def approval_panel(about: Contract | Amendment, reader: Reader) -> tuple[Panel, ...]:
    """Each reason with who has it, as long as both sides talk; who has no limit sees what its owner has to ask for."""
    if not subject_of(about).is_draft(about):
        return ()
    stands = standing_of(about, reader.actor) or standing_of(about, about.owner)
    if not stands:
        return ()
    title = _("Approved") if all(one.is_approved for one in stands) else _("Needs approval")
    reasons = tuple(_reason(one, about, reader) for one in stands)
    buttons = (one for some in record_buttons(about, reader.actor) for one in some)
    asking = tuple(one for one in buttons if one.url.endswith("/do/ask-approval"))
    return (ReasonsPanel("approval", title, reasons=reasons, actions=asking),)


def _reason(one: Standing, about: Contract | Amendment, reader: Reader) -> Reason:
    approval = one.approval
    url = url_of(approval) if approval else ""
    words = said_of(one, reader.actor)
    if approval is not None and approval.answered_by is not None and approval.answered_at is not None:
        at = moment_text(approval.answered_at, now=reader.now, zone=reader.zone)
        answer = _("%(who)s approved, %(when)s") % {"who": approval.answered_by.name, "when": at}
        return Reason(f"{words} {answer}.", "kept", "circle-check-big", url)
    return Reason(f"{words} {whom_to_turn_to(one, about, reader.actor)}", "due", "stamp", url)
