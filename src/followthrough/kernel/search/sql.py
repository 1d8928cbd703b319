"""The SQL behind the index: how text becomes words, and the triggers that keep every record's entry."""

# Everything that is no letter and no figure, by code points, so that it does not depend on the database's locale.
# What remains can stand unquoted in a tsvector.
APART = r"[\u0001-/:-@\[-`{-¿×÷ˆ-˿\u2000-\u20cf\u2190-\u2bff\u3000-\u3004\u3008-\u303f\uff00-\uff0f\ufeff]+"
WITHIN = r"[-'’`´./&_]+"  # signs inside one word: O'Brien, T-Mobile, OLD-17
COUNTRY_CODE = r"^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})"  # of the ITU, without +

# plpgsql, not sql: functions that cannot be inlined cost a plan each there, and a row in an import calls three of them.
FUNCTIONS = rf"""
CREATE OR REPLACE FUNCTION ft_plain(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE p text;
BEGIN
  IF octet_length(t) = length(t) THEN -- no letter has an accent to lose
    RETURN btrim(regexp_replace(lower(t), '[^a-z0-9]+', ' ', 'g'));
  END IF;
  p := lower(public.unaccent('public.unaccent'::regdictionary, t));
  IF octet_length(p) = length(p) THEN
    RETURN btrim(regexp_replace(p, '[^a-z0-9]+', ' ', 'g'));
  END IF;
  RETURN btrim(regexp_replace(p, '{APART}', ' ', 'g'));
END $$;

CREATE OR REPLACE FUNCTION ft_joined(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ BEGIN RETURN CASE WHEN t ~ $re${WITHIN}$re$ THEN regexp_replace(t, $re${WITHIN}$re$, '', 'g') END; END $$;

CREATE OR REPLACE FUNCTION ft_words(code text, texts text, more text) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE p text := ft_plain(texts);
BEGIN
  IF length(p) > 60 AND p ~ '[^ ]{{16}}' AND p ~ '[^ ]{{61}}' THEN -- the short one is quick to say no
    p := regexp_replace(p, '([^ ]{{60}})[^ ]+', '\1', 'g');
  END IF;
  p := concat_ws(' ', nullif(p, ''), nullif(more, ''));
  RETURN CASE WHEN p = '' THEN ''::tsvector
         ELSE array_to_tsvector(string_to_array(concat(code, '.', replace(p, ' ', concat(' ', code, '.'))), ' ')) END;
END $$;

CREATE OR REPLACE FUNCTION ft_number(ref text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT lower(replace(ref, '-', '')) || ' #' || ltrim(substring(ref from '\d+$'), '0') $$;

CREATE OR REPLACE FUNCTION ft_phone(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE d text;
BEGIN
  IF t !~ '^[-+0-9 ()./]{{6}}' THEN RETURN NULL; END IF;
  d := ltrim(left(regexp_replace(split_part(t, 'x', 1), '\D', '', 'g'), 40), '0');
  RETURN CASE WHEN d <> '' THEN concat('~', reverse(d), ' ', regexp_replace(d, '{COUNTRY_CODE}', '')) END;
END $$;
-- Without sequential scans: where many entries hold a word, the planner would read the table until enough are found,
-- which is all of it if they stand at its end.
CREATE OR REPLACE FUNCTION ft_holding(query tsquery, most int) RETURNS SETOF search_entry LANGUAGE sql STABLE
  SET enable_seqscan TO off AS $$ SELECT * FROM search_entry WHERE words @@ query LIMIT most $$;

CREATE OR REPLACE FUNCTION ft_words_alike(t text, longest int) RETURNS SETOF text LANGUAGE sql STABLE
  AS $$ SELECT word FROM search_word WHERE word % t AND length(word) <= longest $$;

CREATE OR REPLACE FUNCTION ft_long_words_alike(t text, longest int) RETURNS SETOF text LANGUAGE plpgsql VOLATILE AS $$
DECLARE usual real := show_limit();
BEGIN
  PERFORM set_limit(0.5);
  RETURN QUERY SELECT word::text FROM search_word WHERE word % t AND length(word) <= longest;
  PERFORM set_limit(usual);
END $$;
"""  # noqa: S608 -- constants of this file

LONGEST_TITLE, LONGEST_TEXT, LONGEST_FILE = 120, 50_000, 100_000  # characters; a tsvector holds at most 1 MB

# What a row of {table}, called n, is found by.
ENTRY = """
SELECT {kind}::varchar AS kind, n.id AS record_id, {leads_kind}::varchar AS leads_kind, {leads_id}::bigint AS leads_id,
       left(ft_plain({title}), {longest})::varchar AS title,
       ft_words({code}, concat_ws(' ', {texts}, ft_joined(concat_ws(' ', {shorts}))),
                concat_ws(' ', {numbers})) AS words
"""
WRITE = """
INSERT INTO search_entry AS e (kind, record_id, leads_kind, leads_id, title, words)
{entry} FROM {rows} WHERE n.binned_at IS NULL AND {kept} AND {wanted}
ON CONFLICT (kind, record_id) DO {met}
"""
RENEW = """
UPDATE SET leads_kind = excluded.leads_kind, leads_id = excluded.leads_id,
       title = excluded.title, words = excluded.words
WHERE (e.leads_kind, e.leads_id, e.title, e.words)
      IS DISTINCT FROM (excluded.leads_kind, excluded.leads_id, excluded.title, excluded.words)
"""
# Whoever wrote an entry that is owed did so later than the record was made: it stands.
LEAVE = "NOTHING"
OWED = (
    "{table} n JOIN unnest(%s::bigint[], %s::bigint[]) AS owed (first, last) ON n.id BETWEEN owed.first AND owed.last"
)
WORDS_OF = r"""
SELECT DISTINCT substring(w from position('.' in w) + 1) AS word
FROM {entries}, LATERAL unnest(tsvector_to_array(words)) w WHERE w ~ '\.[^0-9#~]{{4,}}$'
"""
LEARN = """
WITH made AS ({write} RETURNING e.words), used AS ({used})
INSERT INTO search_word (word)
SELECT word FROM used WHERE NOT EXISTS (SELECT FROM search_word k WHERE k.word = used.word)
"""
RENEW_WORDS = """
WITH used AS MATERIALIZED ({used}), gone AS (
  DELETE FROM search_word k WHERE NOT EXISTS (SELECT FROM used WHERE used.word = k.word)
     OR EXISTS (SELECT FROM search_word d WHERE d.word = k.word AND d.id < k.id))
INSERT INTO search_word (word)
SELECT word FROM used WHERE NOT EXISTS (SELECT FROM search_word k WHERE k.word = used.word)
"""

TRIGGER_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE differs boolean;
BEGIN
  IF TG_OP = 'INSERT' AND current_setting('followthrough.search', true) = 'later' THEN
    INSERT INTO search_owed (kind, first, last)
    SELECT {kind}, min(n.id), max(n.id) FROM new_rows n HAVING count(*) > 0;
  ELSIF TG_OP = 'INSERT' THEN
    {on_insert};
  ELSIF TG_OP = 'UPDATE' THEN
    DELETE FROM search_entry e USING new_rows n
    WHERE e.kind = {kind} AND e.record_id = n.id AND NOT (n.binned_at IS NULL AND {kept});
    -- Neither may go through the new rows once for each old one: a plan made for a few rows is kept for many.
    PERFORM set_config('enable_nestloop', 'off', true);
    differs := EXISTS (SELECT FROM {both} WHERE {differs});
    PERFORM set_config('enable_nestloop', 'on', true);
    IF differs THEN
      EXECUTE $each${on_update}$each$;
    END IF;
  ELSE
    DELETE FROM search_entry e USING old_rows o WHERE e.kind = {kind} AND e.record_id = o.id;
  END IF;
  RETURN NULL;
END $body$
"""
TRIGGERS = (
    "CREATE OR REPLACE TRIGGER ft_search_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows "
    "FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
    "CREATE OR REPLACE TRIGGER ft_search_update AFTER UPDATE ON {table} "
    "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
    "CREATE OR REPLACE TRIGGER ft_search_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows "
    "FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
)
