"""Which steps an order's products ask for, and how far an onboarding is."""

from collections.abc import Collection, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.serving.orders.models import ChecklistStep, Onboarding, OnboardingStep


def steps_for(kinds: Collection[str]) -> list[ChecklistStep]:
    """The steps of the checklists that are on and fit products of these kinds, the earliest first."""
    rows = ChecklistStep._default_manager.filter(
        Q(template__product_kind="") | Q(template__product_kind__in=list(kinds)),
        template__is_on=True,
        template__binned_at__isnull=True,
        binned_at__isnull=True,
    )
    return list(rows.select_related("department").order_by("-days_before", "pk"))


def progress(onboardings: Sequence[Onboarding], actor: Actor) -> dict[int, str]:
    """How many steps of each are done: "3 of 7"."""
    rows = OnboardingStep._default_manager.filter(
        onboarding__in=[one.pk for one in onboardings], binned_at__isnull=True
    )
    counts: dict[int, list[int]] = {one.pk: [0, 0] for one in onboardings}
    for pk, state in rows.values_list("onboarding", "promise__state"):
        if state in ("void", "waived"):
            continue
        counts[pk][0] += state == "kept"
        counts[pk][1] += 1
    return {pk: _("%(n)d of %(all)d") % {"n": n, "all": of} for pk, (n, of) in counts.items()}
