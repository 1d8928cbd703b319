"""What a value can tell about who or what it belongs to; without Django, so that likeness is plain arithmetic."""

from enum import StrEnum


class Sign(StrEnum):
    """What a value tells about who or what it belongs to."""

    PERSON = "person"
    COMPANY = "company"
    EMAIL = "email"
    PHONE = "phone"
    DOMAIN = "domain"
    NUMBER = "number"
    STREET = "street"
    POSTCODE = "postcode"
    CITY = "city"
    BELONGS = "belongs"
