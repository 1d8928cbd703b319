"""Who has a contract, its rounds and its open points, declared."""

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
)
