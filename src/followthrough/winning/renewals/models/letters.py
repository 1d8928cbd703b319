"""Letters of notice: prepared, sent or posted, and confirmed by the other side."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from followthrough.foundation.accounts.models import Contact
from followthrough.foundation.documents.models import DocumentVersion
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.model import Record
from followthrough.winning.contracts.models import Contract, of_contract


class LetterState(models.TextChoices):
    """How far a letter is."""

    DRAFT = "draft", pgettext_lazy("letter", "Prepared")
    SENT = "sent", pgettext_lazy("letter", "Sent, not confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("letter", "Confirmed")
    VOID = "void", pgettext_lazy("letter", "Dropped")


class Posted(models.TextChoices):
    """Which way it went."""

    MAIL = "mail", _("E-mail")
    POST = "post", _("Post")


class NoticeLetter(Record):
    """Our notice that a contract shall end on a day, as the letter that was filed under the contract."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="notice_letters", verbose_name=_("contract"))
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to"))
    state = models.CharField(_("state"), max_length=9, choices=LetterState, default=LetterState.DRAFT, editable=False)
    last_day = models.DateField(_("last day of the contract"), editable=False)
    notice_by = models.DateField(_("notice by"), null=True, editable=False)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    filed = models.ForeignKey(
        DocumentVersion, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("letter")
    )
    sent_by = models.CharField(_("went by"), max_length=4, choices=Posted, blank=True, editable=False)
    sent_on = models.DateField(_("went on"), null=True, editable=False)
    tracking = models.CharField(_("tracking number"), max_length=80, blank=True, editable=False)
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)
    confirmed_how = models.CharField(_("how we know"), max_length=300, blank=True, editable=False)
    searched = ("tracking",)

    class Meta:
        verbose_name = _("notice letter")
        verbose_name_plural = _("notice letters")
        constraints = [
            models.UniqueConstraint(
                "contract",
                name="renewals_one_letter_under_way",
                condition=Q(state__in=["draft", "sent"], binned_at__isnull=True),
            )
        ]

    @property
    def title(self) -> str:
        return str(_("Notice for %(ref)s") % {"ref": self.contract.ref})

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_contract(actor)
