"""Which columns the panels of contracts and amendments show of their parts, and the panel of what signers asked."""

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.registry import Panel
from followthrough.web.questions import questions_panel
from followthrough.winning.signing.queries.asked import questions_about

LINE = ("description", "quantity", "unit_price", "discount", "charged", "amount")
OWED = ("name", "quantity", "often", "department", "person", "first_on")
SINCE = ("effective_from", "effective_until")


def signers_asked() -> Panel:
    """What signers asked before signing it, to be answered where it stands."""
    label = _("Questions of signers")
    return Panel("questions", label, context=lambda one, by: questions_panel(label, questions_about(one, by), by))
