"""The SQL behind custom fields: what turns stored text into values, and the one door through which indexes are made."""

# Text that is no value of the kind is NULL, never an error: a list must not break because of one old value.
VALUES = r"""
CREATE OR REPLACE FUNCTION ft_custom_number(t text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN t ~ '^-?[0-9]{1,30}(\.[0-9]{1,30})?$' THEN t::numeric END $$;
CREATE OR REPLACE FUNCTION ft_custom_id(t text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN t ~ '^[0-9]{1,18}$' THEN t::bigint END $$;
CREATE OR REPLACE FUNCTION ft_custom_yes(t text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT coalesce(t = 'true', false) $$;
CREATE OR REPLACE FUNCTION ft_custom_day(t text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT CASE WHEN t ~ '^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    THEN make_date(substr(t, 1, 4)::int, substr(t, 6, 2)::int, 1) + (substr(t, 9, 2)::int - 1) END $$;
"""

# The application owns no table, so it can't index one. This does, as the owner, and nothing else: the table must be a
# record's, the key a custom field's, the kind one that is known.
INDEXES = """
CREATE OR REPLACE FUNCTION ft_custom_index_name(record_table text, key text, kind text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT 'custom_' || md5(record_table || '.' || key || '.' || kind) $$;

CREATE OR REPLACE FUNCTION ft_custom_index(record_table text, key text, kind text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  place regclass := to_regclass(format('public.%I', record_table));
  called text := ft_custom_index_name(record_table, key, kind);
  shape text := CASE kind
    WHEN 'text' THEN '(ft_fold(coalesce(custom ->> %1$L, '''')), id)'
    WHEN 'choice' THEN '(coalesce(custom ->> %1$L, ''''), id)'
    WHEN 'number' THEN '(ft_custom_number(custom ->> %1$L), id)'
    WHEN 'date' THEN '(ft_custom_day(custom ->> %1$L), id)'
    WHEN 'yes_no' THEN '(ft_custom_yes(custom ->> %1$L), id)'
    WHEN 'link' THEN '(ft_custom_id(custom ->> %1$L), id)'
    WHEN 'words' THEN 'USING gin (ft_fold(coalesce(custom ->> %1$L, '''')) gin_trgm_ops)'
  END;
BEGIN
  IF shape IS NULL OR key !~ '^x_[a-z][a-z0-9_]{0,39}$' OR place IS NULL OR NOT EXISTS (
    SELECT FROM pg_trigger WHERE tgrelid = place AND tgfoid = 'ft_history()'::regprocedure
  ) THEN
    RAISE EXCEPTION 'no custom field can be indexed so' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s ', called, place) || format(shape, key);
  EXECUTE format('COMMENT ON INDEX %I IS %L', called, format('%s.%s as %s', record_table, key, kind));
END $$;

CREATE OR REPLACE FUNCTION ft_custom_unindex(called text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF called !~ '^custom_[0-9a-f]{32}$' THEN
    RAISE EXCEPTION 'not an index of a custom field' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  EXECUTE format('DROP INDEX IF EXISTS public.%I', called);
END $$;
"""
