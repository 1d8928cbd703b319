"""The SQL behind versions, history and folded text, installed after every migration."""

FUNCTIONS = """
CREATE OR REPLACE FUNCTION ft_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  NEW.updated_at := coalesce(nullif(current_setting('followthrough.now', true), '')::timestamptz, now());
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION ft_acting() RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE verb text := current_setting('followthrough.verb', true);
BEGIN
  IF coalesce(verb, '') = '' THEN
    RAISE EXCEPTION 'a record was written outside an action' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN verb;
END $$;

-- A plan made for a few rows is kept for many: it must never go through the new rows once for each old one.
CREATE OR REPLACE FUNCTION ft_history() RETURNS trigger LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  hidden text[] := ARRAY['version', 'updated_at', 'password', 'last_login', 'custom'];
  doing text := ft_acting();
  who bigint := nullif(current_setting('followthrough.actor_id', true), '')::bigint;
  named text := coalesce(current_setting('followthrough.actor_name', true), '');
  via text := coalesce(current_setting('followthrough.surface', true), '');
  corr text := coalesce(current_setting('followthrough.correlation', true), '');
  grouped uuid := current_setting('followthrough.run')::uuid;
  moment timestamptz := current_setting('followthrough.now')::timestamptz;
  p_kind text := nullif(TG_ARGV[1], '');
  p_column text := nullif(TG_ARGV[2], '');
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO history_entry (at, kind, record_id, parent_kind, parent_id, operation, version, before, after,
                               actor_id, actor_name, verb, surface, correlation, run)
    SELECT moment, TG_ARGV[0], n.id, p_kind, (t.told ->> p_column)::bigint, 'create', n.version, NULL,
           jsonb_strip_nulls(CASE WHEN n.custom = '{}' THEN t.told - hidden ELSE (t.told - hidden) || n.custom END),
           who, named, doing, via, corr, grouped
    FROM new_rows n CROSS JOIN LATERAL (SELECT to_jsonb(n) AS told OFFSET 0) t ORDER BY n.id; -- OFFSET: made once a row
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO history_entry (at, kind, record_id, parent_kind, parent_id, operation, version, before, after,
                               actor_id, actor_name, verb, surface, correlation, run)
    SELECT moment, TG_ARGV[0], n.id, p_kind, (to_jsonb(n) ->> p_column)::bigint, 'change', n.version, d.before, d.after,
           who, named, doing, via, corr, grouped
    FROM new_rows n JOIN old_rows o ON o.id = n.id,
    LATERAL (
      SELECT jsonb_object_agg(c.key, c.before) AS before, jsonb_object_agg(c.key, c.after) AS after
      FROM (
        SELECT a.key, b.value AS before, a.value AS after
        FROM jsonb_each(to_jsonb(n) - hidden) a JOIN jsonb_each(to_jsonb(o) - hidden) b ON b.key = a.key
        WHERE a.value IS DISTINCT FROM b.value
        UNION ALL -- a custom field is there or not, and stands in history under its own name
        SELECT coalesce(a.key, b.key), b.value, a.value
        FROM jsonb_each(n.custom) a FULL JOIN jsonb_each(o.custom) b ON b.key = a.key
        WHERE a.value IS DISTINCT FROM b.value
      ) c
    ) d
    WHERE d.after IS NOT NULL ORDER BY n.id;
  ELSE
    INSERT INTO history_entry (at, kind, record_id, parent_kind, parent_id, operation, version, before, after,
                               actor_id, actor_name, verb, surface, correlation, run)
    SELECT moment, TG_ARGV[0], o.id, p_kind, (to_jsonb(o) ->> p_column)::bigint, 'delete', o.version,
           (to_jsonb(o) - hidden) || o.custom, NULL, who, named, doing, via, corr, grouped
    FROM old_rows o ORDER BY o.id;
  END IF;
  RETURN NULL;
END $$;
"""

# Joins the changes of one record within a run: of keys that come twice, the last value stands.
MERGED = """
CREATE OR REPLACE AGGREGATE ft_merged(jsonb) (SFUNC = jsonb_concat, STYPE = jsonb, INITCOND = '{}', PARALLEL = SAFE)
"""

# History names custom fields beside the columns; a row holds them together in its column `custom`.
HELD = """
CREATE OR REPLACE FUNCTION ft_held(told jsonb, held jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN strpos(told::text, '"x_') = 0 THEN told || jsonb_build_object('custom', held) ELSE (
    SELECT coalesce(jsonb_object_agg(k.key, k.value) FILTER (WHERE NOT starts_with(k.key, 'x_')), '{}')
      || jsonb_build_object('custom', jsonb_strip_nulls(
           held || coalesce(jsonb_object_agg(k.key, k.value) FILTER (WHERE starts_with(k.key, 'x_')), '{}')))
    FROM jsonb_each(told) k
  ) END
$$
"""

# One line for each run, from what its statements wrote; a run of several transactions counts on.
# (id + 0: the planner must look by the run, not go through the whole history by id.)
DEED = """
WITH written AS (
  INSERT INTO history_deed (run, at, actor_id, actor_name, verb, surface, kind, record_id, records,
                            root, takes_back, cause)
  SELECT f.run, f.at, f.actor_id, f.actor_name, f.verb, f.surface, coalesce(f.parent_kind, f.kind),
         coalesce(f.parent_id, f.record_id),
         (SELECT count(DISTINCT record_id) FROM history_entry WHERE run = f.run AND kind = f.kind),
         %(root)s, %(takes_back)s, %(cause)s
  FROM (SELECT * FROM history_entry WHERE run = %(run)s ORDER BY id + 0 LIMIT 1) f
  ON CONFLICT (run) DO UPDATE SET records = EXCLUDED.records
)
SELECT set_config('followthrough.run', '', true), set_config('followthrough.verb', '', true)
"""

# plpgsql, not sql: it can't be inlined, and there costs a plan each.
FOLD = """
CREATE OR REPLACE FUNCTION ft_fold(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF octet_length(t) = length(t) THEN RETURN lower(t); END IF; -- no letter has an accent to lose
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, t));
END $$;
"""

# The bin is small beside what it stands in: an index of its own, on every record's table.
TRIGGERS = (
    "CREATE INDEX IF NOT EXISTS {bin} ON {table} (binned_at DESC) WHERE binned_at IS NOT NULL",
    "CREATE OR REPLACE TRIGGER ft_touch BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION ft_touch()",
    "CREATE OR REPLACE TRIGGER ft_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows "
    "FOR EACH STATEMENT EXECUTE FUNCTION ft_history({kind}, {parent_kind}, {parent_column})",
    "CREATE OR REPLACE TRIGGER ft_update AFTER UPDATE ON {table} "
    "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows "
    "FOR EACH STATEMENT EXECUTE FUNCTION ft_history({kind}, {parent_kind}, {parent_column})",
    "CREATE OR REPLACE TRIGGER ft_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows "
    "FOR EACH STATEMENT EXECUTE FUNCTION ft_history({kind}, {parent_kind}, {parent_column})",
)
