"""Company names, person names in capitals, streets and postcodes, each brought to one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.contactdata import (
    CompanyName,
    Email,
    PostalAddress,
    Unclear,
    cased_name,
    company_key,
    normalise_email,
    split_address,
    split_company,
    street_key,
    tidy_postcode,
)


@pytest.mark.parametrize(
    ("typed", "name", "form", "key"),
    [
        ("Juniper Process Controls, Inc.", "Juniper Process Controls", "Inc.", "juniperprocesscontrols"),
        ("Müller & Söhne GmbH & Co. KG", "Müller & Söhne", "GmbH Co. KG", "mullersohne"),
        ("Aceros del Norte S.A. de C.V.", "Aceros del Norte S.A. de", "CV", "acerosdelnortede"),
        ("GTX Pro", "GTX Pro", "", "gtxpro"),
        ("AG", "AG", "", "ag"),
        ("", "", "", ""),
    ],
)
def test_the_legal_form_is_told_from_a_company_name(typed, name, form, key):
    assert split_company(typed) == CompanyName(name, form, key)


@pytest.mark.parametrize("other", ["GTXPro", "gtx-pro", "The GTX Pro Company", "GTX PRO, LLC", "Gtx Pró"])
def test_writings_of_one_company_have_one_key(other):
    assert company_key(other) == company_key("GTX Pro")
    assert company_key("Smith & Sons") == company_key("Smith and Sons Ltd")
    assert company_key("GTX Pro") != company_key("GTX Basic")


@pytest.mark.parametrize(
    ("typed", "cased"),
    [
        ("MARY MCDONALD", "Mary McDonald"),
        ("juan de la cruz", "Juan de la Cruz"),
        ("SEAN O'BRIEN JR.", "Sean O'Brien Jr."),
        ("anna-lena van der berg", "Anna-Lena van der Berg"),
        ("JOHN SMITH III", "John Smith III"),
        ("Ronald deVries", "Ronald deVries"),
        ("IBM", "IBM"),
        ("de la cruz, JUAN", "de la cruz, JUAN"),
    ],
)
def test_only_names_all_in_one_case_are_cased(typed, cased):
    assert cased_name(typed) == cased


@given(st.text(max_size=60))
def test_casing_a_name_twice_changes_nothing_and_loses_no_letter(typed):
    once = cased_name(typed)
    assert cased_name(once) == once or not once.split()
    assert len(once.split()) == len(typed.split())


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "2677 Gross Point Road, Evanston, IL 60201",
            PostalAddress("2677", "Gross Point Road", "", "Evanston", "IL", "60201"),
        ),
        (
            "100 N. Main St Apt 3B Cedar Rapids, Iowa 52402-1234 USA",
            PostalAddress("100", "N. Main St", "Apt 3B", "Cedar Rapids", "IA", "52402-1234"),
        ),
        (
            "Legal Dept, 820 N Michigan Ave NW, Suite 750, Chicago IL",
            PostalAddress("820", "N Michigan Ave NW", "Suite 750", "Chicago", "IL"),
        ),
        ("P.O. Box 123, Anamosa, IA 52205", PostalAddress(city="Anamosa", region="IA", postcode="52205", box="123")),
    ],
)
def test_an_address_is_taken_apart(line, parts):
    assert split_address(line) == parts


@pytest.mark.parametrize("line", ["", "Main Street", "State and Lake, Chicago", "42", "x" * 400])
def test_what_is_no_address_is_unclear(line):
    assert isinstance(split_address(line), Unclear)


@given(st.text(max_size=350))
def test_no_line_breaks_the_reading_of_addresses(line):
    found = split_address(line)
    assert isinstance(found, Unclear) or found.box or (found.number and found.street)


def test_streets_are_equal_however_written():
    assert street_key("12 North Main Street") == street_key("12 N. Main St") == street_key("12 n main str.")
    assert street_key("12 Main St") != street_key("12 Main Ave")


@pytest.mark.parametrize(
    ("typed", "country", "tidy"),
    [
        ("602011234", "US", "60201-1234"),
        ("k1a0b6", "CA", "K1A 0B6"),
        ("sw1a1aa", "GB", "SW1A 1AA"),
        ("1234ab", "NL", "1234 AB"),
        ("00-950", "PL", "00-950"),
        ("01067", "DE", "01067"),
        ("ABC  1", "US", "ABC 1"),
        ("12345", "", "12345"),
    ],
)
def test_a_postcode_is_written_as_its_country_does(typed, country, tidy):
    assert tidy_postcode(typed, country) == tidy


def test_a_tag_makes_no_other_mailbox():
    tagged, plain = normalise_email("Lena+News@Falk.de"), normalise_email("lena@falk.de")
    assert isinstance(tagged, Email)
    assert isinstance(plain, Email)
    assert (tagged.address, tagged.key) == ("Lena+News@falk.de", plain.key)
