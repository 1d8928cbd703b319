"""Accounts, contacts, their numbers and addresses, segments and conversations, declared."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.actions import (
    clean_account,
    clean_address,
    clean_contact,
    clean_point,
    fill_accounts,
    fill_interactions,
    fill_points,
    saved_accounts,
    saved_contacts,
    saved_interactions,
    saved_points,
    settle_contact,
)
from followthrough.foundation.accounts.models import (
    Account,
    AccountMember,
    Address,
    Contact,
    ContactPoint,
    Interaction,
    Segment,
)
from followthrough.foundation.accounts.queries import account_facts, last_contacts
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.countries import country_kept, country_said
from followthrough.kernel.doubles.limits import after_merge
from followthrough.kernel.doubles.signs import Sign, Trait, recognise
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Column, Panel, record

COMPANY_NAMES = (
    "companyName",
    "customerName",
    "Account Name",
    "account",
    "company",
    "customer",
    "client",
    "organisation",
)
PLACE_ALIASES: dict[str, Mapping[str, Any]] = {
    "street": {"aliases": ("address", "addressLine1", "BillingStreet", "Billing Street", "street address")},
    "city": {"aliases": ("BillingCity", "Billing City", "town")},
    "region": {"aliases": ("state", "province", "BillingState", "Billing State/Province")},
    "postcode": {"aliases": ("postalCode", "postal code", "zip", "zip code", "BillingPostalCode")},
    "country": {
        "says": country_said,
        "reads": country_kept,
        "aliases": ("office_location", "BillingCountry", "Billing Country", "location"),
    },
}

PLACE = (
    ("street", _("street"), 240),
    ("city", _("city"), 120),
    ("region", _("state or province"), 120),
    ("postcode", _("postcode"), 20),
    ("country", _("country"), 60),
)


def account_subtitle(account: Account) -> str:
    """What it is to us, and where."""
    place = ", ".join(part for part in (account.city, country_said(account.country)) if part)
    return " · ".join(part for part in (str(account.get_kind_display()), account.industry, place) if part)


record(
    Segment,
    ref="SEG-{n:02}",
    group="settings",
    icon="layers",
    columns=["ref", "name", "cadence_days"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
    fields={"cadence_days": {"adds_up": False}},
)
record(
    Account,
    ref="A-{n:05}",
    group="serve",
    icon="building-2",
    columns=["ref", "name", "kind", "segment", "owner", "team", "city", "country", "phone", "last_contact"],
    filters=[
        "kind",
        "status",
        "segment",
        "owner",
        "coordinator",
        "team",
        "territory",
        "country",
        "industry",
        "tags",
        "parent",
    ],
    sorts=["name"],
    match=["ref", "former_id", "name"],
    clean=clean_account,
    fill=fill_accounts,
    saved=saved_accounts,
    facts=account_facts,
    subtitle=account_subtitle,
    computed=[Column("last_contact", _("Last contact"), last_contacts, kind="instant")],
    aliases=["company", "customer", "client", "supplier", "organisation", "vendor"],
    fields={
        **PLACE_ALIASES,
        "name": {"aliases": COMPANY_NAMES},
        "industry": {"aliases": ("sector", "branch", "line of business")},
        "parent": {"aliases": ("subsidiary_of", "parent account", "parent company", "Parent Account")},
        "phone": {"aliases": ("telephone", "phone number", "tel")},
        "website": {"aliases": ("HomePage", "web", "url", "web site")},
        "client_since": {"aliases": ("customer since",)},
        "founded_year": {"aliases": ("year_established", "founded", "established")},
        "annual_revenue": {"aliases": ("revenue", "turnover", "annual revenue")},
        "employee_count": {"aliases": ("employees", "number of employees", "headcount", "staff")},
        "former_id": {"aliases": ("entityId", "customerNumber", "accountId", "account number", "customer id", "id")},
        "segment": {"creates": True},
        "credit_limit": {"aliases": ("creditLimit", "credit line")},
        "owner": {"aliases": ("account owner", "sales rep", "account manager", "salesRepEmployeeNumber")},
    },
    extras=[
        Field("street_more", Kind.TEXT, _("Street, second line"), aliases=("addressLine2", "address 2", "street 2")),
        Field("contact_name", Kind.TEXT, _("Contact's name"), aliases=("contactName", "contact", "contact person")),
        Field("contact_given_name", Kind.TEXT, _("Contact's first name"), aliases=("contactFirstName",)),
        Field("contact_family_name", Kind.TEXT, _("Contact's last name"), aliases=("contactLastName",)),
        Field("contact_job_title", Kind.TEXT, _("Contact's job title"), aliases=("contactTitle",)),
        Field("contact_email", Kind.EMAIL, _("Contact's e-mail"), aliases=("email", "e-mail")),
        Field("contact_mobile", Kind.PHONE, _("Contact's mobile"), aliases=("mobile", "mobile phone")),
        Field("contact_fax", Kind.PHONE, _("Contact's fax"), aliases=("fax", "fax number")),
        Field("person", Kind.STRUCTURE, _("Contact"), editable=False),
    ],
    panels=[
        Panel(
            "contacts",
            _("Contacts"),
            side=True,
            link="account",
            of=Contact,
            begins=_("The people you deal with there: add them here or upload a list."),
        ),
        Panel(
            "subsidiaries",
            _("Subsidiaries"),
            link="parent",
            of=Account,
            columns=("name", "kind", "owner", "city"),
            begins=_("Accounts that name this one as the one they belong to."),
        ),
        Panel(
            "conversations",
            _("Conversations"),
            link="account",
            of=Interaction,
            columns=("at", "kind", "contact", "outcome", "by", "text"),
            order=("-at",),
        ),
        Panel(
            "addresses",
            _("Addresses"),
            side=True,
            link="account",
            of=Address,
            columns=("street", "kind", "city"),
        ),
        Panel(
            "members",
            _("Team on it"),
            side=True,
            link="account",
            of=AccountMember,
            begins=_("Who works on this account besides its owner, and as what."),
        ),
    ],
)
record(
    Contact,
    ref="K-{n:05}",
    group="serve",
    icon="users",
    columns=["ref", "name", "account", "job_title", "email", "phone", "roles", "left_on"],
    filters=["account", "roles", "email", "phone", "left_on"],
    sorts=["name"],
    match=["ref", "former_id", "email", "name"],
    clean=clean_contact,
    saved=saved_contacts,
    aliases=["person", "people", "contact person"],
    fields={
        "name": {"required": False, "aliases": ("contactName", "full name", "contact")},
        "given_name": {"aliases": ("contactFirstName", "firstName", "first name", "forename")},
        "family_name": {"aliases": ("contactLastName", "lastName", "last name", "surname")},
        "account": {"creates": True, "aliases": COMPANY_NAMES},
        "job_title": {"aliases": ("contactTitle", "title", "position", "function")},
        "email": {"aliases": ("mail", "e-mail address", "email address")},
        "phone": {"aliases": ("telephone", "phone number", "business phone", "tel")},
        "former_id": {"aliases": ("contactId", "contact id", "entityId", "id")},
    },
    extras=[
        Field("mobile", Kind.PHONE, _("Mobile"), aliases=("mobile phone", "cell", "cell phone")),
        Field("fax", Kind.PHONE, _("Fax"), aliases=("fax number",)),
        *(Field(name, Kind.TEXT, label, max_length=most, **PLACE_ALIASES[name]) for name, label, most in PLACE),
    ],
    panels=[
        Panel(
            "points",
            _("Numbers and addresses"),
            link="contact",
            of=ContactPoint,
            begins=_("Each number and address they can be reached by, and whether it still works."),
        ),
        Panel("addresses", _("Postal addresses"), link="contact", of=Address),
        Panel(
            "conversations",
            _("Conversations"),
            side=True,
            link="contact",
            of=Interaction,
            columns=("at", "kind", "outcome", "by", "text"),
            order=("-at",),
        ),
    ],
)
record(
    ContactPoint,
    plural="contact-points",
    ref="CP-{n:06}",
    columns=["contact", "channel", "value", "label", "is_primary", "validity", "source", "checked_on"],
    filters=["contact", "channel", "validity", "value"],
    match=["ref"],
    parent="contact",
    clean=clean_point,
    fill=fill_points,
    saved=saved_points,
    in_menu=False,
)
record(
    Address,
    plural="addresses",
    ref="AD-{n:06}",
    columns=["account", "contact", "kind", "street", "city", "region", "postcode", "country", "validity", "checked_on"],
    filters=["account", "contact", "kind", "country", "validity"],
    clean=clean_address,
    fields={**PLACE_ALIASES, "account": {"aliases": COMPANY_NAMES}},
    match=["ref"],
    parent="account",
    in_menu=False,
    begins=_("Where they are, and where goods and invoices go."),
)
record(
    AccountMember,
    plural="account-members",
    ref="AM-{n:06}",
    columns=["account", "user", "part"],
    filters=["account", "user"],
    match=["ref"],
    parent="account",
    in_menu=False,
)
record(
    Interaction,
    plural="interactions",
    ref="I-{n:06}",
    group="serve",
    icon="phone",
    columns=["at", "kind", "account", "contact", "outcome", "by", "minutes", "text"],
    form=["kind", "account", "contact", "at", "is_inbound", "outcome", "minutes", "number", "text"],
    filters=["kind", "account", "contact", "by", "outcome", "at"],
    sorts=["at"],
    default_sort="-at",
    match=["ref"],
    fill=fill_interactions,
    saved=saved_interactions,
    fields={"at": {"required": False}},
    aliases=["call", "meeting", "visit", "activity"],
    begins=_("Calls, meetings and notes; “Log a call” (L) writes down the first."),
)
recognise(
    Account,
    Trait("name", Sign.COMPANY),
    Trait("phone", Sign.PHONE),
    Trait("website", Sign.DOMAIN, given=("website", "contact_email")),
    Trait("city", Sign.CITY),
    Trait("postcode", Sign.POSTCODE),
    Trait("street", Sign.STREET),
)
recognise(
    Contact,
    Trait("name", Sign.PERSON, given=("name", "full_name")),
    Trait("value", Sign.EMAIL, given=("email",), of=ContactPoint, link="contact"),
    Trait("value", Sign.PHONE, given=("phone", "mobile"), of=ContactPoint, link="contact"),
    Trait("account", Sign.BELONGS),
    Trait("street", Sign.STREET, of=Address, link="contact"),
    Trait("postcode", Sign.POSTCODE, of=Address, link="contact"),
    Trait("city", Sign.CITY, of=Address, link="contact"),
)
after_merge(Contact, settle_contact)
