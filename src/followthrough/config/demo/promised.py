"""Three months of conversations and what was promised in them, then what is owed both ways at this moment."""

from datetime import time
from typing import Any

from followthrough.config.demo import papers
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.promise_book import BLOCKED, CALLS, DEPARTMENT_WORK, MAILS, PRESENT, STANDING, Owed
from followthrough.config.demo.stage import Stage
from followthrough.foundation.accounts.models import Account, Interaction
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid
from followthrough.keystone.promises.models import Promise, StandingPromise

BEGAN = -62  # working days: about three months
CALLERS = ("Yuki", "Yuki", "Lucía", "Lucía", "Femi", "Claire", "Jonas")
OUTCOMES = ("reached",) * 8 + ("left_message", "no_answer")


def tell_promises(stage: Stage, customers: Customers) -> None:
    """The past first, then the present."""
    _mails(stage, customers)
    for day in range(BEGAN, -1):
        for _n in range(stage.chance.choice((2, 3, 3, 4))):
            _call(stage, customers, day)
    for place, day in enumerate(range(BEGAN + 4, -5)):
        _department_work(stage, customers, place, day)
    for owed in PRESENT:
        _owe(stage, customers, owed)
    for what, owner, account, made, due, waits_for in BLOCKED:
        promise = _owe(stage, customers, Owed("Yuki", owner, account, what, made, due))
        wait = Promise._default_manager.get(what=waits_for)
        stage.does("Yuki", Promise, "block", promise, at=stage.at(made, 16), wait=wait)
    _standing(stage, customers)


def _callable(stage: Stage, customers: Customers) -> tuple[str, Account]:
    caller = stage.chance.choice(CALLERS)
    own = stage.people[caller].pk
    mine = [a for a in customers.accounts.values() if own in (a.owner_id, a.coordinator_id)]
    return caller, stage.chance.choice(mine)


def _call(stage: Stage, customers: Customers, day: int) -> None:
    """One call or meeting, its next promise, and how that ended."""
    caller, account = _callable(stage, customers)
    said, promised, shown = stage.chance.choice(CALLS)
    is_meeting = stage.chance.random() < 0.2
    people = customers.contacts[account.name]
    due = day + stage.chance.randrange(1, 6)
    values: dict[str, Any] = {
        "text": said,
        "minutes": stage.chance.randrange(3, 45),
        "outcome": "held" if is_meeting else stage.chance.choice(OUTCOMES),
        "next_what": f"{promised} ({account.name})" if stage.chance.random() < 0.3 else promised,
        "next_on": stage.day_of(caller, due),
    }
    if people:
        values["contact"] = stage.chance.choice(people)
    at = stage.at(day, stage.some_hour())
    verb = "log-meeting" if is_meeting else "log-call"
    logged = stage.does(caller, Account, verb, account, at=at, **values)
    made = Promise._default_manager.filter(source_ref=logged.ref).latest("pk")
    if due < 0:
        _end(stage, caller, made, day, due, shown)


def _department_work(stage: Stage, customers: Customers, place: int, day: int) -> None:
    """Something a department owed a customer, asked for by a coordinator and kept by one of the department."""
    department, person, asked_by, what, shown = DEPARTMENT_WORK[place % len(DEPARTMENT_WORK)]
    own = stage.people[asked_by].pk
    mine = [a for a in customers.accounts.values() if a.coordinator_id == own and a.kind == "client"]
    due = day + stage.chance.randrange(2, 5)
    values = {
        "what": what,
        "account": stage.chance.choice(mine),
        "department": _team(department),
        "due_on": stage.day(due),
    }
    made = stage.does(asked_by, Promise, "make", at=stage.at(day, stage.some_hour()), **values)
    promise = Promise._default_manager.get(ref=made.ref)
    is_late = place % 24 == 5
    at = stage.at(min(due + 1, -1) if is_late else due, 14.5)
    may_keep = stage.actor(person).may("promises.keep")
    stage.does(person if may_keep else asked_by, Promise, "keep", promise, at=at, note=shown)


def _end(stage: Stage, who: str, promise: Promise, made: int, due: int, shown: str) -> None:
    """Most are kept in time; a few get a new date, come late, are missed or let go."""
    luck = stage.chance.random()
    if 0.86 < luck < 0.91 and due + 3 < 0:
        reason = stage.chance.choice(("customer_asked", "customer_asked", "capacity", "supplier", "absence"))
        at = stage.at(due, 9.2)
        told = {"reason": reason, "text": "They were told by phone.", "customer_told": True}
        stage.does(who, Promise, "redate", promise, at=at, due_on=stage.day(due + 3), **told)
        due += 2
    if luck > 0.998:
        stage.does(
            who,
            Promise,
            "miss",
            promise,
            at=stage.at(due + 1, 9.5),
            reason="we_late",
            text="Overlooked in the fair week.",
        )
    elif luck > 0.95:
        words = {"reason": "customer_asked", "agreed_with": "their purchasing", "text": "They found it in the portal."}
        stage.does(who, Promise, "let-go", promise, at=stage.at(due, 11), **words)
    else:
        late = 1 if luck > 0.94 else 0
        day = min(due + late if late else stage.chance.randrange(made, due + 1), -1)
        hour = 17.2 if day == made else stage.some_hour()
        stage.does(who, Promise, "keep", promise, at=stage.at(day, hour), nothing_next=True, **_evidence(stage, shown))


def _evidence(stage: Stage, shown: str) -> dict[str, Any]:
    luck = stage.chance.random()
    if luck < 0.12:
        return {
            "note": shown,
            "link": f"https://portal.fathomvale.example/sent/{stage.chance.randrange(10_000, 99_999)}",
        }
    if luck < 0.16:
        rows = [("month", "rows", "gaps")] + [
            (f"2026-{m:02}", stage.chance.randrange(9_000, 12_000), 0) for m in range(1, 7)
        ]
        return {"note": shown, "file": papers.table("rows-delivered.csv", rows)}
    return {"note": shown}


def _mails(stage: Stage, customers: Customers) -> None:
    """Mails and notes of three months, a person's of one day at once."""
    for day in range(BEGAN, 0):
        for caller in ("Yuki", "Lucía") if day % 2 else ("Femi", "Jonas", "Claire"):
            own = stage.people[caller].pk
            mine = [a for a in customers.accounts.values() if own in (a.owner_id, a.coordinator_id)]
            rows = []
            for account in stage.chance.sample(mine, stage.chance.randrange(0, 3)):
                people = customers.contacts[account.name]
                row = {"kind": "email", "account": account, "text": stage.chance.choice(MAILS), "is_inbound": True}
                rows.append({**row, "contact": stage.chance.choice(people)} if people else row)
            if rows:
                stage.makes(caller, Interaction, rows, at=stage.at(day, stage.some_hour()))


def _owe(stage: Stage, customers: Customers, owed: Owed) -> Promise:
    """Make the promise as it was made, then let happen to it what happened."""
    people = customers.contacts[owed.account]
    values: dict[str, Any] = {"what": owed.what, "account": customers.accounts[owed.account]}
    if people:
        values["contact"] = people[0]
    day = stage.day_of(owed.owner, owed.due)
    moment = stage.calendar.at(day, _clock(owed.hour))
    is_at_hour = owed.hour and moment > stage.now  # whoever looks around in the evening finds it due today all the same
    values |= {"due_at": moment} if is_at_hour else {"due_on": day}
    if owed.wait:
        values |= {"direction": "wait", "asked_on": stage.day(owed.made)}
    elif owed.owner in stage.people:
        values["owner"] = stage.people[owed.owner]
    else:
        values["department"] = _team(owed.owner)
    made = stage.does(owed.by, Promise, "make", at=stage.at(owed.made, stage.some_hour()), **values)
    promise = Promise._default_manager.get(ref=made.ref)
    for happened in owed.after:
        _happen(stage, owed, promise, happened)
    return promise


def _clock(hour: float) -> time:
    return time(int(hour), int(hour % 1 * 60))


def _happen(stage: Stage, owed: Owed, promise: Promise, happened: tuple[str, ...]) -> None:
    word, *rest = happened
    later = stage.at(min(owed.made + 1, -1), stage.some_hour())
    match word:
        case "note":
            stage.does(owed.by, Promise, "add-note", promise, at=later, text=rest[0])
        case "file":
            sheet = papers.pdf(
                rest[0], [owed.what, f"For {owed.account}", "Sketch on the phone: 40 x 60 mm, two holes M6."]
            )
            stage.does(owed.by, Promise, "attach", promise, at=later, file=sheet)
        case "redate":
            told = {"reason": rest[1], "text": rest[2], "customer_told": True}
            stage.does(owed.by, Promise, "redate", promise, at=stage.at(-4, 9.1), due_on=stage.day(-2), **told)
        case "snooze":
            until = stage.calendar.at(stage.day(int(rest[0])), _clock(9))
            stage.does(owed.by, Promise, "snooze", promise, at=later, until=until)
        case "hand":
            to = {"to": stage.people[rest[0]]} if rest[0] in stage.people else {"department": _team(rest[0])}
            stage.does(owed.by, Promise, "hand-over", promise, at=later, note=rest[1], **to)
        case "push":
            stage.does(owed.by, Promise, "push", promise, at=stage.at(int(rest[0]), 10.3), note=rest[1])
        case _:
            raise Invalid({"after": word})


def _team(name: str) -> Team:
    return Team._default_manager.get(name=name)


def _standing(stage: Stage, customers: Customers) -> None:
    """From the next working day on: one that comes round on a day off is owed before it, and would be late at once."""
    rows: list[dict[str, Any]] = []
    for owner, minder, account, what, recurrence in STANDING:
        owed = {"owner": stage.people[owner]} if owner in stage.people else {"department": _team(owner)}
        common = {"what": what, "account": customers.accounts[account], "minder": stage.people[minder]}
        rows.append({**common, **owed, "recurrence": recurrence, "starts_on": stage.day(1)})
    stage.makes("Yuki", StandingPromise, rows, at=stage.at(-1, 15))
