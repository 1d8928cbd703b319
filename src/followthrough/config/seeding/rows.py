"""The made-up records themselves, one after the other."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from followthrough.config.seeding.cast import Cast
from followthrough.config.seeding.sizes import Size
from followthrough.foundation.accounts.models import Account, Segment
from followthrough.foundation.calendar.queries import Calendars
from followthrough.kernel.records.registry import Values
from followthrough.winning.pipeline.models import Stage

# fmt: off
HEADS = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Garnet", "Harbor", "Juno", "Larch", "Mesa", "Onyx")
TAILS = ("Analytics", "Bearings", "Castings", "Dairy", "Energy", "Foods", "Growers", "Kilns", "Media", "Valves")
GIVEN = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gita", "Hugo", "Ines", "Jack", "Kim", "Mia", "Olga", "Ray", "Una")
FAMILY = ("Abel", "Brook", "Crane", "Dorn", "Frost", "Gale", "Irwin", "Joss", "Kerr", "Lund", "Moss", "Orr", "Pace")
# fmt: on
PLACES = (
    ("Toledo", "OH", "United States"),
    ("Köln", "NW", "Germany"),
    ("Sevilla", "", "Spain"),
    ("Leeds", "", "United Kingdom"),
)
DEEDS = (
    "Send the quote",
    "Call back",
    "Deliver the file",
    "Confirm the date",
    "Send the invoice copy",
    "Book the visit",
)
DAY = timedelta(days=1)


class Rows:
    """Makes each kind in turn; later kinds stand on what was written before."""

    def __init__(self, size: Size, cast: Cast, chance: Random, now: datetime) -> None:
        self.size, self.cast, self.chance, self.now = size, cast, chance, now
        self.owners = [cast.people[part] for part in ("rep_a", "rep_b", "manager")]
        self.calendar = Calendars().of(None)
        self.today = self.calendar.day_of(now)

    def accounts(self) -> Iterator[Values]:
        coordinator = self.cast.people["coordinator"].pk
        segments = list(Segment._default_manager.order_by("id"))
        for n in range(self.size.accounts):
            owner = self.owners[n % 3]
            city, region, country = self.chance.choice(PLACES)
            yield {
                "name": f"{self.chance.choice(HEADS)} {self.chance.choice(TAILS)} {n + 1}",
                "kind": self.chance.choice(("client", "client", "prospect", "partner")),
                "segment_id": self.chance.choice(segments).pk,
                "owner_id": owner.pk,
                "coordinator_id": coordinator,
                "team_id": owner.team_id,
                "city": city,
                "region": region,
                "country": country,
                "currency": "USD",
                "former_id": f"OLD-{n + 1}",
            }

    def contacts(self) -> Iterator[Values]:
        accounts = self._accounts()
        for n in range(self.size.contacts):
            given, family = self.chance.choice(GIVEN), self.chance.choice(FAMILY)
            yield {
                "name": f"{given} {family}",
                "given_name": given,
                "family_name": family,
                "account_id": accounts[n % len(accounts)][0],
                "job_title": "Buyer",
                "email": f"{given}.{family}.{n + 1}@seeded.example".lower(),
            }

    def opportunities(self) -> Iterator[Values]:
        accounts = self._accounts()
        stages = list(Stage._default_manager.order_by("position"))
        for n in range(self.size.opportunities):
            account, owner, team = accounts[n % len(accounts)]
            stage = self.chance.choice(stages)
            closes = self.today + DAY * self.chance.randrange(-60 if stage.kind != "open" else 1, 180)
            yield {
                "name": f"{self.chance.choice(TAILS)} order {n + 1}",
                "account_id": account,
                "owner_id": owner,
                "team_id": team,
                "stage_id": stage.pk,
                "state": stage.kind,
                "amount": Decimal(self.chance.randrange(500, 90_000)),
                "currency": "USD",
                "engaged_on": self.today - DAY * 30,
                "close_on": closes,
                "closed_on": min(closes, self.today) if stage.kind != "open" else None,
                "stage_since": self.now - DAY * self.chance.randrange(0, 60),
            }

    def interactions(self) -> Iterator[Values]:
        accounts = self._accounts()
        for n in range(self.size.interactions):
            account, owner, _team = accounts[n % len(accounts)]
            yield {
                "kind": self.chance.choice(("email", "note")),
                "account_id": account,
                "by_id": owner,
                "at": self.now - timedelta(minutes=self.chance.randrange(60, 90 * 24 * 60)),
                "text": f"{self.chance.choice(DEEDS)}, asked about order {n + 1}.",
            }

    def promises(self) -> Iterator[Values]:
        """The coordinator's open ones first, then half open and half kept ones of the others."""
        accounts = self._accounts()
        coordinator = self.cast.people["coordinator"]
        for n in range(self.size.promises):
            account, owner, team = accounts[n % len(accounts)]
            is_own = n < self.size.own_open
            is_open = is_own or n % 2 == 0
            days = self.chance.randrange(-5, 40) if is_open else self.chance.randrange(-80, -1)
            due = self.calendar.end_of_day(self.today + DAY * days)
            late = DAY if self.chance.random() < 0.07 else -DAY / 2
            minder = coordinator.pk if is_own else owner
            yield {
                "what": f"{self.chance.choice(DEEDS)} {n + 1}",
                "account_id": account,
                "owner_id": minder,
                "minder_id": minder,
                "team_id": coordinator.team_id if is_own else team,
                "due_on": self.today + DAY * days,
                "due": due,
                "counted_due": due,
                "zone": self.calendar.zone,
                "state": "open" if is_open else "kept",
                "closed_at": None if is_open else min(due + late, self.now),
                "closed_by_id": None if is_open else minder,
                "source_text": "Promised by hand.",
                "created_at": min(due - DAY * 10, self.now),
            }

    def _accounts(self) -> list[tuple[int, int, int]]:
        return list(Account._default_manager.order_by("id").values_list("id", "owner_id", "team_id"))
