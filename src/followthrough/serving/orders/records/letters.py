"""The letters customers get about their orders, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.mail.templates import register_letter
from followthrough.serving.orders.actions.telling import SLIP, STATUS

TOLD = {
    "name": _("the customer’s name"),
    "number": _("the number of the order"),
    "state": _("how the order stands"),
    "words": _("what the sender wrote"),
    "link": _("the address of their page"),
    "sender": _("who sends it"),
}
register_letter(
    SLIP,
    _("A promised day moved"),
    {**TOLD, "changes": _("what moved to which day, and why")},
    {
        "en": (
            "A new date for your order {number}",
            "Dear {name},\n\npart of your order {number} comes on another day than we promised:\n\n{changes}\n\n"
            "{words}\n\n"
            "How it stands you see here at any time:\n{link}\n\n{sender}\n{company}",
        ),
        "es": (
            "Nueva fecha para su pedido {number}",
            "Hola, {name}:\n\nParte de su pedido {number} llega otro día del que prometimos:\n\n{changes}\n\n"
            "{words}\n\n"
            "Aquí puede ver en cualquier momento cómo está:\n{link}\n\n{sender}\n{company}",
        ),
    },
)
register_letter(
    STATUS,
    _("How an order stands"),
    {**TOLD, "lines": _("each line and how it stands")},
    {
        "en": (
            "Your order {number}: {state}",
            "Dear {name},\n\nthis is how your order {number} stands today:\n\n{lines}\n\n{words}\n\n"
            "You see it here at any time, and can ask us:\n{link}\n\n{sender}\n{company}",
        ),
        "es": (
            "Su pedido {number}: {state}",
            "Hola, {name}:\n\nAsí está hoy su pedido {number}:\n\n{lines}\n\n{words}\n\n"
            "Aquí puede verlo en cualquier momento y preguntarnos:\n{link}\n\n{sender}\n{company}",
        ),
    },
)
