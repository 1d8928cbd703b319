"""Guest links, declared: each is made on the record it opens, and has nothing that could be edited."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.permissions import ADMINS, DESK
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.links.models import GuestLink
from followthrough.kernel.mail.templates import register_letter
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
    columns=[
        "ref",
        "record_ref",
        "name",
        "email",
        "expires_at",
        "revoked_at",
        "seen_at",
        "uses",
        "last_used_at",
        "author",
    ],
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
    begins=gettext_lazy("Who may open this without an account, and until when."),
)
never_merged(GuestLink)
register_letter(
    "links.code",
    gettext_lazy("Code for the guest of a link"),
    {
        "name": gettext_lazy("the guest’s name"),
        "code": gettext_lazy("the code"),
        "record": gettext_lazy("what it is about"),
    },
    {
        "en": (
            "Your code for {company}",
            "Hello {name},\n\nyour code is {code}. It works for ten minutes, and only in the page that asked for it."
            "\n\nIt is about: {record}.\n\nIf you did not ask for it, somebody you forwarded our mail to may have. You "
            "need not do anything: without the code nothing happens in your name.",
        ),
        "es": (
            "Su código para {company}",
            "Hola, {name}:\n\nsu código es {code}. Vale diez minutos, y solo en la página que lo pidió."
            "\n\nEs para: {record}.\n\nSi no lo ha pedido, quizá lo pidió alguien a quien reenvió nuestro correo. No "
            "tiene que hacer nada: sin el código no ocurre nada en su nombre.",
        ),
    },
)
