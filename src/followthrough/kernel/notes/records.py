"""Notes and files are records with history, reached only through the record they stand on."""

from followthrough.kernel.access.permissions import EVERYBODY
from followthrough.kernel.notes.models import Attachment, Note
from followthrough.kernel.records.registry import record

record(Note, ref="N-{n:06}", columns=["ref", "text"], readers=EVERYBODY, listed=False)
record(Attachment, ref="F-{n:06}", columns=["ref", "name", "size"], readers=EVERYBODY, listed=False)
