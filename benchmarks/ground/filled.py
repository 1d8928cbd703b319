"""A house filled with made-up work: so many records in all, whose words come from a made-up language of some 40,000."""

import sys
import time
from datetime import UTC, datetime

from benchmarks.ground.house import move_in

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=UTC)  # a day with something late, due today and due later this week

# The words of a made-up language, frequent ones first as in any language; the record of number n holds word(n, salt).
WORDS = """
CREATE TABLE bench_word (n int PRIMARY KEY, word text NOT NULL);
INSERT INTO bench_word SELECT row_number() OVER (ORDER BY md5(h || m || t || e)), h || m || t || e
FROM unnest('{B,Br,C,Ch,D,Dr,F,Fl,G,Gr,H,J,K,L,M,N,P,Pr,R,S,St,T,Tr,V,W}'::text[]) h, unnest('{a,e,i,o,u,ai,ea,ou}'::text[]) m,
     unnest('{l,n,r,s,t,ld,mor,nd,rk,ss,tt,vel,x}'::text[]) t, unnest('{a,e,is,on,en,ick,ton,well,sen,er,y,ova,man,ardo,eth}'::text[]) e;
CREATE FUNCTION bench_word(record bigint, salt text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT word FROM bench_word w
  WHERE w.n = 1 + floor(power(abs(hashtextextended(salt || record, 0) % 100000) / 100000.0, 3) * 37438)::int $$;
CREATE FUNCTION bench_number(n bigint, width int) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT lpad(n::text, greatest(width, length(n::text)), '0') $$;
GRANT SELECT ON bench_word TO PUBLIC;
ANALYZE bench_word
"""
FILL = """
INSERT INTO people_team (version, ref, name, is_department, email, former_id) VALUES (1, 'T-901', 'West', false, '', '');
INSERT INTO people_user (version, ref, name, email, role, reach, team_id, password, job_title, phone, former_id, signs_in, is_active,
                         language, zone, theme, keys_on, morning_mail, notices_by_mail)
SELECT 1, 'P-9' || lpad(n::text, 3, '0'), 'Person ' || n, 'p' || n || '@bench.example',
       CASE n WHEN 1 THEN 'coordinator' ELSE 'rep' END, CASE n WHEN 1 THEN 'all' ELSE 'own' END,
       (SELECT id FROM people_team WHERE ref = 'T-901'), '', '', '', '', true, true, 'en', 'UTC', 'system', true, false, false
FROM generate_series(1, 400) n;
INSERT INTO accounts_contact (version, ref, name, given_name, family_name, account_id, job_title, roles, email, phone, language, former_id)
SELECT 1, 'K-' || bench_number(n, 5), g || ' ' || f, g, f, a.id, 'Purchasing Manager', '{}',
       lower(g || '.' || f || n || '@' || split_part(a.name, ' ', 1) || '.example'), '+1' || (2120000000 + n), '', ''
FROM generate_series(1, :size * 35 / 100) n
CROSS JOIN LATERAL (SELECT bench_word(n % 900, 'given') AS g, bench_word(n, 'family') AS f) name
JOIN accounts_account a ON a.ref = 'A-' || bench_number(n % (:size * 15 / 100) + 1, 5);
INSERT INTO pipeline_opportunity (version, ref, name, account_id, owner_id, stage_id, state, amount, currency, close_on,
                                  stage_since, slips, close_reason, close_text, source, former_id, discount, held_by)
SELECT 1, 'D-2026-' || bench_number(n, 5), bench_word(n, 'deal') || ' ' || (ARRAY['order', 'renewal', 'pumps', 'upgrade'])[n % 4 + 1],
       a.id, a.owner_id, s.id, s.kind, 100 + n % 5000, 'USD', date ':day' + (n % 180)::int, now(), 0, '', '', '', '', 0, ''
FROM generate_series(1, :size * 20 / 100) n
JOIN (SELECT id, kind, row_number() OVER (ORDER BY position) - 1 AS place, count(*) OVER () AS whole
      FROM pipeline_stage WHERE binned_at IS NULL) s ON s.place = n % s.whole
JOIN accounts_account a ON a.ref = 'A-' || bench_number(n % (:size * 15 / 100) + 1, 5);
INSERT INTO promises_promise (version, ref, direction, kind, what, account_id, owed_to, owner_id, minder_id, due_on, due,
                              counted_due, zone, state, source_kind, source_id, source_ref, source_text, rule, is_touched,
                              agreed_with, reason, reason_text, ladder, pushes)
SELECT 1, 'PM-' || bench_number(n, 6), CASE n % 50 WHEN 7 THEN 'wait' ELSE 'promise' END, 'pipeline.next_step',
       (ARRAY['Send the quote', 'Call back', 'Deliver the file', 'Confirm the date'])[n % 4 + 1] || ' ' || bench_word(n, 'promise'),
       a.id, '', minder.id, minder.id, date ':day' - 3 + (n % 40)::int,
       (date ':day' - 2 + (n % 40)::int)::timestamptz - interval '1 microsecond',
       (date ':day' - 2 + (n % 40)::int)::timestamptz - interval '1 microsecond', 'UTC', 'open', 'pipeline.opportunity', n,
       'D-2026-' || bench_number(n, 5), 'Every open opportunity has a next step', 'pipeline.next_step', false, '', '', '', '{}', 0
FROM generate_series(1, :size * 20 / 100) n
JOIN accounts_account a ON a.ref = 'A-' || bench_number(n % (:size * 15 / 100) + 1, 5)
JOIN people_user minder ON minder.id = a.owner_id AND n > 5000 OR minder.ref = 'P-9001' AND n <= 5000;
INSERT INTO accounts_interaction (version, ref, kind, account_id, by_id, at, is_inbound, outcome, number, text, about_kind)
SELECT 1, 'I-' || bench_number(n, 6), 'call', a.id, a.owner_id, now(), false, 'reached', '',
       'Spoke with ' || bench_word(n, 'said') || ' about the ' || bench_word(n, 'thing') || ' and the next order of ' || bench_word(n, 'more'), ''
FROM generate_series(1, :size * 10 / 100) n
JOIN accounts_account a ON a.ref = 'A-' || bench_number(n % (:size * 15 / 100) + 1, 5);
"""
ACCOUNTS = """
INSERT INTO accounts_account (version, ref, name, kind, status, industry, owner_id, street, city, region, postcode, country, phone,
                              website, currency, terms, tags, former_id)
SELECT 1, 'A-' || bench_number(n, 5), bench_word(n, 'account') || ' ' ||
       (ARRAY['Valves', 'Company', 'Industries', 'Systems', 'Foods', 'Energy', 'Media', 'Holdings'])[n % 8 + 1], 'client', 'active',
       'Manufacturing', u.id, n || ' High Street', bench_word(n % 500, 'city'), '', lpad((n % 99999)::text, 5, '0'), 'United States',
       '+1' || (4150000000 + n), '', 'USD', '', '{}', 'F' || n
FROM generate_series(:first, :last) n JOIN people_user u ON u.ref = 'P-9' || lpad((n % 400 + 1)::text, 3, '0')
"""


def filled(size: int) -> None:
    """Make the tables and, unless that was done in an earlier run, so many records: needs a house of some hundreds."""
    from followthrough.foundation.accounts.models import Account

    move_in()
    if Account._default_manager.count() == 0:
        fill(size)


def insert_accounts(first: int, last: int, *, keep: bool) -> None:
    """Write accounts of these numbers as one statement; taken back again unless they are to be kept."""
    from django.db import connection, transaction

    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.history.acting import acting

    with transaction.atomic():
        with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()), connection.cursor() as cursor:
            cursor.execute(ACCOUNTS.replace(":first", str(first)).replace(":last", str(last)))
        transaction.set_rollback(not keep)


def fill(size: int) -> None:
    """Fill a house that has just been set up."""
    from django.db import connection, connections

    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.history.acting import acting

    began = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute(WORDS)
    people, rest = FILL.split(";\nINSERT INTO accounts_contact", 1)
    with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()), connection.cursor() as cursor:
        cursor.execute(people)
    insert_accounts(1, size * 15 // 100, keep=True)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()), connection.cursor() as cursor:
        cursor.execute(
            ("INSERT INTO accounts_contact" + rest).replace(":size", str(size)).replace(":day", str(WEDNESDAY.date()))
        )
    with connections["owner"].cursor() as cursor:  # what autovacuum does within some minutes
        cursor.execute("VACUUM ANALYZE")
    print(f"{size:,} records filled in {time.perf_counter() - began:.1f} s", file=sys.stderr)
