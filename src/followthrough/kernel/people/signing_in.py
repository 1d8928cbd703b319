"""Sign in by password or one-time link; guessing gets slower, strangers lock nobody out."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _

from followthrough.kernel.people.actors import hash_of
from followthrough.kernel.people.models import Attempt, OneTimeLink, User
from followthrough.kernel.records.problems import Problem

FREE_TRIES = 5
TRIES_PER_ADDRESS = 50
WINDOW = timedelta(minutes=15)
LINK_LIFE = timedelta(hours=24)


class SlowDown(Problem):
    """Too many failed tries; `seconds` says when the next one is taken."""

    status = 429
    code = "slow_down"

    def __init__(self, seconds: int) -> None:
        super().__init__(_("Too many tries. Wait %(seconds)d seconds, then try again.") % {"seconds": seconds})
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Tries:
    """The failed tries of the last quarter of an hour that count for this account from this address."""

    here: int
    address: int
    last: datetime | None


def person_by_password(email: str, password: str, *, address: str, now: datetime) -> User | None:
    """The person these belong to, or None; the answer takes as long either way.

    From the fifth failure on, each further try from this address has to wait twice as long as the one before (up to
    a quarter of an hour). The count is per account and address, so nobody can lock another person out.
    """
    account = _pseudonym(email.strip().lower())
    seen = _pseudonym(address)
    _slow_down(_tries(account, seen, now), now)
    user = User._default_manager.filter(
        email__iexact=email.strip(), is_active=True, signs_in=True, binned_at__isnull=True
    ).first()
    if _is_theirs(user, password):
        Attempt.objects.filter(account=account, address=seen).delete()
        return user
    Attempt.objects.create(account=account, address=seen, at=now)
    return None


def _is_theirs(user: User | None, password: str) -> bool:
    """Whether it is the person's password; hashed for nobody too, so that the answer takes as long."""
    if user and user.password:
        return check_password(password, user.password)
    make_password(password)
    return False


def _pseudonym(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tries(account: str, address: str, now: datetime) -> Tries:
    recent = Attempt.objects.filter(address=address, at__gt=now - WINDOW)
    here = list(recent.filter(account=account).order_by("-at").values_list("at", flat=True)[:30])
    return Tries(len(here), recent.count(), here[0] if here else None)


def _slow_down(tries: Tries, now: datetime) -> None:
    if tries.address >= TRIES_PER_ADDRESS:
        raise SlowDown(int(WINDOW.total_seconds()))
    if tries.here >= FREE_TRIES and tries.last:
        pause = min(2.0 ** (tries.here - FREE_TRIES + 1), WINDOW.total_seconds())
        left = pause - (now - tries.last).total_seconds()
        if left > 0:
            raise SlowDown(int(left) + 1)


def make_link(user: User, *, now: datetime, life: timedelta = LINK_LIFE, secret: str = "") -> str:
    """A fresh one-time secret for this person (256 bits), or the one given; earlier unused ones end."""
    OneTimeLink.objects.filter(user=user, used_at__isnull=True).update(expires_at=now)
    secret = secret or secrets.token_urlsafe(32)
    OneTimeLink.objects.create(user=user, token_hash=hash_of(secret), made_at=now, expires_at=now + life)
    return secret


def link_behind(secret: str, *, now: datetime) -> OneTimeLink | None:
    """The unused, unexpired link of a secret; looking does not use it up."""
    return (
        OneTimeLink.objects.select_related("user")
        .filter(token_hash=hash_of(secret), used_at__isnull=True, expires_at__gt=now)
        .filter(user__is_active=True, user__binned_at__isnull=True)
        .first()
    )


def use_link(secret: str, *, now: datetime) -> User | None:
    """Use the link up and give its person; a second use gives None, whoever comes first."""
    may = User._default_manager.filter(is_active=True, binned_at__isnull=True)
    # No join: a filter through the person would move `used_at` into a subquery, which a waiting UPDATE does not ask
    # again, and of two who come at once both would get in.
    live = OneTimeLink.objects.filter(token_hash=hash_of(secret), used_at__isnull=True, expires_at__gt=now)
    used = live.filter(user__in=may).update(used_at=now)
    return User._default_manager.get(one_time_links__token_hash=hash_of(secret)) if used else None
