"""The values that selection reads follow the data sheets, whoever writes these: an action, an upload, an undo."""

from django.db import migrations

FOLLOW = """
CREATE OR REPLACE FUNCTION fitting_values_of(sheet_ids bigint[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO fitting_partvalue
    (sheet_id, product_id, family_id, attribute_id, position, written, key, series, low, high)
  SELECT s.id, s.product_id, s.family_id, a.key::bigint, v.position::smallint, v.value ->> 'w', v.value ->> 'k',
         v.value ->> 's', (v.value ->> 'l')::numeric, (v.value ->> 'h')::numeric
  FROM fitting_partsheet s, jsonb_each(s.values) a, jsonb_array_elements(a.value) WITH ORDINALITY v(value, position)
  WHERE s.id = ANY(sheet_ids) AND s.binned_at IS NULL
$$;

CREATE OR REPLACE FUNCTION fitting_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM fitting_values_of(array_agg(id)) FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM fitting_partvalue WHERE sheet_id IN (SELECT id FROM old_rows);
  ELSE
    DELETE FROM fitting_partvalue WHERE sheet_id IN (SELECT id FROM new_rows);
    PERFORM fitting_values_of(array_agg(id)) FROM new_rows;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER fitting_follow_insert AFTER INSERT ON fitting_partsheet
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION fitting_follow();
CREATE TRIGGER fitting_follow_update AFTER UPDATE ON fitting_partsheet
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION fitting_follow();
CREATE TRIGGER fitting_follow_delete AFTER DELETE ON fitting_partsheet
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION fitting_follow();
"""
FORGET = "DROP FUNCTION fitting_follow CASCADE; DROP FUNCTION fitting_values_of;"


class Migration(migrations.Migration):
    dependencies = [("fitting", "0001_initial")]
    operations = [migrations.RunSQL(FOLLOW, FORGET)]
