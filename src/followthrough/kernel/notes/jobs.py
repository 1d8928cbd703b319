"""Read the files that were attached or filed, so that their words are found."""

from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from psycopg import sql

from followthrough.kernel import clock
from followthrough.kernel.files.store import open_content
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.notes.apart import text_apart
from followthrough.kernel.search.indexed import Indexed, indexed_kinds
from followthrough.kernel.search.models import FiledText

AT_ONCE = 50  # files of one round


@job("notes.read_files", every="*/10 * * * *", lock="notes.read_files")
def read_files() -> None:
    """Keep the text of every file that has not been read yet, and index what names it."""
    holding = [one for one in indexed_kinds() if one.holds_file]
    for one in holding:
        unread = ~Q(sha256__in=FiledText.objects.values("sha256"))
        rows: QuerySet[Any] = one.kind.model._default_manager.all()
        waiting = rows.filter(unread, binned_at__isnull=True).order_by("id")
        while found := list(waiting.values_list("sha256", "name")[:AT_ONCE]):
            for sha256, name in found:
                _read(sha256, name, holding)


def _read(sha256: str, name: str, holding: list[Indexed]) -> None:
    try:
        with open_content(sha256) as content:
            text = text_apart(name, content)
    except FileNotFoundError:  # the store is away or the content gone: nothing to find in it
        text = ""
    with transaction.atomic(), connection.cursor() as cursor:
        FiledText.objects.get_or_create(sha256=sha256, defaults={"text": text, "read_at": clock.now()})
        for one in holding:
            rows = sql.SQL("{} n").format(sql.Identifier(one.kind.model._meta.db_table))
            wanted = sql.SQL("n.sha256 = {}").format(sql.Literal(sha256))
            cursor.execute(one.write_and_learn(rows, wanted=wanted))
