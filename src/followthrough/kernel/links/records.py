"""Guest links, declared: made and ended by verbs only, so nobody creates, edits or deletes one."""

from followthrough.kernel.access.permissions import DESK
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.records.registry import record

record(
    GuestLink,
    plural="guest-links",
    ref="GL-{n:05}",
    group="settings",
    icon="link",
    columns=["ref", "record_ref", "name", "email", "expires_at", "revoked_at", "uses", "last_used_at", "author"],
    form=[],
    filters=["record_ref", "expires_at", "revoked_at", "author"],
    sorts=["expires_at"],
    default_sort="-id",
    readers=DESK,
    writers=frozenset(),
    fields={"token_hash": {"guard": "passwords.never"}},
    in_menu=False,
    importable=False,
)
