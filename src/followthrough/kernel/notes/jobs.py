"""Read the files that were attached, so that their words are found."""

from django.db import connection, transaction
from django.db.models import Q
from psycopg import sql

from followthrough.kernel import clock
from followthrough.kernel.files.store import open_content
from followthrough.kernel.jobs.declare import job
from followthrough.kernel.notes.apart import text_apart
from followthrough.kernel.notes.models import Attachment
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.search.indexed import Indexed
from followthrough.kernel.search.models import FiledText

AT_ONCE = 50  # files of one round


@job("notes.read_files", every="*/10 * * * *", lock="notes.read_files")
def read_files() -> None:
    """Keep the text of every file that has not been read yet, and index it."""
    read = FiledText.objects.values("sha256")
    waiting = Attachment._default_manager.filter(~Q(sha256__in=read), binned_at__isnull=True).order_by("id")
    while found := list(waiting.values_list("sha256", "name")[:AT_ONCE]):
        for sha256, name in found:
            _read(sha256, name)


def _read(sha256: str, name: str) -> None:
    try:
        with open_content(sha256) as content:
            text = text_apart(name, content)
    except FileNotFoundError:  # the store is away or the content gone: nothing to find in it
        text = ""
    one = Indexed(type_of(Attachment))
    rows = sql.SQL("{} n").format(sql.Identifier(Attachment._meta.db_table))
    with transaction.atomic(), connection.cursor() as cursor:
        FiledText.objects.get_or_create(sha256=sha256, defaults={"text": text, "read_at": clock.now()})
        wanted = sql.SQL("n.sha256 = {}").format(sql.Literal(sha256))
        cursor.execute(one.write_and_learn(rows, wanted=wanted))
