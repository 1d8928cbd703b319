"""The index: one row for each record that can be found, the words there are, and the texts of filed documents."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q


class Entry(models.Model):
    """What a record is found by; written by triggers (see `sql.py`) and by `rebuild.py` only.

    `title` is the folded name, `words` the folded words, each with the letters of its kind before it (`a.juniper`):
    each kind is an index of its own within one. `leads_*` names the record a part leads to: of a number its contact.
    """

    pk = models.CompositePrimaryKey("kind", "record_id")
    kind = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    leads_kind = models.CharField(max_length=80, null=True)
    leads_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=120, db_collation="C")
    words: Any = SearchVectorField()

    class Meta:
        db_table = "search_entry"
        indexes = [
            models.Index(fields=["kind", "title"], name="search_by_title"),
            GinIndex(fields=["words"], name="search_by_words"),
            models.Index("leads_kind", "leads_id", name="search_by_lead", condition=Q(leads_id__isnull=False)),
        ]


class KnownWord(models.Model):
    """A word some record holds: what a misspelt one is compared with.

    Words may stand here twice: two who save at once do not wait for each other. A job removes doubles and what is gone.
    """

    id = models.BigAutoField(primary_key=True)
    word = models.CharField(max_length=60, db_collation="C")

    class Meta:
        db_table = "search_word"
        indexes = [
            models.Index(fields=["word"], name="search_word_itself"),
            GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="search_word_near"),
        ]


class FiledText(models.Model):
    """The text of a stored file, by the hash of its content; empty where none could be read."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField()

    class Meta:
        db_table = "search_filed_text"


class Owed(models.Model):
    """Records whose entries are still to be written: those of one kind between two ids, made in one statement.

    Committed with the records: what was written without its entries is known, whatever becomes of who wrote it.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=80)
    first = models.BigIntegerField()
    last = models.BigIntegerField()

    class Meta:
        db_table = "search_owed"


class IndexedKind(models.Model):
    """By which rule a kind was indexed last: another rule means that it is indexed anew after the next migration."""

    kind = models.CharField(max_length=80, primary_key=True)
    rule = models.CharField(max_length=64)

    class Meta:
        db_table = "search_kind"
