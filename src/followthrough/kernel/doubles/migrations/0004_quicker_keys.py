"""The same keys, found by functions that cost each written row less."""

from django.db import migrations

from followthrough.kernel.doubles.sql import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [("doubles", "0003_lists_search_the_index")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
