"""Which territory an account lies in."""

from collections.abc import Iterable

from followthrough.kernel.people.models import Territory


def territories() -> list[Territory]:
    """All territories in the order in which they are tried: the one made first wins."""
    rows = Territory._default_manager.filter(binned_at__isnull=True)
    return list(rows.select_related("team", "owner").order_by("pk"))


def territory_for(found: Iterable[Territory], *, country: str, region: str, postcode: str) -> Territory | None:
    """The first territory whose rules all fit; one without rules fits nothing. `country` is its two-letter code."""
    return next((one for one in found if _fits(one, country, region, postcode)), None)


def _fits(one: Territory, country: str, region: str, postcode: str) -> bool:
    countries, regions, starts = (_words(written) for written in (one.countries, one.regions, one.postcodes))
    return (
        bool(countries or regions or starts)
        and (not countries or country.casefold() in countries)
        and (not regions or region.casefold() in regions)
        and (not starts or postcode.replace(" ", "").casefold().startswith(tuple(starts)))
    )


def _words(written: str) -> list[str]:
    return [word.strip().casefold() for word in written.split(",") if word.strip()]
