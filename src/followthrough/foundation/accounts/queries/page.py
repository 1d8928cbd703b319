"""The figures in the head of an account's page; areas above add theirs."""

from django.utils.translation import gettext_lazy as _

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.accounts.queries.contacting import last_contacts
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words


def account_facts(account: Account, actor: Actor) -> list[tuple[Words, object]]:
    """When the customer was last spoken with."""
    last = last_contacts([account], actor).get(account.pk)
    return [(_("Last contact"), last or _("none yet"))]
