"""Who calls: a bearer key, its person, and what both may do at this moment."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from followthrough.kernel import clock
from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.actors import Key, actor_of, key_of
from followthrough.kernel.records.problems import Problem


class NotSignedIn(Problem):
    """No key, or one that is unknown, ended or revoked, or whose person was deactivated: all look the same."""

    status = 401
    code = "not_signed_in"


@dataclass(frozen=True, slots=True)
class Caller:
    """The key in use and the actor it makes; read anew for every request, so that what ends, ends at once."""

    key: Key
    actor: Actor


def caller_of(request: HttpRequest) -> Caller:
    """The caller behind `Authorization: Bearer …`. Cookies are never looked at. Raises NotSignedIn."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    key = key_of(secret.strip(), now=clock.now()) if scheme.lower() == "bearer" and secret.strip() else None
    if key is None:
        raise NotSignedIn(_("Send a valid key in the header “Authorization: Bearer ftk_…”."))
    return Caller(key, actor_of(key.person, key=key))
