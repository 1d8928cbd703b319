"""Mails, the mail server and letter templates, declared."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.kernel.access.permissions import ADMINS, DESK
from followthrough.kernel.actions.beside import before_undo
from followthrough.kernel.doubles.limits import never_merged
from followthrough.kernel.mail.house_letters import register_house_letters
from followthrough.kernel.mail.letting_in import carry_link
from followthrough.kernel.mail.models import Mail, MailServer, MailTemplate
from followthrough.kernel.mail.templates import clean_template
from followthrough.kernel.mail.undoing import refuse_if_gone
from followthrough.kernel.people.carrying import carry_by
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, record


def clean_mail(values: Values, mail: Mail | None) -> Values:
    """A mail is posted by what it is about, or logged as an answer; an empty one would say nothing to nobody."""
    if mail is None:
        raise Invalid({"subject": _("Mails are made by what they are about, such as sending a quote.")})
    return values


def clean_server(values: Values, server: MailServer | None) -> Values:
    """There is one server, set by its own verb."""
    if server is None:
        raise Invalid({"host": _("Set the server under Settings, Mail.")})
    return values


record(
    Mail,
    ref="ML-{n:07}",
    group="desk",
    icon="mail",
    columns=["ref", "at", "subject", "to", "state", "record_ref", "author"],
    form=[],
    filters=["state", "record_ref", "author", "at"],
    sorts=["at"],
    default_sort="-at",
    readers=DESK,
    writers=ADMINS,
    clean=clean_mail,
    in_menu=False,
    importable=False,
    views=[
        ("waiting", gettext_lazy("Waiting"), {"state": "waiting"}),
        ("failed", gettext_lazy("Failed"), {"state": "failed"}),
    ],
)
never_merged(Mail, MailServer, MailTemplate)
before_undo(Mail, refuse_if_gone)
record(
    MailServer,
    plural="mail-servers",
    ref="MS-{n}",
    group="settings",
    icon="globe",
    columns=["ref", "host", "port", "security", "user", "sender_name", "sender_address"],
    form=[],
    readers=ADMINS,
    writers=ADMINS,
    clean=clean_server,
    fields={"password": {"editable": False, "guard": "passwords.never"}},
    in_menu=False,
    importable=False,
)
record(
    MailTemplate,
    plural="mail-templates",
    ref="MT-{n:03}",
    group="settings",
    icon="file-text",
    columns=["ref", "key", "language", "subject"],
    form=["key", "language", "subject", "text"],
    readers=ADMINS,
    writers=ADMINS,
    clean=clean_template,
    in_menu=False,
    importable=False,
)
register_house_letters()
carry_by(carry_link)
