"""Names that people said mean one of our records: learned at an upload, used at the next."""

from datetime import datetime

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.generic import change_records, create_records
from followthrough.kernel.exchange.keys import keys_of
from followthrough.kernel.exchange.models import Alias
from followthrough.kernel.records.fields import Field
from followthrough.kernel.records.registry import type_of

LONGEST = 240


def learn_alias(link: Field, text: str, ref: str, *, by: Actor, now: datetime) -> bool:
    """Remember that a name means the record of this number; False where it can't be: as for too long a name."""
    assert link.link is not None
    kind = type_of(link.link)
    target = kind.model.visible_to(by).filter(ref=ref).first()
    key = keys_of([text]).get(text, "")
    if (
        target is None
        or not key
        or len(text) > LONGEST
        or len(key) > LONGEST
        or keys_of([target.title]).get(target.title) == key
    ):
        return False
    meaning = {"target_id": target.pk, "target_text": f"{target.title} ({target.ref})"[:300]}
    known = Alias.visible_to(by).filter(kind=kind.kind, key=key).select_for_update().first()
    if known is not None:
        change_records(type_of(Alias), [(known, meaning)], by=by, now=now)
    else:
        values = {"kind": kind.kind, "text": text, "key": key, "author_id": by.user_id, **meaning}
        create_records(type_of(Alias), [values], by=by, now=now)
    return True
