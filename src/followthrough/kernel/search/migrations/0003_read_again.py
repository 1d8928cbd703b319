"""Files in which nothing could be read are read again: PDF files and workbooks can be by now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0002_leads")]

    operations = [migrations.RunSQL("DELETE FROM search_filed_text WHERE text = ''", migrations.RunSQL.noop)]
