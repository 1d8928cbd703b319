"""The SQL that brings a value to the key by which its doubles are found; immutable, so that it can be indexed."""

# Of the signs only those of ASCII are cut: what counts as a letter beyond it depends on the database's locale.
# Legal forms are words of their own at the end or the start; dots are gone by then, so "S.A." is "sa".
# plpgsql, not sql: functions that cannot be inlined cost a plan each there, and every row that goes in calls them.
FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION public.ft_words(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE p text := CASE WHEN octet_length(t) = length(t) THEN lower(t)
                  ELSE lower(public.unaccent('public.unaccent'::regdictionary, t)) END;
BEGIN
  RETURN ' ' || btrim(regexp_replace(translate(replace(p, '&', ' and '), '.''`', ''),
                                     '[[:space:]!-/:-@[-`{-~]+', ' ', 'g')) || ' ';
END $$;

CREATE OR REPLACE FUNCTION public.ft_company_key(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE p text := public.ft_words(t);
BEGIN
  RETURN coalesce(nullif(replace(regexp_replace(p,
    ' (?:the|and|und|et|y|inc|incorporated|corp|corporation|co|company|companies|ltd|limited|llc|llp|lp|plc|pllc|pc|'
    'gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ev|se|sa|sas|sasu|sarl|srl|sl|slu|spa|snc|sapi|cv|de cv|bv|nv|vof|ab|as|asa|aps|'
    'oy|oyj|sp z oo|zoo|kft|zrt|sro|doo|pty|pte|pvt|kk|kabushiki kaisha|ltda|eirl|eireli|group|holding|holdings)(?= )',
    '', 'g'), ' ', ''), ''), replace(p, ' ', ''));
END $$;

CREATE OR REPLACE FUNCTION public.ft_person_key(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  titles text[] := '{mr,mrs,ms,miss,mx,dr,prof,sir,herr,frau,don,dona,sra,srta,jr,sr,ii,iii,iv,phd,md,mba,esq}';
  words text[] := string_to_array(btrim(public.ft_words(t)), ' ');
BEGIN
  IF cardinality(words) = 2 AND NOT words && titles THEN -- as most names: a third of the work of the query below
    RETURN least(words[1], words[2]) || ' ' || greatest(words[1], words[2]);
  END IF;
  RETURN array_to_string(ARRAY(SELECT word FROM unnest(words) AS word WHERE word <> ALL (titles) ORDER BY word), ' ');
END $$;

CREATE OR REPLACE FUNCTION public.ft_sound(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE s text := regexp_replace(translate(t, 'bfpvcgjkqsxzdtlmnraeiouhwy', 'bbbbccccccccddlmmr'), '(.)\1+', '\1', 'g');
BEGIN
  RETURN CASE WHEN length(replace(s, ' ', '')) < 3 THEN t ELSE s END;
END $$;

CREATE OR REPLACE FUNCTION public.ft_company_sound(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$ BEGIN RETURN public.ft_sound(public.ft_company_key(t)); END $$;

CREATE OR REPLACE FUNCTION public.ft_person_sound(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$ BEGIN RETURN public.ft_sound(public.ft_person_key(t)); END $$;

CREATE OR REPLACE FUNCTION public.ft_phone_key(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE d text := regexp_replace(regexp_replace(lower(t), '(ext|x|#).*$', ''), '[^0-9]', '', 'g');
BEGIN
  RETURN CASE WHEN length(d) < 7 THEN '' ELSE right(d, 8) END;
END $$;

CREATE OR REPLACE FUNCTION public.ft_reach_key(t text) RETURNS text LANGUAGE plpgsql
  IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN CASE WHEN strpos(t, '@') = 0 THEN public.ft_phone_key(t)
              ELSE regexp_replace(lower(btrim(t)), '\+[^@]*@', '@') END;
END $$;

CREATE OR REPLACE FUNCTION public.ft_domain_key(t text) RETURNS text LANGUAGE sql
  IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT CASE WHEN strpos(d, '.') = 0 OR d IN (
    'gmail.com', 'googlemail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'live.com', 'msn.com', 'aol.com',
    'icloud.com', 'me.com', 'gmx.de', 'gmx.net', 'web.de', 't-online.de', 'mail.com', 'protonmail.com', 'proton.me',
    'yandex.ru', 'mail.ru', 'qq.com', '163.com') THEN '' ELSE d END
  FROM (SELECT regexp_replace(regexp_replace(regexp_replace(lower(btrim(t)), '^[a-z]+://', ''), '[/:?#].*$', ''),
                              '^(.*@)?(www[.])?', '') d) x
$$;
"""

DROPPED = """
DROP FUNCTION public.ft_domain_key(text), public.ft_reach_key(text), public.ft_phone_key(text),
  public.ft_person_sound(text), public.ft_company_sound(text), public.ft_sound(text), public.ft_person_key(text),
  public.ft_company_key(text), public.ft_words(text)
"""
