"""What stages asked for before checklists were one thing is carried over, with what was ticked, on an upgrade."""

from importlib import import_module

import pytest
from django.db import connections

LONG = "Everybody who must say yes has said so in writing, and the writing is filed with the account's papers"
AS_BEFORE = f"""
SELECT set_config('followthrough.verb', 'edit', true), set_config('followthrough.run', gen_random_uuid()::text, true),
       set_config('followthrough.now', now()::text, true);
ALTER TABLE pipeline_stage ADD checklist varchar(200)[] NOT NULL DEFAULT '{{}}';
ALTER TABLE pipeline_opportunity ADD checked varchar(200)[] NOT NULL DEFAULT '{{}}';
INSERT INTO pipeline_pipeline (ref, version, name, is_default) VALUES ('PL-01', 1, 'Sales', true);
INSERT INTO pipeline_stage (ref, version, pipeline_id, name, kind, position, probability, stalled_after_days, checklist)
SELECT new.ref, 1, p.id, new.ref, 'open', 1, 50, 30, new.items::varchar[] FROM pipeline_pipeline p,
  (VALUES ('ST-001', ARRAY['Price agreed?', 'Budget']), ('ST-002', ARRAY['Budget', $${LONG}$$])) new(ref, items);
INSERT INTO pipeline_opportunity
  (ref, version, name, stage_id, state, currency, close_reason, close_text, stage_since, slips, discount, held_by,
   source, former_id, custom, checked)
SELECT new.ref, 1, '', s.id, 'open', 'USD', '', '', now(), 0, 0, '', '', '', '{{"x_region": "north"}}',
  new.done::varchar[]
FROM pipeline_stage s, (VALUES ('D-1', ARRAY['Budget', $${LONG}$$]), ('D-2', ARRAY[]::varchar[])) new(ref, done)
WHERE s.ref = 'ST-001';
INSERT INTO numbering_counter (kind, year, last) VALUES ('custom.customfield', 0, 6)
"""  # noqa: S608 -- the one gap is a constant above
ITEMS = "SELECT ref, key, label, help, before_values, is_required FROM custom_customfield ORDER BY ref"
HISTORY = """
SELECT x.key, x.value, actor_name FROM history_entry, jsonb_each_text(after) x
WHERE kind = 'pipeline.opportunity' AND verb = 'carry_over' ORDER BY id
"""


@pytest.mark.django_db(databases=["default", "owner"])
def test_items_of_stages_and_their_ticks_become_the_checklist_of_opportunities() -> None:
    migration = import_module("followthrough.winning.pipeline.migrations.0008_one_checklist")
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute(AS_BEFORE)
        migration.carry_over(None, owner.SchemaEditorClass(owner))
        cursor.execute(ITEMS)
        assert cursor.fetchall() == [
            ("CF-007", "price_agreed", "Price agreed?", "", ["ST-001"], True),
            ("CF-008", "budget", "Budget", "", ["ST-001", "ST-002"], True),
            ("CF-009", "everybody_who_must_say_yes_has_said", LONG[:79] + "…", LONG, ["ST-002"], True),
        ]
        cursor.execute("SELECT ref, x.key FROM pipeline_opportunity, jsonb_object_keys(custom) x(key) ORDER BY 1, 2")
        ticked = ["x_budget", "x_everybody_who_must_say_yes_has_said"]
        assert cursor.fetchall() == [*(("D-1", name) for name in [*ticked, "x_region"]), ("D-2", "x_region")]
        cursor.execute(HISTORY)
        assert cursor.fetchall() == [(name, "true", "Followthrough") for name in ticked]
