"""Uploads, declared."""

from django.utils.translation import gettext_lazy as _

import followthrough.kernel.exchange.pasting  # noqa: F401 -- its verb belongs to uploads
from followthrough.kernel.access.permissions import UPLOADERS
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.exchange.models import Alias, Import
from followthrough.kernel.records.registry import record

record(
    Import,
    ref="UP-{n:05}",
    group="setup",
    icon="file-up",
    begins=_(
        "Upload an Excel or CSV file as it is, here or above any list: every row says what it would do before it does."
    ),
    columns=["name", "into", "state", "author", "applied_at"],
    form=[],
    filters=["into", "state", "author"],
    readers=UPLOADERS,
    writers=UPLOADERS,
    importable=False,
    fields={name: {"editable": False} for name in ("mapping", "options")},  # "match" checks them
)
record(
    Alias,
    plural="aliases",
    ref="AL-{n:05}",
    icon="link",
    columns=["text", "target_text", "kind", "author", "created_at"],
    form=[],
    filters=["kind", "author"],
    readers=UPLOADERS,
    writers=UPLOADERS,
    importable=False,
    in_menu=False,
)
never_merged(Import)
never_merged(Alias)
