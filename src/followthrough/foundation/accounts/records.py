"""Accounts, contacts, their numbers and addresses, segments and conversations, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import (
    Account,
    AccountMember,
    Address,
    Contact,
    ContactPoint,
    Interaction,
    Segment,
)
from followthrough.kernel.access.permissions import MANAGERS
from followthrough.kernel.records.registry import Panel, record

record(
    Segment,
    ref="SEG-{n:02}",
    group="setup",
    icon="layers",
    columns=["ref", "name", "cadence_days"],
    sorts=["name"],
    match=["ref", "name"],
    writers=MANAGERS,
)
record(
    Account,
    ref="A-{n:05}",
    group="serve",
    icon="building-2",
    columns=["ref", "name", "kind", "segment", "owner", "team", "city", "country", "phone"],
    filters=[
        "kind",
        "status",
        "segment",
        "owner",
        "coordinator",
        "team",
        "territory",
        "country",
        "industry",
        "tags",
        "parent",
    ],
    sorts=["name"],
    match=["ref", "former_id", "name"],
    panels=[
        Panel(
            "contacts",
            _("Contacts"),
            side=True,
            rows=lambda a, by: Contact.visible_to(by).filter(account=a),
            of=Contact,
        ),
        Panel(
            "subsidiaries",
            _("Subsidiaries"),
            rows=lambda a, by: Account.visible_to(by).filter(parent=a),
            of=Account,
            columns=("name", "kind", "owner", "city"),
        ),
        Panel(
            "conversations",
            _("Conversations"),
            rows=lambda a, by: Interaction.visible_to(by).filter(account=a),
            of=Interaction,
            columns=("at", "kind", "contact", "outcome", "by", "text"),
            order=("-at",),
        ),
        Panel(
            "addresses",
            _("Addresses"),
            side=True,
            rows=lambda a, by: Address.visible_to(by).filter(account=a),
            of=Address,
        ),
        Panel(
            "members",
            _("Team on it"),
            side=True,
            rows=lambda a, by: AccountMember.visible_to(by).filter(account=a),
            of=AccountMember,
        ),
    ],
)
record(
    Contact,
    ref="K-{n:05}",
    group="serve",
    icon="users",
    columns=["ref", "name", "account", "job_title", "email", "phone", "roles", "left_on"],
    filters=["account", "roles", "email", "phone", "left_on"],
    sorts=["name"],
    match=["ref", "former_id", "email", "name"],
    panels=[
        Panel(
            "points",
            _("Numbers and addresses"),
            rows=lambda c, by: ContactPoint.visible_to(by).filter(contact=c),
            of=ContactPoint,
        ),
        Panel(
            "addresses", _("Postal addresses"), rows=lambda c, by: Address.visible_to(by).filter(contact=c), of=Address
        ),
        Panel(
            "conversations",
            _("Conversations"),
            side=True,
            rows=lambda c, by: Interaction.visible_to(by).filter(contact=c),
            of=Interaction,
            columns=("at", "kind", "outcome", "by", "text"),
            order=("-at",),
        ),
    ],
)
record(
    ContactPoint,
    plural="contact-points",
    ref="CP-{n:06}",
    columns=["contact", "channel", "value", "label", "is_primary", "validity", "source", "checked_on"],
    filters=["contact", "channel", "validity", "value"],
    match=["ref"],
    parent="contact",
    in_menu=False,
)
record(
    Address,
    plural="addresses",
    ref="AD-{n:06}",
    columns=["account", "contact", "kind", "street", "city", "region", "postcode", "country", "validity", "checked_on"],
    filters=["account", "contact", "kind", "country", "validity"],
    match=["ref"],
    parent="account",
    in_menu=False,
)
record(
    AccountMember,
    plural="account-members",
    ref="AM-{n:06}",
    columns=["account", "user", "part"],
    filters=["account", "user"],
    match=["ref"],
    parent="account",
    in_menu=False,
)
record(
    Interaction,
    plural="interactions",
    ref="I-{n:06}",
    group="serve",
    icon="phone",
    columns=["at", "kind", "account", "contact", "outcome", "by", "minutes", "text"],
    form=["kind", "account", "contact", "at", "is_inbound", "outcome", "minutes", "number", "text"],
    filters=["kind", "account", "contact", "by", "outcome", "at"],
    sorts=["at"],
    default_sort="-at",
    match=["ref"],
)
