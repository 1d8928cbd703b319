"""Addresses of departments' calendars become calendar feeds like any other; those given away go on working."""

from typing import Any

from django.db import migrations

ACTING = """
SELECT set_config('followthrough.verb', 'carry_over', true), set_config('followthrough.surface', 'upgrade', true),
       set_config('followthrough.actor_id', '', true), set_config('followthrough.actor_name', 'Followthrough', true),
       set_config('followthrough.run', gen_random_uuid()::text, true), set_config('followthrough.now', now()::text, true)
"""
CARRIED = """
INSERT INTO renewals_feedaddress (ref, version, created_at, updated_at, binned_at, user_id, department_id, name, whose,
  key_hash, revoked_at)
SELECT ref, 1, created_at, updated_at, binned_at, user_id, department_id, name, 'all', token_hash, revoked_at
FROM deliveries_departmentfeed ORDER BY id
"""
FORGET = "SELECT set_config('followthrough.run', '', true), set_config('followthrough.verb', '', true)"


def carry_over(apps: Any, schema_editor: Any) -> None:
    """Each address with its secret, whoever made it and what it is of."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM deliveries_departmentfeed LIMIT 1")
        if cursor.fetchone() is None:
            return
        cursor.execute(ACTING)
        cursor.execute(CARRIED)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(FORGET)


class Migration(migrations.Migration):
    dependencies = [
        ("deliveries", "0001_initial"),
        ("history", "0002_deed"),
        ("renewals", "0003_feeds_of_departments"),
    ]
    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="DepartmentFeed"),
    ]
