"""Uploads from the check to the way back: what is remembered, asked, set aside, stopped, shared and undone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import orjson
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.foundation.accounts.models import Account, Address, Contact, ContactPoint
from followthrough.kernel import clock
from followthrough.kernel.actions.hurdles import InTheWay
from followthrough.kernel.actions.undo import undo
from followthrough.kernel.exchange import entering, going, jobs
from followthrough.kernel.exchange.checking import counts_of, is_checked_for
from followthrough.kernel.exchange.keys import keys_of
from followthrough.kernel.exchange.models import Alias, Import, ImportState, Progress
from followthrough.kernel.exchange.preview import rows_after
from followthrough.kernel.exchange.rejects import rejected_rows
from followthrough.kernel.exchange.staging import _thawed, frozen
from followthrough.kernel.history.acting import acting
from followthrough.kernel.history.models import Deed, Entry
from followthrough.kernel.people.models import Team
from followthrough.kernel.records.problems import Invalid, NotFound
from followthrough.kernel.records.registry import type_of
from followthrough.kernel.records.sets import insert_rows, new_instances, update_rows
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def admin():
    return cast.as_actor(cast.person("Ada Admin", "admin"))


def uploaded(actor, into, text, **matched):
    sent = ContentFile(text.encode(), name="book.csv")
    draft = Import.objects.get(ref=cast.does(actor, Import, "upload", file=sent, into=into).ref)
    if matched:
        values = {"mapping": draft.mapping, "options": draft.options, **matched}
        cast.does(actor, Import, "match", draft, **values)
        draft.refresh_from_db()
    cast.does(actor, Import, "check", draft)
    return draft


def rows_of(draft, actor):
    return sorted(rows_after(draft, "", actor).rows, key=lambda row: row.number)


def let_in(actor, draft):
    cast.does(actor, Import, "apply", draft)
    draft.refresh_from_db()
    return {name: count for name, count in draft.counts.items() if count and name != "rows"}


def test_a_match_is_remembered_for_the_same_heads_by_oneself_and_the_team(admin):
    west = cast.made(Team, name="West")
    ana = cast.as_actor(cast.person("Ana Ruiz", "coordinator", west))
    ben = cast.as_actor(cast.person("Ben Wood", "coordinator", west))
    book = "Wer,Wo\nJuniper,Dayton\n"
    uploaded(ana, "accounts", book, mapping={"0": "name", "1": "region"}, options={"match": "name"})
    again = [uploaded(actor, "accounts", "Wo,Wer\nLima,Bremer\n") for actor in (ana, ben, admin)]
    assert [(draft.mapping, draft.options.get("match", "")) for draft in again[:2]] == [
        ({"1": "name", "0": "region"}, "name")
    ] * 2
    assert again[2].mapping != again[0].mapping


def test_rows_are_recognised_by_the_key_chosen(admin):
    juniper = cast.account("Juniper", website="https://www.juniper.com")
    book = "name,website\nJuniper Process,juniper.com/en\nBremer,bremer.com\n"
    by_domain = uploaded(admin, "accounts", book, options={"match": "website"})
    assert [row.record for row in rows_of(by_domain, admin)] == [juniper.pk, None]
    by_number = uploaded(admin, "accounts", "name\nJuniper\n", options={"match": "none"})
    assert counts_of(by_number)["new"] == 1
    with pytest.raises(Invalid):
        uploaded(admin, "accounts", book, options={"match": "binned_at"})


@pytest.mark.parametrize("head", ["Number", "Account", "Wer"])
def test_a_column_of_our_own_numbers_is_known_by_its_values_whatever_heads_it(admin, head):
    one, two, above = (cast.account(name) for name in ("Juniper", "Bremer", "Holding"))
    lines = [f"{one.ref},K1,Juniper Process,{above.ref}", f"{two.ref.lower()},K2,Bremer Valves,{above.ref}"]
    draft = uploaded(admin, "accounts", "\n".join([f"{head},Former number,Name,Parent", *lines, "A-99999,K3,New,"]))
    assert draft.mapping == {"0": "ref", "1": "former_id", "2": "name", "3": "parent"}
    assert [row.record for row in rows_of(draft, admin)] == [one.pk, two.pk, None]
    assert let_in(admin, draft) == {"changed": 2, "rejected": 1}


def test_another_systems_numbers_that_look_like_ours_are_not_taken_for_them(admin):
    cast.account("Juniper")
    draft = uploaded(admin, "accounts", "Number,Name\nA-88001,One\nA-88002,Two\nA-88003,Three\n")
    assert draft.mapping == {"0": "former_id", "1": "name"}


def test_links_are_found_by_number_former_number_name_and_domain(admin):
    one = cast.account("Juniper Process", former_id="F-77", website="https://juniper.com")
    book = f"name,account\nA,{one.ref.lower()}\nB,f-77\nC,JUNIPER-PROCESS\nD,www.juniper.com\nE,sales@juniper.com\n"
    draft = uploaded(admin, "contacts", book)
    assert [row.values["account"] for row in rows_of(draft, admin)] == [one] * 5
    only_names = uploaded(admin, "contacts", "name,account\nA,F-77\n", options={"by": {"1": "name"}})
    assert counts_of(only_names)["new"] == 1
    assert let_in(admin, only_names) == {"new": 1}
    assert Account.objects.filter(name="F-77").count() == 1


def test_a_row_that_fits_several_is_asked_about_and_goes_where_it_is_told(admin):
    one, two = cast.account("Juniper", city="Dayton"), cast.account("Juniper", city="Lima")
    draft = uploaded(admin, "accounts", "name,region\nJuniper,OH\nBremer,OH\n")
    asked, _new = rows_of(draft, admin)
    assert (asked.verdict, [ref for ref, _title, _note in asked.asks[0].options]) == ("choose", [one.ref, two.ref])
    cast.does(admin, Import, "choose", draft, row=asked.number, column=0, meant=two.ref)
    assert let_in(admin, draft) == {"new": 1, "changed": 1}
    assert list(Account.objects.order_by("pk").values_list("region", flat=True)) == ["", "OH", "OH"]
    with pytest.raises(Invalid):
        cast.does(admin, Import, "choose", uploaded(admin, "accounts", "name\nX\n"), row=2, column=0, meant=two.ref)


def test_a_name_said_to_mean_a_record_is_used_in_the_next_file_until_it_is_removed(admin):
    gtx = cast.account("GTX Professional")
    book = "name,account\nDana,GTX Profesional\nRafa,GTX Profesional\n"
    draft = uploaded(admin, "contacts", book)
    assert counts_of(draft)["choose"] == 2
    cast.does(admin, Import, "choose", draft, row=2, column=1, meant=gtx.ref)
    assert counts_of(draft)["new"] == 2
    alias = Alias.objects.get()
    assert (alias.text, alias.target_id) == ("GTX Profesional", gtx.pk)
    again = uploaded(admin, "contacts", "name,account\nEva,gtx-profesional\n")
    assert [row.values["account"] for row in rows_of(again, admin)] == [gtx]
    cast.does(admin, Alias, "delete", alias)
    assert counts_of(uploaded(admin, "contacts", "name,account\nEva,gtx-profesional\n"))["choose"] == 1


def test_a_question_is_answered_by_a_button_on_the_page_and_the_rest_goes_in(client):
    coordinator = cast.person("Ana Ruiz", "coordinator", reach="all")
    cast.account("Juniper Process Controls")
    draft = uploaded(cast.as_actor(coordinator), "contacts", "name,account\nDana,Juniper Proces Controls\n")
    client.force_login(coordinator)
    address = f"/imports/{draft.ref}/check"
    page = client.get(address).content.decode()
    ref = Account.objects.get().ref
    assert f'name="choose" value="2:1:{ref}"' in page and 'name="choose" value="2:1:+"' in page
    assert client.post(address, {"choose": f"2:1:{ref}"}).status_code == 302
    assert client.post(address, {"apply": "1"}).url == f"/imports/{draft.ref}/done"
    assert Contact.objects.get().account == Account.objects.get()
    assert b"/undo" in client.get(f"/imports/{draft.ref}/done").content


def test_a_near_name_may_be_made_new(admin):
    cast.account("Juniper Controls")
    draft = uploaded(admin, "contacts", "name,account\nRafa,Juniper Control Inc\nEva,Juniper Control Inc\n")
    draft = draft if counts_of(draft)["choose"] else uploaded(admin, "contacts", "name,account\nR,Juniper Control\n")
    row = rows_of(draft, admin)[0]
    cast.does(admin, Import, "choose", draft, row=row.number, column=1, meant="+")
    let_in(admin, draft)
    assert Account.objects.filter(name=row.asks[1].text).count() == 1


def test_rows_set_aside_come_back_as_a_file_that_goes_in_once_mended(admin):
    draft = uploaded(admin, "accounts", "name,client since\nGood,2020-01-31\nBad,31/11/2026\n=1+1,soon\n")
    assert let_in(admin, draft) == {"new": 1, "rejected": 2}
    text = "".join(rejected_rows(draft, admin))
    assert text.splitlines()[0] == "name,client since,What is wrong"
    mended = text.replace("31/11/2026", "2026-11-30").replace("soon", "2026-11-29")
    again = uploaded(admin, "accounts", mended)
    assert let_in(admin, again) == {"new": 2}
    assert sorted(Account.objects.values_list("name", flat=True)) == ["=1+1", "Bad", "Good"]


def test_what_somebody_changed_or_added_since_the_check_is_set_aside(admin):
    juniper = cast.account("Juniper", city="Dayton")
    draft = uploaded(admin, "accounts", "name,city\nJuniper,Toledo\nBremer,Lima\nHavel,Brno\n")
    cast.does(admin, Account, "edit", juniper, city="Akron")
    cast.account("Bremer")
    assert let_in(admin, draft) == {"new": 1, "rejected": 2}
    assert list(Account.objects.order_by("pk").values_list("name", "city")) == [
        ("Juniper", "Akron"),
        ("Bremer", ""),
        ("Havel", "Brno"),
    ]


def test_a_stopped_upload_goes_on_where_it_was_without_doubles(admin, monkeypatch):
    monkeypatch.setattr(entering, "BATCH", 2)
    draft = uploaded(admin, "accounts", "name,city\n" + "".join(f"Company {n},Lima\n" for n in range(7)))
    cast.does(admin, Import, "start", draft)
    draft.refresh_from_db()
    kind, run = type_of(Account), Progress.objects.get(upload=draft).run
    way_in = entering.Entering(draft, kind, admin, run)
    assert [going.enter_next(way_in) for _batch in range(2)] == [True, True]
    Progress.objects.update(is_cancelled=True)
    going.enter_next(way_in)
    going.stop(draft, admin, "Stopped by hand.")
    assert (Account.objects.count(), Import.objects.get().state) == (6, ImportState.FAILED)
    cast.does(admin, Import, "start", draft)
    jobs.apply_upload(draft.ref, admin.user_id)
    jobs.apply_upload(draft.ref, admin.user_id)
    assert sorted(Account.objects.values_list("name", flat=True)) == [f"Company {n}" for n in range(7)]
    assert Import.objects.get().state == ImportState.DONE
    assert Deed.objects.get(run=run).records == 7
    undo(run, actor=admin, surface="test")
    assert (Account.objects.count(), Import.objects.get().state) == (0, ImportState.DONE)


def test_an_upload_taken_back_leaves_nothing_but_history_and_what_others_changed(admin):
    old = cast.account("Juniper", city="Dayton")
    book = "name,account,email,phone,street,country\n" + "".join(
        f"Dana {n},{'Juniper' if n else 'New Company'},dana{n}@falk.com,+49 30 90182{n},1 High Street,Germany\n"
        for n in range(3)
    )
    draft = uploaded(admin, "contacts", book)
    assert let_in(admin, draft) == {"new": 3}
    assert [model.objects.count() for model in (Contact, ContactPoint, Address, Account)] == [3, 6, 3, 2]
    run = Progress.objects.get(upload=draft).run
    eve = cast.as_actor(cast.person("Eve Moss", "coordinator", reach="all"))
    kept = Contact.objects.get(name="Dana 2")
    cast.does(eve, Contact, "edit", kept, job_title="Buyer")
    with pytest.raises(InTheWay) as problem:
        undo(run, actor=admin, surface="test")
    assert "Dana 2" in str(problem.value.hurdles)
    undo(run, actor=admin, surface="test", anyway=True)
    assert [model.objects.count() for model in (Contact, ContactPoint, Account)] == [1, 2, 1]
    assert Account.objects.get() == old
    assert Entry.objects.filter(run=run).exists()


def test_a_draft_is_shared_with_colleagues_who_may_upload_and_checked_anew_for_them(admin):
    ana, ben = (cast.person(name, "coordinator", reach="all") for name in ("Ana Ruiz", "Ben Wood"))
    draft = uploaded(cast.as_actor(ana), "accounts", "name\nJuniper\n")
    with pytest.raises(NotFound):
        cast.does(cast.as_actor(ben), Import, "apply", draft)
    with pytest.raises(Invalid):
        cast.does(cast.as_actor(ana), Import, "share", draft, colleague=cast.person("Vera Ro", "readonly").ref)
    cast.does(cast.as_actor(ana), Import, "share", draft, colleague=ben.ref)
    assert (is_checked_for(draft, cast.as_actor(ana)), is_checked_for(draft, cast.as_actor(ben))) == (True, False)
    assert let_in(cast.as_actor(ben), draft) == {"new": 1}


def test_many_rows_are_written_and_changed_as_few_are(admin):
    names = [f"Ünïted “{n}”\t\\N" for n in range(250)]
    rows = [
        {"ref": f"A-9{n:05}", "name": name, "tags": ["a,b", '"'], "client_since": date(2020, 2, 29)}
        for n, name in enumerate(names)
    ]
    with acting(admin, "arrange", surface="test", now=clock.now()):
        made = new_instances(Account, rows)
        insert_rows(Account, made)
        assert list(Account.objects.order_by("ref").values_list("name", "tags", "client_since", "kind")) == [
            (name, ["a,b", '"'], date(2020, 2, 29), "prospect") for name in names
        ]
        for one in made:
            one.tags, one.annual_revenue, one.client_since = ["x"], Decimal("1.50"), None
        update_rows(Account, made, ["tags", "annual_revenue", "client_since"])
    found = set(map(str, Account.objects.values_list("tags", "annual_revenue", "client_since", "version")))
    assert found == {str((["x"], Decimal("1.50"), None, 2))}


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
    st.none(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.times(),
    st.datetimes(timezones=st.just(UTC)),
)


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(["name", "amount", "since"]), VALUES | st.lists(VALUES, max_size=3)))
def test_staged_values_come_back_the_same(values):
    assert _thawed(orjson.loads(frozen(values)), {}) == values
    assert [type(value) for value in _thawed(orjson.loads(frozen(values)), {}).values()] == list(
        map(type, values.values())
    )


def test_a_moment_is_not_read_back_as_a_day():
    moment = datetime(2026, 11, 30, tzinfo=UTC)
    assert _thawed(orjson.loads(frozen([moment])), {}) == [moment]


@given(st.lists(st.text(alphabet=st.characters(max_codepoint=0x17F, exclude_characters="\x00")), max_size=20))
@settings(max_examples=50)
def test_keys_worked_out_here_are_those_of_the_database(texts):
    with connection.cursor() as cursor:
        cursor.execute("SELECT t, ft_key(t) FROM unnest(%s::text[]) t", [texts])
        assert keys_of(texts) == dict(cursor.fetchall())
