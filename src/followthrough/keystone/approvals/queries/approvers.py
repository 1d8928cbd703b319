"""Who decides: the person a rule names or its role points at, never whoever asks; and who may answer in their place."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Avg, Count, Q

from followthrough.foundation.calendar.queries import Calendars
from followthrough.foundation.calendar.rules import WorkingCalendar
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.people.actors import standing_of
from followthrough.kernel.people.models import Cover, Team, User
from followthrough.keystone.approvals.models import Approval, ApprovalRule, ApprovalState, ApproverRole

MOST_TEAMS = 20  # above each other; a circle of teams ends here
REMEMBERED = 90  # days over which the average answer is told


def approver_for(rule: ApprovalRule, owner: User | None, asker: User | None, day: date) -> User | None:
    """Who is asked: the first who may decide and is there, in person or through whoever covers. None if nobody is.

    Where the role points at nobody else than the asker, an administrator decides.
    """
    for person in _candidates(rule, owner):
        if _can_decide(person, rule, asker, day):
            return person
    return None


def _candidates(rule: ApprovalRule, owner: User | None) -> Iterator[User]:
    if rule.approver is not None:
        yield rule.approver
    elif rule.approver_role == ApproverRole.TEAM_MANAGER:
        yield from _managers_above(owner)
    else:
        yield from _least_asked(rule.approver_role)
    yield from _least_asked(Role.ADMIN.value)


def _managers_above(owner: User | None) -> Iterator[User]:
    """The owner's own manager, then those of their team and of the teams above it."""
    if owner is None:
        return
    team: Team | None = owner.team
    for _n in range(MOST_TEAMS):
        if team is None:
            break
        if team.manager is not None and team.manager != owner:
            yield team.manager
        team = team.parent
    if owner.manager is not None:
        yield owner.manager


def _least_asked(role: str) -> Iterator[User]:
    """Everybody of a role, whoever has the fewest open questions first."""
    rows = User._default_manager.filter(role=role, signs_in=True, is_active=True, binned_at__isnull=True)
    waiting: dict[int | None, int] = dict(
        Approval._default_manager.filter(state=ApprovalState.ASKED, approver__role=role, binned_at__isnull=True)
        .order_by()
        .values_list("approver")
        .annotate(n=Count("pk"))
    )
    yield from sorted(rows.order_by("pk"), key=lambda one: waiting.get(one.pk, 0))


def _can_decide(person: User, rule: ApprovalRule, asker: User | None, day: date) -> bool:
    if not person.is_active or person.binned_at or person.role == Role.READONLY.value:
        return False
    if asker is None or rule.own_allowed:
        return True
    if person == asker:
        return False
    stand_in = stand_in_for(person, day)
    return stand_in != asker or (rule.delegate is not None and rule.delegate != asker)


def stand_in_for(person: User, day: date) -> User | None:
    """Who covers for a person on a day, if they are away."""
    running = Cover._default_manager.filter(user=person, binned_at__isnull=True, starts_on__lte=day)
    running = running.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day)).select_related("by")
    found = running.order_by("-starts_on", "pk").first()
    return found.by if found else None


def may_answer(approval: Approval, person: User, day: date) -> bool:
    """The approver, the delegate, who covers for the approver, others of the same role, and administrators.

    Nobody answers what they asked for themselves, unless the rule says so.
    """
    if not person.is_active or person.binned_at or person.role == Role.READONLY.value:
        return False
    own_allowed = approval.rule is not None and approval.rule.own_allowed
    if person.pk == approval.asker_id and not own_allowed:
        return False
    if person.pk in (approval.approver_id, approval.delegate_id) or person.role == Role.ADMIN.value:
        return True
    return approval.approver_id in standing_of(person, day).covers or person.role == approval.authority


def told_of(approval: Approval, day: date) -> list[User]:
    """Who hears of the question: the approver or who covers for them, and the delegate; never the asker."""
    first = (stand_in_for(approval.approver, day) or approval.approver) if approval.approver else None
    people = {one.pk: one for one in (first, approval.delegate) if one is not None}
    return [one for one in people.values() if may_answer(approval, one, day)]


def calendar_of_person(person: User) -> WorkingCalendar:
    """The calendar a person works by."""
    return Calendars().of(person.team_id)


def usual_minutes(person: User, now: datetime) -> int | None:
    """How many working minutes this person's answers took on average in ninety days; None where there is none."""
    since = now.timestamp() - REMEMBERED * 86_400
    rows = Approval._default_manager.filter(
        answered_by=person, answer_minutes__isnull=False, answered_at__gte=datetime.fromtimestamp(since, now.tzinfo)
    )
    found = rows.aggregate(mean=Avg("answer_minutes"))["mean"]
    return None if found is None else round(found)
