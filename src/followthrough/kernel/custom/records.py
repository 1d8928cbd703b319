"""Custom fields and their options, declared."""

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.permissions import ADMINS
from followthrough.kernel.custom.actions import (
    clean_option,
    fill_fields,
    fill_options,
    saved_fields,
)
from followthrough.kernel.custom.appearing import where_it_appears
from followthrough.kernel.custom.declared import renew
from followthrough.kernel.custom.models import CustomField, CustomOption
from followthrough.kernel.custom.reshaping import change_kind_custom_field, delete_custom_option
from followthrough.kernel.custom.ticking import clean_custom
from followthrough.kernel.jobs.declare import before_each
from followthrough.kernel.records.custom import on_renewal
from followthrough.kernel.records.fields import Field, Kind
from followthrough.kernel.records.registry import Panel, record

record(
    CustomField,
    plural="custom-fields",
    ref="CF-{n:03}",
    group="settings",
    icon="list-checks",
    columns=["ref", "label", "record_type", "kind", "is_required", "in_list", "position"],
    form=[
        "record_type",
        "label",
        "label_es",
        "kind",
        "options",
        "link_to",
        "decimals",
        "currency",
        "before_values",
        "before_field",
        "is_required",
        "in_list",
        "help",
        "readers",
        "writers",
    ],
    filters=["record_type", "kind", "is_required"],
    sorts=["label", "record_type", "position"],
    default_sort="record_type",
    readers=ADMINS,
    writers=ADMINS,
    extras=[Field("options", Kind.LONG, _("options, one on each line"), help=_("For a choice from a list."))],
    fields={
        "readers": {"help": _("Roles, with commas; left empty, whoever sees the record.")},
        "writers": {"help": _("Roles, with commas; left empty, whoever may change the record.")},
    },
    clean=clean_custom,
    fill=fill_fields,
    saved=saved_fields,
    facts=where_it_appears,
    in_menu=False,
    importable=False,
    panels=[
        Panel(
            "options",
            _("Options"),
            link="field",
            of=CustomOption,
            columns=("label", "label_es", "key", "position"),
            order=("position", "pk"),
            limit=50,
            begins=_("What may be chosen in this field; add the first."),
        )
    ],
)
record(
    CustomOption,
    plural="custom-options",
    ref="OPT-{n:04}",
    group="settings",
    icon="list",
    columns=["ref", "label", "field", "key", "position"],
    form=["field", "label", "label_es", "position"],
    filters=["field"],
    sorts=["position"],
    readers=ADMINS,
    writers=ADMINS,
    parent="field",
    clean=clean_option,
    fill=fill_options,
    in_menu=False,
    importable=False,
)
on_renewal(renew)
before_each(renew)
__all__ = ["change_kind_custom_field", "delete_custom_option"]  # declared by being imported
