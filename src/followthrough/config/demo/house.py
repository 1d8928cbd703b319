"""Fathom & Vale: market data, placements in the trade press and pipe fittings; its teams and its people."""

from typing import Any

from followthrough.config.demo.stage import Stage
from followthrough.foundation.calendar.models import SpecialDay, WorkCalendar
from followthrough.foundation.documents.models import RetentionRule
from followthrough.kernel.actions.generic import change_records
from followthrough.kernel.history.acting import acting
from followthrough.kernel.people.demo import DEMO_DOMAIN
from followthrough.kernel.people.models import Company, Cover, Membership, Team, Territory, User
from followthrough.kernel.records.registry import type_of

NAME, ZONE = "Fathom & Vale", "America/New_York"
LETTERHEAD = {
    "street": "2100 Harbor Road",
    "city": "Toledo",
    "region": "OH",
    "postcode": "43611",
    "phone": "+1 419 555 0100",
    "website": "fathomvale.example",
    "legal_line": "Fathom & Vale LLC, Toledo, Ohio",
}

# first name: full name, role, reach, team, job title, zone, language
PEOPLE: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "Yuki": ("Yuki Tanabe", "coordinator", "team", "North America", "Sales coordinator", ZONE, "en"),
    "Lucía": ("Lucía Barrera", "coordinator", "team", "Europe", "Coordinadora de ventas", "Europe/Madrid", "es"),
    "Femi": ("Femi Adebayo", "rep", "team", "North America", "Account executive", ZONE, "en"),
    "Claire": ("Claire Dunmore", "rep", "team", "North America", "Account executive", ZONE, "en"),
    "Jonas": ("Jonas Riedel", "rep", "own", "Europe", "Key account manager", "Europe/Berlin", "en"),
    "Gareth": ("Gareth Molloy", "manager", "all", "Sales", "Head of sales", ZONE, "en"),
    "Hetty": ("Hetty Mbongwe", "department", "team", "Design", "Head of design", ZONE, "en"),
    "Radek": ("Radek Šimon", "department", "team", "Tech", "Data engineer", "Europe/Prague", "en"),
    "Paulina": ("Paulina Wójcik", "department", "team", "Production", "Production planner", ZONE, "en"),
    "Stellan": ("Stellan Berg", "department", "team", "Trade shows", "Trade show planner", ZONE, "en"),
    "Marguerite": ("Marguerite Oyelaran", "finance", "all", "Accounting", "Controller", ZONE, "en"),
    "Desmond": ("Desmond Klee", "readonly", "all", "", "Board member", ZONE, "en"),
    "Iris": ("Iris Vandermeer", "admin", "all", "", "Systems and processes", ZONE, "en"),
}
MANAGED = {
    "Sales": "Gareth",
    "Design": "Hetty",
    "Tech": "Radek",
    "Production": "Paulina",
    "Trade shows": "Stellan",
    "Accounting": "Marguerite",
}


def found_house(stage: Stage) -> None:
    """Name the company, let its people in, and put each where they work."""
    _name_company(stage)  # first: from here on days are counted by its calendar
    long_ago = stage.at(-85, 8)
    teams = {team.name: team for team in Team.visible_to(stage.actor(""))}
    (sales,) = stage.makes("", Team, [{"name": "Sales"}], at=long_ago)
    regional = [{"name": name, "parent": sales} for name in ("North America", "Europe")]
    teams |= {team.name: team for team in (sales, *stage.makes("", Team, regional, at=long_ago))}
    made = stage.makes("", User, [_person(first, teams) for first in PEOPLE], at=long_ago)
    stage.people |= dict(zip(PEOPLE, made, strict=True))
    changes: list[tuple[Any, dict[str, Any]]] = [
        (teams[team], {"manager": stage.people[p]}) for team, p in MANAGED.items()
    ]
    changes += [(person, {"signs_in": True}) for person in made]
    _change(stage, changes)
    stage.makes("Iris", Membership, [{"user": stage.people["Lucía"], "team": teams["North America"]}], at=long_ago)
    _place(stage, teams)
    _keep_papers(stage)


def _name_company(stage: Stage) -> None:
    house = Company._default_manager.order_by("id")[0]
    values = {"name": NAME, "currency": "USD", "country": "US", "zone": ZONE, "is_demo": True, **LETTERHEAD}
    calendar = WorkCalendar._default_manager.get(team__isnull=True, binned_at__isnull=True)
    _change(stage, [(house, values), (calendar, {"zone": ZONE, "country": "US"})])


def _change(stage: Stage, changes: list[tuple[Any, dict[str, Any]]]) -> None:
    now = stage.now
    with acting(stage.actor(""), "set_up", surface="setup", now=now):
        for model in dict.fromkeys(type(record) for record, _values in changes):
            own = [change for change in changes if isinstance(change[0], model)]
            for names in {tuple(values) for _record, values in own}:
                same = [change for change in own if tuple(change[1]) == names]
                change_records(type_of(model), same, by=stage.actor(""), now=now)


def _person(first: str, teams: dict[str, Team]) -> dict[str, Any]:
    name, role, reach, team, job_title, zone, language = PEOPLE[first]
    email = f"{first.lower().replace('í', 'i')}@{DEMO_DOMAIN}"
    return {
        "name": name,
        "email": email,
        "role": role,
        "reach": reach,
        "team": teams.get(team),
        "job_title": job_title,
        "zone": zone,
        "language": language,
    }


def _keep_papers(stage: Stage) -> None:
    """How long what was agreed and offered is kept."""
    years = {"contracts.signed": 10, "signing.sealed": 10, "orders.po": 10, "quotes.proposal": 6}
    rules = [{"kind": kind, "years": count} for kind, count in years.items()]
    stage.makes("Iris", RetentionRule, rules, at=stage.at(-85, 10))


def _place(stage: Stage, teams: dict[str, Team]) -> None:
    """Who works where, by which calendar, and who is away at present."""
    long_ago, europe = stage.at(-85, 9), teams["Europe"]
    calendar = {"name": "Europe", "team": europe, "zone": "Europe/Berlin", "country": "DE"}
    (own,) = stage.makes("Iris", WorkCalendar, [calendar], at=long_ago)
    outing = {"calendar": own, "day": stage.day(18), "name": "Team day in Dresden"}
    stage.makes("Iris", SpecialDay, [outing], at=long_ago)
    stage.makes(
        "Gareth",
        Territory,
        [
            {"name": "Great Lakes", "team": teams["North America"], "countries": "US", "regions": "OH, MI, IL, WI, IN"},
            {"name": "East and Canada", "team": teams["North America"], "countries": "US, CA"},
            {"name": "Central Europe", "team": europe, "owner": stage.people["Jonas"], "countries": "DE, AT, CZ, PL"},
            {"name": "Iberia and France", "team": europe, "countries": "ES, PT, FR"},
        ],
        at=long_ago,
    )
    away = {"user": stage.people["Claire"], "by": stage.people["Yuki"], "reason": "Parental leave, first part"}
    stage.makes("Gareth", Cover, [{**away, "starts_on": stage.day(-3), "ends_on": stage.day(9)}], at=stage.at(-5, 15))
