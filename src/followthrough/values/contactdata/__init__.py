"""What is typed about people and how to reach them, brought to one form or honestly called unclear."""

from followthrough.values.contactdata.addresses import PostalAddress, split_address, street_key, tidy_postcode
from followthrough.values.contactdata.companies import CompanyName, company_key, split_company
from followthrough.values.contactdata.countries import Country, country_code, country_name, find_country
from followthrough.values.contactdata.emails import Email, normalise_email
from followthrough.values.contactdata.folded import folded_words
from followthrough.values.contactdata.names import PersonName, cased_name, split_name
from followthrough.values.contactdata.phones import Phone, normalise_phone
from followthrough.values.sentence import Unclear

__all__ = [
    "CompanyName",
    "Country",
    "Email",
    "PersonName",
    "Phone",
    "PostalAddress",
    "Unclear",
    "cased_name",
    "company_key",
    "country_code",
    "country_name",
    "find_country",
    "folded_words",
    "normalise_email",
    "normalise_phone",
    "split_address",
    "split_company",
    "split_name",
    "street_key",
    "tidy_postcode",
]
