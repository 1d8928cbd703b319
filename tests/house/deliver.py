"""What samples and verbs of deliveries need that their declarations can't say."""

from datetime import date
from typing import Any

from followthrough.foundation.accounts.models import Account, Contact
from followthrough.kernel import clock
from followthrough.kernel.actions.declare import Action
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.model import Record
from followthrough.kernel.records.registry import type_of
from followthrough.keystone.promises.models import Promise
from followthrough.serving.deliveries.models import (
    CaughtError,
    DepartmentSetting,
    MakeGood,
    Satisfaction,
)
from followthrough.serving.orders.models import Order
from tests import cast

DUE = date(2031, 2, 3)


def special(side: Any, person: User) -> dict[type[Record], dict[str, Any]]:
    """Values that a constraint asks for: a department of its own, another promise, whose it is."""
    promise = side.records.get(Promise)
    newcomer = side.name == "D"  # whose department is another side's, which has its setting already
    own = cast.made(Team, name="Department D", is_department=True) if newcomer else side.department
    given: dict[type[Record], dict[str, Any]] = {
        DepartmentSetting: {"department": own},
        CaughtError: {"by": person, "record_kind": "promises.promise", "record_id": promise.pk if promise else 0},
    }
    if promise:
        given[MakeGood] = {"made": cast.made(Promise, what="Instead", due_on=promise.due_on, owner=person)}
    return given


def for_department(side: Any) -> dict[str, Any]:
    """A document that somebody of the department needs: a drawing about the order that a promise of theirs is for."""
    order = side.records[Order]
    told = {"source_kind": type_of(Order).kind, "source_id": order.pk, "source_ref": order.ref}
    cast.made(Promise, what="Deliver the parts", due_on=DUE, department=side.department, **told)
    return {"kind": "drawing", "number": 1, "about_kind": told["source_kind"], "about_id": order.pk}


ABOUT: tuple[type[Record], ...] = (Promise, Team, CaughtError, Satisfaction)


def arranged(action: Action, side: Any, admin: Any) -> Record:
    """A department, a delivery that was kept or missed, a question that waits for its answer."""
    record = side.records[action.model]
    if action.model is Team:
        return cast.set_to(record, is_department=True)
    if action.model is Promise and action.verb in ("ask-customer", "make-good", "follow-up-week"):
        account = side.records[Account]
        values = {"what": "The proof", "account": account, "due_on": DUE, "department": side.department}
        promise = cast.made(Promise, **values)
        if action.verb == "make-good":
            cast.does(admin, Promise, "miss", promise, reason="we_late")
        else:
            cast.does(admin, Promise, "keep", promise, note="Sent")
            cast.made(Contact, name="Kurt Bremer", email="kurt@example.com", account=account)
        promise.refresh_from_db()
        return promise
    if action.model is Satisfaction:
        return cast.set_to(record, answered_at=None)
    return record


def told(action: Action, trial: Any) -> dict[str, Any]:
    """What is sent with the verbs of deliveries that need more than their fields say; empty for any other."""
    if (action.model, action.verb) == (Promise, "follow-up-week"):
        arranged(action, trial.side, trial.admin)  # it asks about what was kept
    sent: dict[tuple[type[Record], str], dict[str, Any]] = {
        (Promise, "make-good"): {"what": "A free banner", "amount": "250", "due_on": DUE.isoformat()},
        (Satisfaction, "answer"): {"on_time": "no", "as_expected": "partly", "words": "Two pages were missing"},
        (Promise, "follow-up-week"): {"monday": clock.now().date().isoformat()},
    }
    if (action.model, action.verb) == (Promise, "ask-customer"):
        return {"to": Contact._default_manager.get(email="kurt@example.com").ref}
    if (action.model, action.verb) == (CaughtError, "note"):
        about = Promise._default_manager.order_by("pk").first()
        return {"about": about.ref if about else "", "what": "The price was last year's", "saved": "A wrong invoice"}
    return sent.get((action.model, action.verb), {})
