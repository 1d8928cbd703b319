"""Open every page as one person, and keep what was answered, to be looked through for whatever must not be there."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.http.response import HttpResponseBase
from psycopg import sql

from followthrough.api.policy import sight
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.registry import RecordType, record_types
from tests import cast
from tests.battery import IS_LONG
from tests.battery.conftest import signed_in
from tests.battery.pages import HOUSE, Opened, opened
from tests.house.canaries import hidden_words
from tests.house.conftest import PRIVATE, House

MISSING = "ZZ-99999"
# Each way a page is made, and each way a record is hidden; the long rounds take every kind.
SAMPLE = {"accounts", "promises", "opportunities", "products", "views"}
KINDS = [kind for kind in record_types() if kind.listed and (IS_LONG or kind.plural in SAMPLE)]
TRANSIENT = {"django_session", "people_personsession", "schema_fingerprint"}  # signing in and being there


@dataclass(frozen=True, slots=True)
class Seen:
    """One address and what came back."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    page: Opened | None = None


@dataclass
class Crawl:
    """All that one person was answered, and whether any table changed by it."""

    name: str
    actor: Actor
    seen: list[Seen] = field(default_factory=list)
    refs: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)


def refs_for(house: House, name: str, kind: RecordType) -> dict[str, str]:
    """The numbers of a record of one's own, of somebody else's, and of none."""
    actor = cast.as_actor(house.callers[name].user)
    sees_own = actor.may(kind.permission("view")) and sight(kind, actor) != "none"
    own = house.own(kind, name) if sees_own else house.side_of(name).records[kind.model]
    return {"own": own.ref, "foreign": house.other_side_of(name).records[kind.model].ref, "missing": MISSING}


def crawl(house: House, name: str) -> Crawl:
    """Open every page of every kind, of the house, and every side door with hidden words in it."""
    client = signed_in(house, name)
    found = Crawl(name, cast.as_actor(house.callers[name].user))
    found.refs = {kind.kind: refs_for(house, name, kind) for kind in KINDS}
    before = digest()
    for kind in KINDS:
        for page in opened(kind, found.actor, found.refs[kind.kind]):
            found.seen.append(_seen(client.get(page.url), page.url, page))
        if found.actor.may(kind.permission("view")):
            found.seen += [_seen(client.get(url), url) for url in side_doors(kind, found.refs[kind.kind])]
    for pattern, needs in HOUSE.items():
        if "<" not in pattern and "^" not in pattern and needs != "post" and pattern not in ("sign-out", "metrics"):
            found.seen.append(_seen(client.get(f"/{pattern}"), f"/{pattern}"))
    for url in WORDS:
        found.seen.append(_seen(client.get(url), url))
    after = digest()
    found.changed = [table for table in after if after[table] != before.get(table)]
    return found


WORDS = [
    f"{door}q={word}"
    for door in ("/search/?", "/palette?", "/palette?q=%40&")
    for word in ("canarya", "canaryb", "canary-private", "98765")
]


def side_doors(kind: RecordType, refs: dict[str, str]) -> Iterator[str]:
    """Addresses of a list that lead round its front: words, other forms, other columns, other shapes, hints."""
    base = f"/{kind.plural}/"
    guarded = [name for name, described in kind.fields.items() if described.guard]
    yield f"{base}?q=canary"
    yield f"{base}?columns={','.join(kind.fields)}"
    yield f"{base}export.xlsx"
    yield f"{base}export.csv?columns={','.join(kind.fields)}"
    for shape in ("board", "calendar", "timeline"):
        yield f"{base}?as={shape}"
    yield f"{base}new/doubles?name=Canary&email=canary%40example.com"
    yield f"/choose/{kind.kind}?q=canary"
    for name in guarded:
        yield f"{base}?sort={name}"
        yield f"{base}?columns={name}&group={name}"
        yield f"{base}?{name}__gte=1"
    for name, described in kind.fields.items():
        if described.link and name in kind.filters and refs:
            yield f"{base}?{name}={refs['foreign']}"


def forbidden_for(house: House, found: Crawl) -> list[str]:
    """Every word that must not reach this person: marks of the other side, what is under guard, private notes."""
    words = hidden_words(found.actor, house.other_side_of(found.name), house.sides.values())
    return sorted(words if found.actor.may("private_notes.view") else words | {PRIVATE})


def digest() -> dict[str, str]:
    """A hash of all rows of each table of the house, but of those that every request touches."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        tables = [name for (name,) in cursor.fetchall() if name not in TRANSIENT]
        each = "SELECT {}, md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM {} t"
        parts = [sql.SQL(each).format(sql.Literal(table), sql.Identifier(table)) for table in tables]
        cursor.execute(sql.SQL(" UNION ALL ").join(parts))
        return dict(cursor.fetchall())


def _seen(answer: HttpResponseBase, url: str, page: Opened | None = None) -> Seen:
    streaming: Any = answer
    body = b"".join(streaming.streaming_content) if answer.streaming else streaming.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(part) for part in book.namelist())
    return Seen(url, answer.status_code, dict(answer.items()), body, page)
