"""The same keys of persons; those of two words, as most are, found without a query."""

from django.db import migrations

from followthrough.kernel.doubles.sql import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [("doubles", "0006_search_reads_the_index")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
