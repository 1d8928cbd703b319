"""Bring names, numbers and places to one form before they are kept; what can't be read stays as it was typed."""

from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from followthrough.foundation.accounts.models import Account, Channel, Contact, ContactPoint
from followthrough.foundation.accounts.queries.families import accounts_above
from followthrough.kernel.countries import country_kept
from followthrough.kernel.people.models import company
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values
from followthrough.values.contactdata import (
    Email,
    Phone,
    PostalAddress,
    cased_name,
    country_code,
    normalise_email,
    normalise_phone,
    split_address,
    split_name,
    tidy_postcode,
)
from followthrough.values.currency import UnknownCurrencyError, minor_units

PERSON = {
    "contact_name": "name",
    "contact_given_name": "given_name",
    "contact_family_name": "family_name",
    "contact_job_title": "job_title",
    "contact_email": "email",
    "contact_mobile": "mobile",
    "contact_fax": "fax",
}


def clean_account(values: Values, account: Account | None) -> Values:
    """One form for name, country, phone, website and currency; no account is part of itself."""
    _tidy(values, "name", "industry", "city", "street")
    if more := values.pop("street_more", ""):
        values["street"] = f"{values.get('street', '')}, {more}".strip(", ")
    _tidy_country(values)
    region = country_code(values.get("country") or (account.country if account else ""))
    _tidy_place(values, account, region)
    _tidy_phone(values, "phone", region)
    if values.get("website"):
        values["website"] = known_website(values["website"])
    if values.get("currency"):
        values["currency"] = known_currency(values["currency"])
    if values.get("parent"):
        _check_parent(values["parent"], account)
    _tidy_person(values, region)
    return values


def clean_contact(values: Values, contact: Contact | None) -> Values:
    """The name whole and in its parts, e-mail and phones in one form."""
    _tidy(values, "street", "city", "region", "postcode")
    _tidy_country(values)
    account = values.get("account") or (contact.account if contact else None)
    country = (account.country if account else "") or values.get("country", "")
    return tidy_contact(values, contact, country_code(country))


def tidy_contact(values: Values, contact: Contact | None, region: str) -> Values:
    """As `clean_contact`; the region is that of phone numbers without a country code."""
    _name_parts(values, contact)
    if values.get("email"):
        values["email"] = known_email(values["email"], "email")
    for name in ("phone", "mobile", "fax"):
        _tidy_phone(values, name, region)
    return values


def clean_point(values: Values, point: ContactPoint | None) -> Values:
    """An e-mail address must be one; a number is brought to one form where that is sure."""
    channel, contact = (values.get(n) or getattr(point, n, None) for n in ("channel", "contact"))
    if not values.get("value"):
        return values
    typed = values["value"]
    if channel == Channel.EMAIL:
        values["value"] = known_email(values["value"], "value")
    else:
        account = contact.account if contact else None
        _tidy_phone(values, "value", country_code(account.country) if account else "")
    if point is None or typed != point.value:  # what is sent back as it stands was not typed anew
        values["typed"] = typed if typed != values["value"] else ""
    return values


def clean_address(values: Values, address: Any) -> Values:
    """The country by its usual name; somebody lives there."""
    _tidy(values, "street", "city", "region", "postcode")
    _tidy_country(values)
    _tidy_place(values, address, country_code(str(values.get("country") or getattr(address, "country", ""))))
    if not any(values.get(n) or getattr(address, n, None) for n in ("account", "contact")):
        raise Invalid({"account": _("Say whose address it is: an account's or a contact's.")})
    return values


def known_email(typed: str, field: str) -> str:
    """The address in one form; `Invalid` on that field if no mail could reach it."""
    found = normalise_email(typed)
    if isinstance(found, Email):
        return found.address
    raise Invalid({field: _(found.reason.text) % found.reason.gaps})


def known_currency(code: str) -> str:
    """The currency's code in capitals; `Invalid` if there is no such currency."""
    try:
        minor_units(code.upper())
    except UnknownCurrencyError as problem:
        raise Invalid({"currency": _("Write a currency as three letters, such as USD or EUR.")}) from problem
    return code.upper()


def known_website(typed: str) -> str:
    """The address with https:// and its host in small letters; `Invalid` for anything but a web address."""
    full = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(full)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or "." not in parts.netloc or " " in full:
        raise Invalid({"website": _("Write a web address such as https://example.com.")})
    tidy = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower())
    return tidy.geturl().rstrip("/")


def _tidy(values: Values, *names: str) -> None:
    for name in names:
        if values.get(name):
            values[name] = " ".join(values[name].split())


def _tidy_country(values: Values) -> None:
    if values.get("country"):
        values["country"] = country_kept(values["country"])


def _tidy_place(values: Values, there: Any, region: str) -> None:
    """A postcode as its country writes it; a whole address typed as a street of the USA goes into its fields."""
    place = ("city", "region", "postcode")
    if values.get("postcode"):
        values["postcode"] = tidy_postcode(values["postcode"], region)
    if there is not None or not values.get("street") or any(values.get(name) for name in place):
        return
    found = split_address(values["street"])
    if region in ("", "US") and isinstance(found, PostalAddress) and found.city and found.region and found.postcode:
        street = " ".join(part for part in (found.number, found.street, found.unit) if part)
        values["street"] = street or f"P.O. Box {found.box}"
        values |= {"city": found.city, "region": found.region, "postcode": found.postcode}


def _tidy_phone(values: Values, name: str, region: str) -> None:
    typed = values.get(name)
    if not typed:
        return
    # The house's own country is asked for only where it matters: most numbers carry theirs.
    found = normalise_phone(typed, region or ("" if typed.startswith("+") else company().country))
    if isinstance(found, Phone):
        values[name] = f"{found.e164} ext. {found.extension}" if found.extension else found.e164


def _name_parts(values: Values, contact: Contact | None) -> None:
    _tidy(values, "name", "given_name", "family_name", "job_title")
    if values.get("name"):
        values["name"] = cased_name(values["name"])
        found = split_name(values["name"])
        if "," in values["name"]:
            values["name"] = " ".join(p for p in (found.prefix, found.given, found.family, found.suffix) if p)
        values["given_name"] = (values.get("given_name") or found.given)[:100]
        values["family_name"] = (values.get("family_name") or found.family)[:100]
        return
    if "given_name" in values or "family_name" in values:
        parts = (values.get(n, getattr(contact, n, "")) for n in ("given_name", "family_name"))
        values["name"] = " ".join(part for part in parts if part)
    if not values.get("name") and (contact is None or "name" in values):
        raise Invalid({"name": _("Fill in name.")})


def _tidy_person(values: Values, region: str) -> None:
    """The person named in an account's row, checked like any contact."""
    person = {own: values.pop(name) for name, own in PERSON.items() if values.get(name)}
    if not person:
        return
    try:
        values["person"] = tidy_contact(person, None, region)
    except Invalid as problem:
        names = {own: name for name, own in PERSON.items()}
        raise Invalid({names.get(field, field): text for field, text in problem.fields.items()}) from problem


def _check_parent(parent: Account, account: Account | None) -> None:
    if account is not None and account.pk in accounts_above(parent):
        sentence = _("%(parent)s is itself part of %(account)s. Choose an account that is not below this one.")
        raise Invalid({"parent": sentence % {"parent": parent.name, "account": account.name}})
