"""The row that arms a house; one made by migrations is armed from its first day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Arming",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("armed_at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.RunSQL(
            "INSERT INTO arming_arming (armed_at, by) VALUES (now(), '')", migrations.RunSQL.noop
        ),
    ]
