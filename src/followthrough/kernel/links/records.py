"""Guest links, declared: each is made on the record it opens, and has nothing that could be edited."""

from django.utils.translation import gettext as _

from followthrough.kernel.access.permissions import ADMINS, DESK
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, record


def clean_link(values: Values, link: GuestLink | None) -> Values:
    """A link without a record would open nothing."""
    if link is None:
        raise Invalid({"record_ref": _("Make the link on the record it opens.")})
    return values


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
    writers=ADMINS,
    clean=clean_link,
    fields={"token_hash": {"guard": "passwords.never"}},
    in_menu=False,
    importable=False,
)
never_merged(GuestLink)
