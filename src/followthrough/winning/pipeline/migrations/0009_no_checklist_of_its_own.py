"""The columns whose contents the migration before carried over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0008_one_checklist")]
    operations = [
        migrations.RemoveField(model_name="stage", name="checklist"),
        migrations.RemoveField(model_name="opportunity", name="checked"),
    ]
