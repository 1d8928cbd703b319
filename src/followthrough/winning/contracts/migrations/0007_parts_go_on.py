"""Lines and commitments know what they go on from; a signed one may learn it later, since it is nothing agreed."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE OR REPLACE FUNCTION ft_keep_signed_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := ARRAY['version', 'updated_at', 'search_text', 'custom', 'effective_from', 'effective_until',
                             'ended_by_id', 'product_id', 'department_id', 'person_id'{more}];
BEGIN
  IF OLD.effective_from IS NOT NULL AND (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
    RAISE EXCEPTION 'what is signed stays as it was signed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('contracts', '0006_contractline_billed_when_entitlement_line'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='continues',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='contracts.commitment', verbose_name='goes on from'),
        ),
        migrations.AddField(
            model_name='contractline',
            name='continues',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='contracts.contractline', verbose_name='goes on from'),
        ),
        migrations.RunSQL(KEEP.replace("{more}", ", 'continues_id'"), KEEP.replace("{more}", "")),
    ]
