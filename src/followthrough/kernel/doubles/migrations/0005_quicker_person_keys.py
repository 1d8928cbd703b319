"""The same keys of persons, found by functions that cost each written row less."""

from django.db import migrations

from followthrough.kernel.doubles.sql import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [("doubles", "0004_quicker_keys")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
