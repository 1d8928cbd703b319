"""Accounts, the people there, their numbers and addresses, and everything said with them."""

from types import MappingProxyType
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.access.scope import EVERYTHING, open_to, owned_by, parts_of
from followthrough.kernel.countries import country_said
from followthrough.kernel.people.models import Team, Territory, User, company
from followthrough.kernel.records.columns import MoneyColumn, folded_index
from followthrough.kernel.records.keys import CompanySound, DomainKey, PersonSound, ReachKey
from followthrough.kernel.records.model import Record


class AccountKind(models.TextChoices):
    """What an account is to us."""

    PROSPECT = "prospect", _("Prospect")
    CLIENT = "client", _("Client")
    PARTNER = "partner", _("Partner")
    CONSULTANT = "consultant", _("Consultant")
    VENDOR = "vendor", _("Vendor")
    DEPARTMENT = "department", _("Department")


class AccountStatus(models.TextChoices):
    """Whether we do business with it."""

    ACTIVE = "active", _("Active")
    ON_HOLD = "on_hold", _("On hold")
    CLOSED = "closed", _("Closed")


class Validity(models.TextChoices):
    """Whether a number or an address still reaches somebody."""

    WORKS = "works", _("Works")
    NOT_CHECKED = "not_checked", _("Not checked")
    BOUNCED = "bounced", _("Mail comes back")
    DISCONNECTED = "disconnected", _("Number changed")
    RETURNED = "returned_mail", _("Post comes back")
    OPTED_OUT = "opted_out", _("Wants no mail")


class Channel(models.TextChoices):
    """How a person is reached."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    MOBILE = "mobile", _("Mobile")
    FAX = "fax", _("Fax")


class Segment(Record):
    """A group of accounts looked after alike: how often they hear from us."""

    name = models.CharField(_("name"), max_length=60)
    cadence_days = models.PositiveIntegerField(
        _("contact every … days"), null=True, blank=True, help_text=_("Empty: no contact is promised.")
    )
    searched = ("name",)

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        constraints = [
            models.UniqueConstraint("name", name="accounts_segment_once", condition=Q(binned_at__isnull=True))
        ]
        indexes = [folded_index("name", "accounts_segment_by_name")]


class Account(Record):
    """A company we sell to, buy from or work with."""

    name = models.CharField(_("name"), max_length=240)
    kind = models.CharField(_("kind"), max_length=12, choices=AccountKind, default=AccountKind.PROSPECT)
    status = models.CharField(_("status"), max_length=10, choices=AccountStatus, default=AccountStatus.ACTIVE)
    segment = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("segment")
    )
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subsidiaries", verbose_name=_("part of")
    )
    owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("looked after by")
    )
    coordinator = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="coordinated_accounts", verbose_name=_("coordinator")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("team")
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="accounts", verbose_name=_("territory")
    )
    street = models.CharField(_("street"), max_length=240, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("state or province"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    website = models.CharField(_("website"), max_length=240, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    terms = models.CharField(_("payment terms"), max_length=60, blank=True)
    credit_limit = MoneyColumn(_("credit limit"), null=True, blank=True)
    tags = ArrayField(models.CharField(max_length=60), verbose_name=_("tags"), default=list, blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    client_since = models.DateField(_("client since"), null=True, blank=True)
    founded_year = models.PositiveIntegerField(_("founded"), null=True, blank=True)
    annual_revenue = models.DecimalField(
        _("annual revenue, millions"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    employee_count = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    searched = ("name", "city", "phone", "website", "former_id")

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        indexes = [
            folded_index("name", "accounts_by_name"),
            models.Index("owner", "id", name="accounts_of_owner"),
            models.Index(fields=["kind", "id"], include=["binned_at"], name="accounts_of_kind"),
            models.Index("team", "id", name="accounts_of_team"),
            models.Index("former_id", name="accounts_by_former_id", condition=~Q(former_id="")),
            models.Index(CompanySound("name"), name="accounts_by_sound"),
            models.Index(ReachKey("phone"), name="accounts_by_phone", condition=~Q(phone="")),
            models.Index(DomainKey("website"), name="accounts_by_domain", condition=~Q(website="")),
        ]

    @property
    def credit_currency(self) -> str:
        """The currency of its credit limit: its own, or the house's."""
        return self.currency or company().currency

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        mine = Q(coordinator__in=actor.stands_for) | Q(
            pk__in=AccountMember._default_manager.filter(user__in=actor.stands_for, binned_at__isnull=True).values(
                "account"
            )
        )
        return owned_by(actor, shared=mine)


def of_account(actor: Actor, column: str = "account") -> Q:
    """Rows that belong to an account the actor sees."""
    whole = Account.scope(actor)
    return EVERYTHING if whole == EVERYTHING else Q(**{f"{column}__in": seen_accounts(actor)})


def seen_accounts(actor: Actor) -> models.QuerySet[Account, Any]:
    """The ids of the accounts the actor sees, for use within another query.

    One select for each reason to see them: with all reasons in one, PostgreSQL would read every account.
    """
    live = Account._default_manager.filter(binned_at__isnull=True)
    first, *rest = (live.filter(part).values("pk") for part in parts_of(Account.reached_by(actor)))
    return first.union(*rest, all=True) if rest else first


class AccountMember(Record):
    """That a colleague works on the account, and as what."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="members", verbose_name=_("account"))
    user = models.ForeignKey(User, models.PROTECT, related_name="account_memberships", verbose_name=_("person"))
    part = models.CharField(_("works on it as"), max_length=60, blank=True)
    searched = ("part",)

    class Meta:
        verbose_name = _("account team member")
        verbose_name_plural = _("account team")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "user"], name="accounts_member_once", condition=Q(binned_at__isnull=True)
            )
        ]

    @property
    def title(self) -> str:
        return self.user.name

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return of_account(actor)


class Contact(Record):
    """A person at an account. `email` and `phone` are the ones to use first; all of them are `ContactPoint`s."""

    name = models.CharField(_("name"), max_length=200)
    given_name = models.CharField(_("first name"), max_length=100, blank=True)
    family_name = models.CharField(_("last name"), max_length=100, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="contacts", verbose_name=_("account")
    )
    job_title = models.CharField(_("job title"), max_length=160, blank=True)
    roles = ArrayField(models.CharField(max_length=40), verbose_name=_("roles"), default=list, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    former_id = models.CharField(_("number in the old system"), max_length=80, blank=True)
    searched = ("name", "email", "phone", "job_title")

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [
            folded_index("name", "accounts_contact_by_name"),
            models.Index("account", "id", name="accounts_contacts_of"),
            models.Index(PersonSound("name"), name="accounts_contact_by_sound"),
        ]

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        return (
            open_to(actor, DESK) & Q(account__isnull=True) | of_account(actor)
            if not actor.sees_all
            else of_account(actor)
        )


class ContactPoint(Record):
    """One e-mail address or number of a person: does it work, who said so, when."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="points", verbose_name=_("contact"))
    channel = models.CharField(_("channel"), max_length=6, choices=Channel)
    value = models.CharField(_("address or number"), max_length=254)
    typed = models.CharField(max_length=254, blank=True, editable=False)
    label = models.CharField(_("label"), max_length=60, blank=True)
    is_primary = models.BooleanField(_("use first"), default=False)
    validity = models.CharField(_("reachable"), max_length=13, choices=Validity, default=Validity.NOT_CHECKED)
    source = models.CharField(_("known from"), max_length=120, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    searched = ("value", "typed")
    told_by_parent = MappingProxyType(
        {"is_primary": (True,), "channel": (Channel.EMAIL, Channel.PHONE, Channel.MOBILE), "typed": ("",)}
    )

    class Meta:
        verbose_name = _("number or address")
        verbose_name_plural = _("numbers and addresses")
        indexes = [
            models.Index("contact", "id", name="accounts_points_of"),
            models.Index("value", name="accounts_point_by_value"),
            models.Index(ReachKey("value"), name="accounts_point_by_reach"),
        ]

    @property
    def title(self) -> str:
        return self.value

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.sees_all:
            return open_to(actor)
        return Q(contact__in=Contact.visible_to(actor).values("pk"))


class AddressKind(models.TextChoices):
    """What an address is for."""

    OFFICE = "office", _("Office")
    BILLING = "billing", _("Billing")
    SHIPPING = "shipping", _("Shipping")
    HOME = "home", _("Home")


class Address(Record):
    """A postal address of an account or of a person there."""

    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="addresses", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="addresses", verbose_name=_("contact")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=AddressKind, default=AddressKind.OFFICE)
    street = models.CharField(_("street"), max_length=240, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("state or province"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    validity = models.CharField(_("reachable"), max_length=13, choices=Validity, default=Validity.NOT_CHECKED)
    source = models.CharField(_("known from"), max_length=120, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    searched = ("street", "city", "postcode")

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(contact__isnull=False), name="accounts_address_of_somebody"
            )
        ]

    @property
    def title(self) -> str:
        return ", ".join(part for part in (self.street, self.city, country_said(self.country)) if part) or self.ref

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.sees_all:
            return open_to(actor)
        contacts = Contact.visible_to(actor).values("pk")
        return of_account(actor) | Q(account__isnull=True, contact__in=contacts)


class InteractionKind(models.TextChoices):
    """How we spoke."""

    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit")
    EMAIL = "email", _("E-mail")
    NOTE = "note", _("Note")


class Outcome(models.TextChoices):
    """What came of a call or meeting."""

    REACHED = "reached", _("Spoke")
    MESSAGE = "left_message", _("Left a message")
    NO_ANSWER = "no_answer", _("No answer")
    BUSY = "busy", _("Busy")
    CALL_BACK = "call_back", _("Call back asked for")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    DISCONNECTED = "disconnected", _("Number disconnected")
    HELD = "held", _("Held")
    DID_NOT_COME = "did_not_come", _("Did not come")
    CANCELLED = "cancelled", _("Cancelled")


class Interaction(Record):
    """Something said: with whom, when, how, what came of it. `about_*` names the record it was about, if any."""

    kind = models.CharField(_("kind"), max_length=8, choices=InteractionKind)
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="interactions", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="interactions", verbose_name=_("contact")
    )
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="interactions", verbose_name=_("by")
    )
    at = models.DateTimeField(_("when"))
    is_inbound = models.BooleanField(_("they called"), default=False)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    text = models.TextField(_("what was said"), blank=True)
    about_kind = models.CharField(max_length=80, blank=True, editable=False)
    about_id = models.BigIntegerField(null=True, editable=False)
    searched = ("text", "number")

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        indexes = [
            models.Index(F("account"), F("at").desc(), name="accounts_said_with"),
            models.Index(F("at").desc(), F("id").desc(), name="accounts_said_lately"),
            models.Index("about_kind", "about_id", name="accounts_said_about", condition=Q(about_id__isnull=False)),
        ]

    @property
    def title(self) -> str:
        return f"{InteractionKind(self.kind).label}, {self.at:%Y-%m-%d}"

    @classmethod
    def scope(cls, actor: Actor) -> Q:
        if actor.is_system or actor.sees_all:
            return open_to(actor)
        return of_account(actor) | Q(account__isnull=True, by__in=actor.stands_for)
