"""Who has a contract, its rounds and its open points, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.records.registry import record
from followthrough.winning.contracts.models import Holding, NegotiationRound, OpenPoint

record(
    Holding,
    plural="contract-steps",
    ref="CS-{n:06}",
    columns=["since", "party", "person", "contact", "step", "why"],
    form=[],
    writers=frozenset(),
    parent="contract",
    listed=False,
    begins=_("Who had the contract, from the draft to the last signature."),
)
record(
    NegotiationRound,
    plural="negotiation-rounds",
    ref="NR-{n:06}",
    columns=["number", "side", "at", "person", "contact", "note"],
    form=[],
    writers=frozenset(),
    parent="contract",
    listed=False,
    fields={"number": {"adds_up": False}},
    begins=_("Each version that goes to them or comes back, with its file."),
)
record(
    OpenPoint,
    plural="open-points",
    ref="OP-{n:06}",
    columns=["contract", "name", "asked", "offered", "owner", "state", "outcome"],
    form=["contract", "name", "asked", "offered", "owner"],
    filters=["contract", "owner", "state"],
    match=["ref"],
    parent="contract",
    in_menu=False,
    fields={"state": {"editable": False}},
    begins=_("What both sides have still to agree before it is signed."),
)
