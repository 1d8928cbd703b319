"""What people type about people is brought to one form, or comes back as typed with a sentence."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.values.contactdata import (
    Country,
    Email,
    PersonName,
    Phone,
    Unclear,
    country_code,
    country_name,
    find_country,
    normalise_email,
    normalise_phone,
    split_name,
)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Lena.Fischer@FALK.Example", "Lena.Fischer@falk.example"),
        ("  lena@falk.de ", "lena@falk.de"),
        ("Lena Fischer <lena@falk.de>", "lena@falk.de"),
        ("mailto:lena+quotes@falk.de", "lena+quotes@falk.de"),
        ("inés@münchen.de", "inés@münchen.de"),
    ],
)
def test_email_keeps_its_name_and_gets_its_domain_in_small_letters(typed: str, address: str) -> None:
    assert normalise_email(typed) == Email(address, typed)


def test_email_key_is_the_same_in_capitals() -> None:
    keys = {
        found.key for typed in ("LENA@falk.de", "lena@FALK.de") if isinstance(found := normalise_email(typed), Email)
    }
    assert keys == {"lena@falk.de"}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write an e-mail address, such as name@company.com."),
        ("lena.falk.de", "lena.falk.de has no @. Write it as name@company.com."),
        ("@falk.de", "@falk.de has nothing before the @. Write it as name@company.com."),
        ("lena@", "lena@ has nothing after the @. Write it as name@company.com."),
        ("a@falk.de; b@falk.de", "a@falk.de; b@falk.de is more than one address. Write each on its own."),
        ("a@b@falk.de", "a@b@falk.de has more than one @. Write it as name@company.com."),
        ("lena fischer@falk.de", "lena fischer@falk.de has a space in it. Take it out."),
        ("lena@falk..de", "lena@falk..de has a dot too many. Take it out."),
        ("lena@falk", "lena@falk needs an ending after the @, such as .com or .de."),
        ("lena@falk.test", "lena@falk.test is at a name for tests and own networks, where no mail arrives."),
        ("lena@[127.0.0.1]", "lena@[127.0.0.1] is of a form hardly any mail server takes. Ask for another."),
        ("lena@-falk.de", "lena@-falk.de can't be an e-mail address. Write it as name@company.com."),
        ("x" * 300 + "@falk.de", "x" * 79 + "… is too long for an e-mail address. Shorten it."),
        ("x" * 65 + "@falk.de", "x" * 65 + "@falk.de is too long for an e-mail address. Shorten it."),
    ],
)
def test_email_that_no_mail_reaches_says_how_to_mend_it(typed: str, says: str) -> None:
    found = normalise_email(typed)
    assert isinstance(found, Unclear)
    assert (str(found.reason), found.typed) == (says, typed)


@pytest.mark.parametrize(
    ("typed", "region", "e164", "extension"),
    [
        ("030 901820", "DE", "+4930901820", ""),
        ("+49 (0)30 901820", None, "+4930901820", ""),
        ("0044 20 7946 0958", "US", "+442079460958", ""),
        ("00 44 20 7946 0958", None, "+442079460958", ""),
        ("(206) 555-0101 ext. 12", "US", "+12065550101", "12"),
        ("1-800-FLOWERS", "US", "+18003569377", ""),
        ("Tel.: 030/901820", "DE", "+4930901820", ""),
    ],
)
def test_phone_becomes_e164_by_its_region(typed: str, region: str | None, e164: str, extension: str) -> None:
    assert normalise_phone(typed, region) == Phone(e164, typed, extension)


@pytest.mark.parametrize(
    ("typed", "region", "says"),
    [
        ("030 901820", None, "Write 030 901820 with + and its country code: no country is known."),
        ("ask Kurt", "DE", "ask Kurt is no phone number. Write it as +49 30 901820."),
        ("123", "US", "123 has too few digits. Write it with its area code."),
        ("+49 30 90182 00000 00000", None, "+49 30 90182 00000 00000 has too many digits. Write one number only."),
        ("(100) 555-0111", "US", "(100) 555-0111 is no number of US. Check it, or write it with + and country code."),
        ("+999 123456", None, "+999 123456 is no number of any country. Check its digits."),
    ],
)
def test_phone_is_left_as_typed_rather_than_guessed(typed: str, region: str | None, says: str) -> None:
    found = normalise_phone(typed, region)
    assert isinstance(found, Unclear)
    assert (str(found.reason), found.typed) == (says, typed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USA", "US"),
        ("UK", "GB"),
        ("Germany", "DE"),
        ("México", "MX"),
        ("de", "DE"),
        ("Norway  ", "NO"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_country_code_is_that_of_the_country_as_written(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Germany", "es", "Alemania"),
        ("USA", "en", "United States"),
        ("FR", "de", "Frankreich"),
        (" Atlantis ", "es", "Atlantis"),
    ],
)
def test_country_is_called_by_its_name_in_the_readers_language(text: str, language: str, name: str) -> None:
    assert country_name(text, language) == name


@pytest.mark.parametrize(
    ("text", "code", "confidence"),
    [
        ("U.S.A.", "US", 100),
        ("the Netherlands", "NL", 100),
        ("Côte d’Ivoire", "CI", 100),
        ("ÖSTERREICH", "AT", 100),
        ("DEU", "DE", 100),
        ("Niger", "NE", 100),
        ("Philipines", "PH", 91),
        ("Untied States", "US", 92),
    ],
)
def test_country_is_found_in_several_languages_and_through_a_slip(text: str, code: str, confidence: int) -> None:
    assert find_country(text) == Country(code, confidence)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Austrlia", "Austrlia is no country known here. Did you mean Austria / Australia?"),
        ("Itlay", "Itlay is no country known here. Did you mean Italy?"),
        ("Atlantis", "Atlantis is no country known here."),
        (" ", "Write a country, such as Germany or DE."),
        ("x" * 500, "x" * 40 + "… is no country known here."),
    ],
)
def test_country_is_not_guessed_where_two_are_as_near(text: str, says: str) -> None:
    found = find_country(text)
    assert isinstance(found, Unclear)
    assert str(found.reason) == says


@pytest.mark.parametrize(
    ("full", "name"),
    [
        ("Lena Fischer", PersonName("Lena", "Fischer")),
        ("Fischer, Lena", PersonName("Lena", "Fischer")),
        ("Dr. Lena M. van der Berg, PhD", PersonName("Lena M.", "van der Berg", "Dr.", "PhD")),
        ("SMITH SR, DONALD L", PersonName("DONALD L", "SMITH", suffix="SR")),
        ("Berg, Dr. Lena", PersonName("Lena", "Berg", prefix="Dr.")),
        ('Brian "Buck" Rogers', PersonName("Brian", "Rogers", nickname="Buck")),
        ("José Ortega y Gasset", PersonName("José", "Ortega y Gasset")),
        ("Mr. Bremer", PersonName("", "Bremer", prefix="Mr.")),
        ("Xiaosong Ma", PersonName("Xiaosong", "Ma")),
        ("Cher", PersonName("Cher", "", is_sure=False)),
        ("SMITH JOHN A", PersonName("JOHN A", "SMITH", is_sure=False)),
        ("Craig & Sandy Kubik", PersonName("Craig & Sandy", "Kubik", is_sure=False)),
        ("  ", PersonName("", "", is_sure=False)),
    ],
)
def test_name_is_split_and_says_when_it_is_not_sure(full: str, name: PersonName) -> None:
    assert split_name(full) == name


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(normalise_email(text), Email | Unclear)
    assert isinstance(normalise_phone(text, "DE"), Phone | Unclear)
    assert isinstance(find_country(text), Country | Unclear)
    assert isinstance(split_name(text), PersonName)


@given(st.emails())
def test_email_once_normalised_stays_as_it_is(typed: str) -> None:
    found = normalise_email(typed)
    if isinstance(found, Email):
        assert normalise_email(found.address) == Email(found.address, found.address)


@given(
    st.lists(st.sampled_from(["Lena", "van", "de", "Berg", "J.", "Dr.", "Jr.", "(Leni)", "&", ",", "y"]), max_size=7)
)
def test_name_loses_no_word(words: list[str]) -> None:
    full = " ".join(words)
    name = split_name(full)
    kept = f"{name.prefix} {name.given} {name.nickname} {name.family} {name.suffix}"
    without_signs = str.maketrans({",": " ", "(": "", ")": ""})
    assert sorted(kept.translate(without_signs).split()) == sorted(full.translate(without_signs).split())


REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
KINDS = [value for value in phonenumbers.PhoneNumberType.values() if value != phonenumbers.PhoneNumberType.UNKNOWN]


@given(st.sampled_from(REGIONS), st.sampled_from(KINDS), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_a_number_in_e164_is_read_as_the_library_reads_it(region, kind, changes):
    """Numbers of every country and kind, some digits of them exchanged for others."""
    number = phonenumbers.example_number_for_type(region, kind)
    if number is None:
        return
    digits = list(str(number.country_code) + phonenumbers.national_significant_number(number))
    for place, digit in changes:
        digits[place % len(digits)] = str(digit)
    text = "+" + "".join(digits).lstrip("0")
    try:
        read = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        read = None
    wanted = phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164) if read else ""
    found = normalise_phone(text)
    if isinstance(found, Phone):
        assert (found.e164, found.extension, phonenumbers.is_valid_number(read)) == (wanted, "", True)
    else:
        assert read is None or not phonenumbers.is_valid_number(read)
