"""How long a search takes at a million records, and what keeping the index costs.

Run it as `bin/benchmark searching`. It starts a database of its own in a scratch folder, fills it with made-up companies,
people, deals, promises and conversations whose words come from a made-up language of some 40,000, searches as one who sees
everything and as one who sees little, and prints p50 and p95 in milliseconds for each kind of word; then the time of a
hundred thousand new records with the index and without.
"""

import argparse
import os
import statistics
import sys
import time
from typing import Any

from benchmarks.ground.house import move_in, scratch_house

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
ANALYZE bench_word
"""
FILL = """
INSERT INTO people_team (version, ref, name, is_department, email, former_id) VALUES (1, 'T-901', 'West', false, '', '');
INSERT INTO people_user (version, ref, name, email, role, reach, team_id, password, job_title, phone, former_id, signs_in, is_active,
                         language, zone, theme, keys_on)
SELECT 1, 'P-9' || lpad(n::text, 3, '0'), 'Person ' || n, 'p' || n || '@bench.example', 'rep', CASE n WHEN 1 THEN 'all' ELSE 'own' END,
       (SELECT id FROM people_team WHERE ref = 'T-901'), '', '', '', '', true, true, 'en', 'UTC', 'system', true
FROM generate_series(1, 400) n;
INSERT INTO accounts_contact (version, ref, name, given_name, family_name, account_id, job_title, roles, email, phone, language, former_id)
SELECT 1, 'K-' || bench_number(n, 5), g || ' ' || f, g, f, a.id, 'Purchasing Manager', '{}',
       lower(g || '.' || f || n || '@' || split_part(a.name, ' ', 1) || '.example'), '+1' || (2120000000 + n), '', ''
FROM generate_series(1, :size * 35 / 100) n
CROSS JOIN LATERAL (SELECT bench_word(n % 900, 'given') AS g, bench_word(n, 'family') AS f) name
JOIN accounts_account a ON a.ref = 'A-' || bench_number(n % (:size * 15 / 100) + 1, 5);
INSERT INTO pipeline_opportunity (version, ref, name, account_id, owner_id, stage_id, state, amount, currency, close_on,
                                  stage_since, slips, checked, close_reason, close_text, source, former_id)
SELECT 1, 'D-2026-' || bench_number(n, 5), bench_word(n, 'deal') || ' ' || (ARRAY['order', 'renewal', 'pumps', 'upgrade'])[n % 4 + 1],
       a.id, a.owner_id, (SELECT min(id) FROM pipeline_stage), 'open', 100 + n % 5000, 'USD', current_date, now(), 0, '{}', '', '', '', ''
FROM generate_series(1, :size * 20 / 100) n
JOIN accounts_account a ON a.ref = 'A-' || bench_number(n % (:size * 15 / 100) + 1, 5);
INSERT INTO promises_promise (version, ref, direction, kind, what, account_id, owed_to, owner_id, minder_id, due_on, due,
                              counted_due, zone, state, source_kind, source_id, source_ref, source_text, rule, is_touched,
                              agreed_with, reason, reason_text, ladder, pushes)
SELECT 1, 'PM-' || bench_number(n, 6), 'promise', 'pipeline.next_step',
       (ARRAY['Send the quote', 'Call back', 'Deliver the file', 'Confirm the date'])[n % 4 + 1] || ' ' || bench_word(n, 'promise'),
       a.id, '', a.owner_id, a.owner_id, current_date, now(), now(), 'UTC', 'open', 'pipeline.opportunity', n,
       'D-2026-' || bench_number(n, 5), 'Every open opportunity has a next step', 'pipeline.next_step', false, '', '', '', '{}', 0
FROM generate_series(1, :size * 20 / 100) n
JOIN accounts_account a ON a.ref = 'A-' || bench_number(n % (:size * 15 / 100) + 1, 5);
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
SEARCHES = {
    "three letters, frequent": ("val", "ind", "sen", "str"),
    "a word many hold": ("valves", "company", "quote", "order"),
    "a rare word": (":rare", ":rare2"),
    "two words": (":full", ":full2"),
    "misspelt": (":slip", ":slip2"),
    "nowhere": ("zyxqwv", "qqq wwww"),
    "a number": ("D-2026-00123", "a-1234", "#777"),
    "an e-mail": (":mail", ":mailpart"),
    "a phone number": ("(212) 000-1234", "000-1234", "+1 415 000 4321"),
}


def main() -> int:
    """Fill, measure, print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--size", type=int, default=1_000_000)
    given.add_argument("--times", type=int, default=10)
    options = given.parse_args()
    with scratch_house():
        _at(options.size, options.times)
    return 0


def _at(size: int, times: int) -> None:
    from followthrough.foundation.accounts.models import Account
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User

    move_in()
    if Account._default_manager.count() == 0:
        _fill(size)
    print(f"{'search':<26}{'sees':>8}{'found':>8}{'p50 ms':>9}{'p95 ms':>9}")
    words = _words()
    for sees, ref in (("all", "P-9001"), ("little", "P-9002")):
        actor = actor_of(User._default_manager.get(ref=ref))
        for name, searches in SEARCHES.items():
            _measure(name, sees, [words.get(one, one) for one in searches], actor, times)
    _upkeep(size)


def _words() -> dict[str, str]:
    """Real words of the records for the searches that need them."""
    from followthrough.foundation.accounts.models import Contact

    one, two = Contact._default_manager.get(ref="K-01234"), Contact._default_manager.get(ref="K-23456")
    return {
        ":rare": one.family_name, ":rare2": two.family_name, ":full": one.name, ":full2": two.name[:-1],
        ":slip": one.family_name[:2] + one.family_name[3:], ":slip2": two.family_name[:-2] + two.family_name[:-3:-1],
        ":mail": one.email, ":mailpart": two.email.split("@")[0],
    }  # fmt: skip


def _measure(name: str, sees: str, searches: list[str], actor: Any, times: int) -> None:
    from followthrough.kernel.search.finding import find

    took, found = [], 0
    for typed in searches:
        for _time in range(times):
            began = time.perf_counter()
            finds = find(typed, actor)
            took.append((time.perf_counter() - began) * 1000)
        found += sum(len(one.finds) for one in finds)
        if os.environ.get("SLOW"):
            print(
                f"    {typed!r} {took[-1]:.0f} ms {[(str(o.kind.plural), [f.record.title for f in o.finds]) for o in finds]}"
            )
    p95 = sorted(took)[int(len(took) * 0.95)]
    print(f"{name:<26}{sees:>8}{found:>8}{statistics.median(took):>9.1f}{p95:>9.1f}", flush=True)


def _upkeep(size: int) -> None:
    """The time of a hundred thousand new accounts, with the index's triggers and without, each taken back."""
    from django.db import connections

    for how in ("DISABLE", "ENABLE", "DISABLE", "ENABLE"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"ALTER TABLE accounts_account {how} TRIGGER ft_search_insert")
        began = time.perf_counter()
        _insert(10_000_000, 10_099_999, keep=False)
        print(f"100,000 accounts, index {how.lower()}d: {time.perf_counter() - began:.1f} s", flush=True)


def _insert(first: int, last: int, *, keep: bool) -> None:
    from django.db import connection, transaction

    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.history.acting import acting

    with transaction.atomic():
        with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()), connection.cursor() as cursor:
            cursor.execute(ACCOUNTS.replace(":first", str(first)).replace(":last", str(last)))
        transaction.set_rollback(not keep)


def _fill(size: int) -> None:
    from django.db import connection, connections

    from followthrough.config.migrating import migrate_database
    from followthrough.kernel import clock
    from followthrough.kernel.access.actor import SYSTEM
    from followthrough.kernel.history.acting import acting

    began = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute(WORDS)
    migrate_database()
    people, rest = FILL.split(";\nINSERT INTO accounts_contact", 1)
    with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()), connection.cursor() as cursor:
        cursor.execute(people)
    _insert(1, size * 15 // 100, keep=True)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    with acting(SYSTEM, "fill", surface="benchmark", now=clock.now()), connection.cursor() as cursor:
        cursor.execute(("INSERT INTO accounts_contact" + rest).replace(":size", str(size)))
    with connections["owner"].cursor() as cursor:  # what autovacuum does within some minutes
        cursor.execute("VACUUM ANALYZE")
    print(f"{size:,} records filled in {time.perf_counter() - began:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
