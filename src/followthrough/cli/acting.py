"""Who acts when a command runs."""

from dataclasses import replace

from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import SYSTEM, Actor
from followthrough.kernel.access.permissions import Role
from followthrough.kernel.people.actors import actor_of
from followthrough.kernel.people.models import User, company
from followthrough.kernel.records.problems import NotFound
from followthrough.kernel.records.reading import find_linked

SURFACE = "cli"


def actor_named(words: str) -> Actor:
    """The active person of this number, e-mail or name; without words the only administrator, or the house itself."""
    if not words:
        admins = User.visible_to(SYSTEM).filter(role=Role.ADMIN, is_active=True, signs_in=True)[:2]
        house = company()
        return actor_of(admins[0]) if len(admins) == 1 else replace(SYSTEM, zone=house.zone, language=house.language)
    by_mail = User.visible_to(SYSTEM).filter(email__iexact=words).first()
    person = by_mail or find_linked(User, words, SYSTEM)
    if not isinstance(person, User) or not person.is_active:
        raise NotFound(_("There is nobody “%(words)s” who may act.") % {"words": words})
    return actor_of(person)
