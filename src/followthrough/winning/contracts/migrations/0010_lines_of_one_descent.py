"""A line knows the one it began as, so that what is filed about one holds for what takes its place."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Coalesce

KEEP = """
CREATE OR REPLACE FUNCTION ft_keep_signed_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := ARRAY['version', 'updated_at', 'search_text', 'custom', 'effective_from', 'effective_until',
                             'ended_by_id', 'product_id', 'department_id', 'person_id', 'continues_id'{more}];
BEGIN
  IF OLD.effective_from IS NOT NULL AND (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
    RAISE EXCEPTION 'what is signed stays as it was signed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


def follow(apps: Any, schema_editor: Any) -> None:
    """Those that took a place before this was written down; the one whose place it was always came before."""
    lines = apps.get_model("contracts", "ContractLine").objects.using(schema_editor.connection.alias)
    for line in lines.filter(replaces__isnull=False).select_related("replaces").order_by("pk"):
        lines.filter(pk=line.pk).update(began_as_id=line.replaces.began_as_id or line.replaces_id)


class Migration(migrations.Migration):
    dependencies = [("contracts", "0009_what_a_placement_stands_as")]

    operations = [
        migrations.AddField(
            model_name="contractline",
            name="began_as",
            field=models.ForeignKey(
                editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="contracts.contractline", verbose_name="began as",
            ),
        ),
        migrations.RunSQL(KEEP.replace("{more}", ", 'began_as_id'"), KEEP.replace("{more}", "")),
        migrations.RunPython(follow, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="contractline", index=models.Index(Coalesce("began_as", "id"), name="contract_lines_began_as")
        ),
    ]
