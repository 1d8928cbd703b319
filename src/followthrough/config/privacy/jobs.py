"""Erase a person whom an administrator named, and tell them what is kept."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from followthrough.config.privacy.erasing import complete_ledger, erase
from followthrough.config.privacy.models import Erasure
from followthrough.config.privacy.persons import person_at
from followthrough.kernel import clock
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.notify.tell import tell
from followthrough.kernel.people.models import User
from followthrough.kernel.records.registry import type_of


@job("privacy.ledger", every="17 * * * *", lock="privacy.ledger")
def keep_ledger() -> None:
    """See to it that the ledger beside the backups names everybody who was erased."""
    complete_ledger(settings.ENVIRONMENT)


@job("privacy.erase")
def erase_person(ref: str, by: int | None = None, called: str = "") -> None:
    """Erase a person everywhere, once, however often this is run."""
    record = person_at(ref)
    if not Erasure.objects.filter(kind=type_of(record).kind, record_id=record.pk).exists():
        erase(record, by=called, now=clock.now())
    asker = User._default_manager.filter(pk=by or 0).first()
    if asker is not None:
        with override(asker.language):
            text = _("%(ref)s is erased. Look at what is kept, and why.") % {"ref": ref}
            tell([asker.pk], text, url=f"/data/persons/{ref}/", now=clock.now(), once=f"erased {ref}")
