"""What customers of Fathom & Vale take: records that run out early, calls that fall short, seats half used."""

from datetime import date, timedelta
from random import Random
from typing import Any

from followthrough.config.demo import papers
from followthrough.config.demo.customers import Customers
from followthrough.config.demo.stage import Stage
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.people.models import Team
from followthrough.serving.usage.actions import keep_and_warn
from followthrough.serving.usage.models import Meter, RefreshSchedule, UsageBatch
from followthrough.winning.contracts.models import Commitment, Contract, ContractLine, ContractTemplate

RECORDS, WEEKEND = 2_000_000, (5, 6)
DAYS_GONE, DAYS_LEFT = 290, 75  # of the year the records are for
FILES_SINCE = 16  # days: three weekly files have gone out, the fourth goes in five days


def tell_usage(stage: Stage, customers: Customers, goods: dict[str, Product]) -> None:
    """Meters on two contracts, what they counted day by day, and the data that goes out every week."""
    contract, commitments, line = _records_by_the_year(stage, customers, goods)
    people = customers.contacts["Pellworth Analytics"]
    rows: list[dict[str, Any]] = [
        {"name": "Records taken", "unit": "records", "code": "pellworth-records", "commitment": commitments["Records"],
         "line": line, "charges": "over"},
        {"name": "Seats in use", "unit": "seats", "code": "pellworth-seats", "how": "last",
         "commitment": commitments["Seats"]},
    ]  # fmt: skip
    shared = {"account": contract.account, "zone": "Europe/Berlin"}
    stage.makes("Yuki", Meter, [{**shared, **one} for one in rows], at=stage.at(-70, 9))
    _count(stage, "pellworth-records", _records(stage))
    _count(stage, "pellworth-seats", _seats(stage))
    _calls_of_the_mill(stage)
    _weekly_file(stage, contract, people)
    keep_and_warn()


def _records_by_the_year(
    stage: Stage, customers: Customers, goods: dict[str, Product]
) -> tuple[Contract, dict[str, Commitment], ContractLine]:
    """Two million records a year at a fixed price, dearer beyond; signed long ago, with 84 % taken."""
    account = customers.accounts["Pellworth Analytics"]
    start = stage.today - timedelta(days=DAYS_GONE)
    template = ContractTemplate._default_manager.get(name="Data subscription")
    told = {"name": "Plant records, 2 million a year", "account": account, "owner": stage.people["Femi"],
            "contact": customers.contacts["Pellworth Analytics"][0], "template": template, "starts_on": start,
            "term_months": 12}  # fmt: skip
    (contract,) = stage.makes("Femi", Contract, [told], at=stage.at(-75, 9))
    lines = [
        {"contract": contract, "product": goods["GL-MW"], "quantity": "3", "unit_price": "7200", "charged": "year"},
        {"contract": contract, "description": "Records beyond two million", "unit_price": "0.0120", "charged": "usage",
         "quantity": "1"},
    ]  # fmt: skip
    _fixed, line = stage.makes("Femi", ContractLine, lines, at=stage.at(-75, 9.2))
    commits = [
        {"contract": contract, "name": "Records", "unit": "records", "maximum": str(RECORDS), "period": "year"},
        {"contract": contract, "name": "Seats", "unit": "seats", "maximum": "25", "period": "year"},
    ]
    made = stage.makes("Femi", Commitment, commits, at=stage.at(-75, 9.4))
    scan = papers.pdf("signed-records.pdf", ["Plant records, 2 million a year", "Signed by both sides."])
    signed = {"signed_on": start - timedelta(days=6), "signed_by": "both sides", "file": scan}
    stage.does("Yuki", Contract, "mark-signed", contract, at=stage.at(-74, 11), **signed)
    contract = Contract._default_manager.get(pk=contract.pk)
    return contract, {one.name: one for one in made}, line


def _records(stage: Stage) -> list[tuple[date, str]]:
    """Working days take more, the last weeks most; 84 % of the two million in all by yesterday."""
    chance, days = Random(84), []  # noqa: S311 -- a story, not a secret
    for back in range(DAYS_GONE, 0, -1):
        day = stage.today - timedelta(days=back)
        size = (0.25 if day.weekday() in WEEKEND else 1.0) * (1.0 + 0.45 * (back < 70)) * chance.uniform(0.7, 1.3)
        days.append((day, size))
    whole = sum(size for _day, size in days)
    return [(day, str(int(RECORDS * 0.84 * size / whole))) for day, size in days]


def _seats(stage: Stage) -> list[tuple[date, str]]:
    return [(stage.today - timedelta(days=back), seats) for back, seats in ((280, "6"), (200, "9"), (90, "11"))]


def _calls_of_the_mill(stage: Stage) -> None:
    """Thousands of calls, too few for the least agreed."""
    commitment = Commitment._default_manager.get(name="API calls", contract__account__name="Oldford Milling")
    start = commitment.contract.starts_on
    assert start is not None
    told = {"name": "API calls", "account": commitment.contract.account, "unit": "calls", "code": "oldford-calls",
            "commitment": commitment, "zone": "America/Chicago"}  # fmt: skip
    stage.makes("Femi", Meter, [told], at=stage.at(-66, 9))
    chance, rows = Random(11), []  # noqa: S311 -- a story, not a secret
    for number in range((stage.today - start).days):
        day = start + timedelta(days=number)
        calls = 60 if day.weekday() in WEEKEND else 340
        rows.append((day, str(round(calls * chance.uniform(0.6, 1.4)))))
    _count(stage, "oldford-calls", rows)


def _count(stage: Stage, code: str, rows: list[tuple[date, str]]) -> None:
    """The first sending brings the past, the others a week each; one event is sent twice and counts once."""
    recent = stage.today - timedelta(days=21)
    parts = [[row for row in rows if row[0] < recent]]
    parts += [
        [row for row in rows if recent + timedelta(7 * n) <= row[0] < recent + timedelta(7 * n + 7)] for n in range(3)
    ]
    for number, part in enumerate(parts):
        again = parts[number - 1][-1:] if number else []
        events = [
            {"id": f"{code}-{day}", "meter": code, "at": f"{day}T08:00:00", "quantity": n} for day, n in again + part
        ]
        if events:
            at = stage.now if number == len(parts) - 1 else stage.at(number - 4, 8.2)
            stage.does("Yuki", UsageBatch, "take", at=at, events=events, source="warehouse")


def _weekly_file(stage: Stage, contract: Contract, people: Any) -> None:
    first = stage.today - timedelta(days=FILES_SINCE)
    told = {"name": "Changes since last week", "account": contract.account, "contract": contract,
            "recurrence": "FREQ=WEEKLY", "first_on": first, "format": "CSV, gzipped, by SFTP", "receiver": people[0],
            "department": Team._default_manager.get(name="Tech"), "owner": stage.people["Yuki"]}  # fmt: skip
    (made,) = stage.makes("Yuki", RefreshSchedule, [told], at=stage.at(-16, 9))
    for number, rows in enumerate((18_204, 17_961, 19_377)):
        planned = first + timedelta(7 * number)
        scan = {"rows": rows, "sha256": f"{rows:x}".rjust(64, "a"), "planned_on": planned}
        at = stage.moment(stage.calendar.shift_back_to_working_day(planned), 7.5)
        stage.does("Yuki", RefreshSchedule, "deliver", made.ref, at=at, **scan)
