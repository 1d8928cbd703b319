"""What stages asked for, and what was ticked of it, becomes the checklist that any record has."""

import re
import unicodedata
from typing import Any

from django.db import migrations

LONGEST = 80
KIND = "pipeline.opportunity"
ACTING = """
SELECT set_config('followthrough.verb', 'carry_over', true), set_config('followthrough.surface', 'upgrade', true),
       set_config('followthrough.actor_id', '', true), set_config('followthrough.actor_name', 'Followthrough', true),
       set_config('followthrough.run', gen_random_uuid()::text, true), set_config('followthrough.now', now()::text, true)
"""
ASKED = """
SELECT item, array_agg(DISTINCT ref ORDER BY ref) FROM pipeline_stage, unnest(checklist) WITH ORDINALITY u(item, place)
GROUP BY item ORDER BY min(ARRAY[position, id, place])
"""
NUMBER = """
INSERT INTO numbering_counter (kind, year, last) VALUES ('custom.customfield', 0, 1)
ON CONFLICT (kind, year) DO UPDATE SET last = numbering_counter.last + 1 RETURNING last
"""
MADE = """
INSERT INTO custom_customfield (ref, version, record_type, key, label, label_es, kind, decimals, currency, link_to,
  before_field, before_values, is_required, in_list, help, position, readers, writers)
VALUES (%s, 1, %s, %s, %s, '', 'tick', 2, '', '', '', %s, true, false, %s, %s, '{}', '{}')
"""
TICK = """
UPDATE pipeline_opportunity SET custom = custom || jsonb_build_object(%s::text, true) WHERE %s = ANY(checked)
"""
FORGET = "SELECT set_config('followthrough.run', '', true), set_config('followthrough.verb', '', true)"


def carry_over(apps: Any, schema_editor: Any) -> None:
    """An item for each text, before every stage that asks for it; ticked wherever the text was."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(ASKED)
        asked = cursor.fetchall()
        if not asked:
            return
        cursor.execute(ACTING)
        cursor.execute("SELECT key FROM custom_customfield WHERE record_type = %s", [KIND])
        taken = {row[0] for row in cursor.fetchall()}
        for text, stages in asked:
            taken.add(key := _key(text, taken))
            cursor.execute(NUMBER)
            ref = f"CF-{cursor.fetchone()[0]:03}"
            label = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
            told = "" if label == text else text
            cursor.execute(MADE, [ref, KIND, key, label, stages, told, 10 * len(taken)])
            cursor.execute(TICK, [f"x_{key}", text])
        cursor.execute(FORGET)


def _key(text: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    key = (words if words[:1].isalpha() else f"item_{words}")[:36].strip("_")
    numbered = (f"{key}_{number}" for number in range(2, 1_000))
    return key if key not in taken else next(one for one in numbered if one not in taken)


class Migration(migrations.Migration):
    dependencies = [
        ("custom", "0003_several_states"),
        ("history", "0002_deed"),
        ("numbering", "__first__"),
        ("pipeline", "0007_price_edition_of_a_line"),
    ]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
