"""Contracts whose renewal is signed end on the day before it begins, also those renewed before this was written down."""

from datetime import timedelta
from typing import Any

from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery


def end_renewed(apps: Any, schema_editor: Any) -> None:
    """The days that lists show with them."""
    alias = schema_editor.connection.alias
    renewals = apps.get_model("renewals", "Renewal").objects.using(alias)
    contracts = apps.get_model("contracts", "Contract").objects.using(alias)
    signed = renewals.filter(contract=OuterRef("pk"), successor__state__in=("signed", "terminated"))
    first = signed.exclude(state="open").order_by("successor__starts_on").values("successor__starts_on")[:1]
    renewed = contracts.annotate(first=Subquery(first)).filter(first__gt=F("starts_on"), superseded_from=None)
    renewed.update(superseded_from=Subquery(first))
    for contract in contracts.filter(superseded_from__isnull=False):
        last = contract.superseded_from - timedelta(days=1)
        later = Q(last_day__isnull=True) | Q(last_day__gt=last)
        contracts.filter(later, pk=contract.pk).update(last_day=last, notice_by=None)
        contracts.filter(pk=contract.pk, term_ends_on__gt=last).update(term_ends_on=last)


class Migration(migrations.Migration):
    dependencies = [
        ("renewals", "0003_feeds_of_departments"),
        ("contracts", "0008_another_takes_its_place"),
    ]

    operations = [migrations.RunPython(end_renewed, migrations.RunPython.noop)]
