"""The keys by which doubles are found, as expressions for indexes and conditions."""

from collections.abc import Mapping, Sequence

from django.db import connection
from django.db.models import Func, TextField
from psycopg import sql

from followthrough.kernel.records.columns import Fold


class Key(Func):
    """A value brought to the form in which doubles are equal; empty where it says too little."""

    arity = 1
    output_field = TextField()


class CompanySound(Key):
    """A company's name without legal form, spaces, vowels and doubled letters: "GTXPro" is "GTX Pro Inc."."""

    function = "ft_company_sound"


class PersonSound(Key):
    """The words of a person's name in any order, without titles, vowels and doubled letters."""

    function = "ft_person_sound"


class ReachKey(Key):
    """An e-mail address without its tag, or the last eight digits of a number."""

    function = "ft_reach_key"


class DomainKey(Key):
    """The domain of a web or e-mail address; none for the domains of mail for everybody."""

    function = "ft_domain_key"


KEYS: Mapping[str, type[Func]] = {
    "company": CompanySound,
    "person": PersonSound,
    "reach": ReachKey,
    "domain": DomainKey,
    "fold": Fold,
}


def keys_of(key: str, texts: Sequence[str]) -> list[str]:
    """The keys of typed texts, made by the same function of the database as those of its rows."""
    if not texts:
        return []
    statement = sql.SQL(
        "SELECT coalesce({}(typed), '') FROM unnest(%s::text[]) WITH ORDINALITY AS t(typed, n) ORDER BY n"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.format(sql.Identifier(str(KEYS[key].function))), [list(texts)])
        return [found for (found,) in cursor.fetchall()]
