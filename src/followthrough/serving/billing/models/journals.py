"""Journals: invoices as rows for the books, and how their columns are named and filled."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.scope import open_to
from followthrough.kernel.records.model import Record
from followthrough.serving.billing.models.terms import BOOKKEEPERS


class Separator(models.TextChoices):
    """What stands between the columns of a CSV."""

    COMMA = ",", _("comma")
    SEMICOLON = ";", _("semicolon")
    TAB = "\t", _("tab")


class DecimalSign(models.TextChoices):
    """What stands before the cents."""

    POINT = ".", _("point")
    COMMA = ",", _("comma")


class JournalMapping(Record):
    """How an accounting program wants its journal: columns, accounts, signs and formats.

    `columns` holds one column a line, `heading = field`; `accounts` one rule a line, `what = account`.
    """

    name = models.CharField(_("name"), max_length=80)
    columns = models.TextField(
        _("columns"),
        help_text=_("One a line: heading = field. Fields: date, number, account, debit, credit and so on."),
    )
    accounts = models.TextField(
        _("accounts"),
        help_text=_("One a line, such as receivable = 1200, family Magazines = 8400, tax S 19 = 1776, revenue = 8000."),
    )
    date_format = models.CharField(_("dates as"), max_length=20, default="%Y-%m-%d")
    decimal_sign = models.CharField(_("cents after a"), max_length=1, choices=DecimalSign, default=DecimalSign.POINT)
    separator = models.CharField(_("columns parted by a"), max_length=1, choices=Separator, default=Separator.COMMA)
    is_usual = models.BooleanField(_("usual"), default=False)
    searched = ("name",)

    class Meta:
        verbose_name = _("journal mapping")
        verbose_name_plural = _("journal mappings")

    @classmethod
    def scope(cls, actor: Actor) -> models.Q:
        return open_to(actor, BOOKKEEPERS)


class Journal(Record):
    """A batch of invoices given to the books, in the very bytes they were given."""

    mapping = models.ForeignKey(
        JournalMapping, models.PROTECT, related_name="journals", verbose_name=_("journal mapping")
    )
    starts_on = models.DateField(_("invoices from"))
    ends_on = models.DateField(_("until"))
    invoices = models.PositiveIntegerField(_("invoices"), default=0)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    numbers = models.JSONField(default=list, editable=False)
    csv = models.CharField(max_length=64, editable=False)
    xlsx = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")

    @classmethod
    def scope(cls, actor: Actor) -> models.Q:
        return open_to(actor, BOOKKEEPERS)
