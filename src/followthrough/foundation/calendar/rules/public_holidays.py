"""Public holidays of a country or one of its regions, substitute days included."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType


class UnknownRegionError(ValueError):
    """No public holidays are known for that country, or for that region of it."""


def holiday_dates(country: str, region: str | None, years: Iterable[int]) -> dict[date, str]:
    """Each public holiday of those years with its English name where there is one, else its own, in order of date.

    The country is an ISO 3166 code such as DE, the region its subdivision such as BY. Where a holiday on a weekend
    is made up for by a working day, both days are given. Raises UnknownRegionError.
    """
    found: dict[date, str] = {}
    for year in sorted(set(years)):
        found.update(_of_year(country.upper(), region.upper() if region else None, year))
    return found


@cache
def regions_of(country: str) -> tuple[str, ...]:
    """The regions of the country that have holidays of their own. Raises UnknownRegionError."""
    from holidays import list_supported_countries  # noqa: PLC0415 -- slow import

    try:
        return tuple(list_supported_countries()[country.upper()])
    except KeyError as error:
        raise UnknownRegionError(f"No public holidays are known for {country!r}.") from error


@lru_cache(maxsize=1024)
def _of_year(country: str, region: str | None, year: int) -> Mapping[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 -- slow import

    try:
        found = country_holidays(country, subdiv=region, years=year, language="en_US", observed=True)
    except NotImplementedError as error:
        raise UnknownRegionError(f"No public holidays are known for {country} {region or ''}.") from error
    return MappingProxyType({day: name for day, name in sorted(found.items()) if day.year == year})
