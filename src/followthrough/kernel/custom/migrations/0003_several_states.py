"""A checklist item stands before any number of states."""

import django.contrib.postgres.fields
from django.db import migrations, models

CARRY = "UPDATE custom_customfield SET before_values = ARRAY[before_value] WHERE before_value <> ''"
ACTING = """
SELECT set_config('followthrough.verb', 'carry_over', true), set_config('followthrough.surface', 'upgrade', true),
       set_config('followthrough.actor_id', '', true), set_config('followthrough.actor_name', 'Followthrough', true),
       set_config('followthrough.run', gen_random_uuid()::text, true), set_config('followthrough.now', now()::text, true)
"""


class Migration(migrations.Migration):
    dependencies = [("custom", "0002_checklists")]
    operations = [
        migrations.AddField(
            model_name="customfield",
            name="before_values",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                help_text="Of a checklist item: stages or states, with commas. If “required”, nothing becomes one of them without it.",
                size=None,
                verbose_name="to be ticked before it becomes",
            ),
        ),
        migrations.RunSQL([ACTING, CARRY], migrations.RunSQL.noop),
        migrations.RemoveField(model_name="customfield", name="before_value"),
    ]
