"""Merges and what was told apart, declared; and by what the people and teams of the house are recognised."""

from django.utils.translation import gettext as _

from followthrough.kernel.access.permissions import ADMINS, DESK
from followthrough.kernel.doubles.models import Merge, ToldApart
from followthrough.kernel.doubles.signs import Sign, Trait, recognise
from followthrough.kernel.people.models import Team, User
from followthrough.kernel.records.problems import Invalid
from followthrough.kernel.records.registry import Values, record


def clean_merge(values: Values, merge: Merge | None) -> Values:
    """A merge comes of merging; it can't be written down."""
    if merge is None:
        raise Invalid({"record_ref": _("Merge on the record that stays.")})
    return values


def clean_apart(values: Values, apart: ToldApart | None) -> Values:
    """Two records are told apart on one of them."""
    if apart is None:
        raise Invalid({"first_ref": _("Tell them apart on one of the two records.")})
    return values


record(
    Merge,
    ref="M-{n:05}",
    group="settings",
    icon="git-compare",
    columns=["ref", "gone_ref", "gone_title", "record_ref", "by_name", "at", "taken_back_at"],
    form=[],
    filters=["record_ref", "gone_ref", "taken_back_at"],
    sorts=["at"],
    default_sort="-at",
    readers=DESK,
    writers=ADMINS,
    clean=clean_merge,
    in_menu=False,
    importable=False,
)
record(
    ToldApart,
    plural="told-apart",
    ref="TA-{n:05}",
    columns=["ref", "first_ref", "second_ref", "by_name"],
    form=[],
    readers=DESK,
    writers=DESK,
    clean=clean_apart,
    in_menu=False,
    importable=False,
)
recognise(User, Trait("name", Sign.PERSON), Trait("email", Sign.EMAIL), Trait("phone", Sign.PHONE))
recognise(Team, Trait("name", Sign.COMPANY))
