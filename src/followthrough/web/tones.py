"""Which colour family a status word belongs to, once for the whole application."""

_TONES = {
    "kept": ("kept", "won", "works", "active", "on_sale", "reached", "held"),
    "late": ("missed", "bounced", "returned_mail", "disconnected", "opted_out", "wrong_number", "failed"),
    "due": ("on_hold", "last_orders", "no_answer", "left_message"),
    "info": ("open", "planned"),
    "wait": ("wait",),
    "line": ("lost", "closed", "ended", "waived", "void", "not_checked", "cancelled"),
}
_BY_WORD = {word: tone for tone, words in _TONES.items() for word in words}


def tone_of(value: str) -> str:
    """The tone of a stored choice; empty when it is no status."""
    return _BY_WORD.get(value, "")
