"""Writes: made, changed from the version seen, binned, brought back, and never twice by one key."""

import pytest
from django.db import connection

from followthrough.foundation.accounts.models import Account
from followthrough.foundation.catalogue.models import Product
from followthrough.kernel.notes.models import Note
from tests import cast
from tests.callers import Caller

pytestmark = pytest.mark.django_db


def test_a_new_record_is_answered_with_its_address_and_version(admin):
    made = admin.post("/accounts", {"name": "Juniper", "kind": "client"})
    assert (made.status_code, made["ETag"], made.body["name"]) == (201, '"1"', "Juniper")
    found = admin.get(made["Location"].removeprefix("/api/v1"))
    assert (found.status_code, found["ETag"], found.body) == (200, '"1"', made.body)


def test_a_change_needs_the_version_it_was_made_from(admin):
    account = cast.account("Juniper")
    refused = admin.patch(f"/accounts/{account.ref}", {"city": "Lima"})
    assert (refused.status_code, refused.body["code"]) == (428, "version_needed")
    done = admin.patch(f"/accounts/{account.ref}", {"city": "Lima"}, If_Match='"1"')
    assert (done.status_code, done["ETag"], done.body["city"]) == (200, '"2"', "Lima")


def test_a_stale_change_is_refused_with_both_values(admin):
    account = cast.account("Juniper")
    admin.patch(f"/accounts/{account.ref}", {"city": "Lima"}, If_Match='"1"')
    stale = admin.patch(f"/accounts/{account.ref}", {"city": "Quito"}, If_Match='"1"')
    assert (stale.status_code, stale.body["version"], stale["ETag"]) == (412, 2, '"2"')
    (clash,) = stale.body["clashes"]
    assert (clash["field"], clash["theirs"], clash["yours"]) == ("city", "Lima", "Quito")
    assert Account.objects.get(pk=account.pk).city == "Lima"


def test_a_stale_change_of_another_field_is_refused_too(admin):
    account = cast.account("Juniper")
    admin.patch(f"/accounts/{account.ref}", {"city": "Lima"}, If_Match='"1"')
    stale = admin.patch(f"/accounts/{account.ref}", {"region": "NV"}, If_Match='"1"')
    assert (stale.status_code, stale.body["clashes"]) == (412, [])


def test_a_star_changes_whatever_stands_there_and_a_weak_mark_never_matches(admin):
    account = cast.account("Juniper")
    assert admin.patch(f"/accounts/{account.ref}", {"city": "Lima"}, If_Match="*").status_code == 200
    assert admin.patch(f"/accounts/{account.ref}", {"city": "Quito"}, If_Match='W/"2"').status_code == 412
    assert admin.patch(f"/accounts/{account.ref}", {"city": "Quito"}, If_Match="2").status_code == 400


def test_a_stale_change_tells_nothing_of_a_guarded_field(admin):
    product = cast.made(Product, name="Valve", cost="1", currency="USD")
    admin.patch(f"/products/{product.ref}", {"cost": "987654.32"}, If_Match='"1"')
    coordinator = Caller(cast.person("Cora Coordinator", "coordinator"))
    stale = coordinator.patch(f"/products/{product.ref}", {"cost": "5"}, If_Match='"1"')
    assert (stale.status_code, b"987654" in stale.content) == (412, False)
    refused = coordinator.patch(f"/products/{product.ref}", {"cost": "5"}, If_Match='"2"')
    assert (refused.status_code, list(refused.body["fields"])) == (422, ["cost"])


def test_deleting_goes_to_the_bin_and_comes_back(admin):
    account = cast.account("Juniper")
    assert admin.delete(f"/accounts/{account.ref}").status_code == 428
    binned = admin.delete(f"/accounts/{account.ref}", If_Match='"1"')
    assert (binned.status_code, binned.body["undone_by"]) == (200, "restore")
    assert admin.get(f"/accounts/{account.ref}").status_code == 404
    assert admin.post(f"/accounts/{account.ref}/restore").body["record"]["name"] == "Juniper"
    assert admin.get(f"/accounts/{account.ref}").status_code == 200


def test_bad_values_are_each_named_and_nothing_is_written(admin):
    answer = admin.post("/accounts", {"kind": "nonsense", "created_at": "2020-01-01", "is_staff": True})
    assert (answer.status_code, set(answer.body["fields"])) == (422, {"name", "kind", "created_at", "is_staff"})
    assert Account.objects.count() == 0


def test_an_amount_with_its_currency_sets_both(admin):
    made = admin.post("/products", {"name": "Valve", "list_price": {"amount": "19.90", "currency": "EUR"}})
    assert (made.body["list_price"], made.body["currency"]) == ({"amount": "19.90", "currency": "EUR"}, "EUR")
    two = {"name": "Pump", "list_price": {"amount": "1", "currency": "EUR"}, "cost": {"amount": "1", "currency": "USD"}}
    assert admin.post("/products", two).status_code == 422


def test_what_was_read_can_be_sent_back(admin):
    account = cast.account("Juniper", owner=admin.user)
    read = admin.get(f"/accounts/{account.ref}").body
    same = {name: read[name] for name in ("name", "owner", "kind", "tags", "annual_revenue", "parent")}
    sent = admin.patch(f"/accounts/{account.ref}", same, If_Match='"1"')
    assert (sent.status_code, sent["ETag"]) == (200, '"1"')


def test_the_same_key_gives_the_same_answer_and_one_record(admin):
    first = admin.post("/accounts", {"name": "Juniper"}, Idempotency_Key="k-1")
    admin.patch(f"/accounts/{first.body['ref']}", {"name": "Changed"}, If_Match="*")
    again = admin.post("/accounts", {"name": "Juniper"}, Idempotency_Key="k-1")
    assert (again.status_code, again.content, again["Location"], again["ETag"]) == (
        201, first.content, first["Location"], first["ETag"],
    )  # fmt: skip
    assert (again["Idempotent-Replayed"], "Idempotent-Replayed" in first, Account.objects.count()) == ("true", False, 1)


def test_the_same_key_with_another_body_or_address_is_refused(admin):
    made = admin.post("/accounts", {"name": "Juniper"}, Idempotency_Key="k-1")
    other = admin.post("/accounts", {"name": "Another"}, Idempotency_Key="k-1")
    assert (other.status_code, other.body["code"]) == (422, "key_reused")
    elsewhere = admin.patch(made["Location"].removeprefix("/api/v1"), {}, If_Match="*", Idempotency_Key="k-1")
    assert (elsewhere.status_code, elsewhere.body["code"]) == (422, "key_reused")


def test_a_key_covers_change_and_deletion_even_from_an_old_version(admin):
    account = cast.account("Juniper")
    for method, body in (("PATCH", {"city": "Lima"}), ("DELETE", None)):
        version = f'"{Account.objects.get(pk=account.pk).version}"'
        first = admin.ask(method, f"/accounts/{account.ref}", body, If_Match=version, Idempotency_Key=method)
        again = admin.ask(method, f"/accounts/{account.ref}", body, If_Match=version, Idempotency_Key=method)
        assert (again.status_code, again.content) == (200, first.content)


def test_callers_do_not_share_keys(admin):
    other = Caller(cast.person("Olga Other", "admin"))
    admin.post("/accounts", {"name": "Juniper"}, Idempotency_Key="k-1")
    assert other.post("/accounts", {"name": "Juniper"}, Idempotency_Key="k-1").status_code == 201
    assert Account.objects.count() == 2


def test_a_key_that_is_no_word_is_refused(admin):
    assert admin.post("/accounts", {"name": "J"}, Idempotency_Key="a b").status_code == 400
    assert admin.post("/accounts", {"name": "J"}, Idempotency_Key="x" * 201).status_code == 400


def test_a_verb_answers_what_came_of_it(admin):
    account = cast.account("Juniper")
    done = admin.post(f"/accounts/{account.ref}/add-note", {"text": "Called back."}, Idempotency_Key="n")
    again = admin.post(f"/accounts/{account.ref}/add-note", {"text": "Called back."}, Idempotency_Key="n")
    assert (done.body["message"], again.content, Note.objects.count()) == (
        "The note is on the record.", done.content, 1,
    )  # fmt: skip
    (note,) = admin.get(f"/accounts/{account.ref}/notes").body["items"]
    assert (note["text"], note["author"]["title"]) == ("Called back.", "Ada Admin")


def test_a_verb_heeds_if_match_when_it_is_sent(admin):
    account = cast.account("Juniper")
    assert admin.post(f"/accounts/{account.ref}/add-note", {"text": "x"}, If_Match='"7"').status_code == 412
    assert Note.objects.count() == 0


def test_a_secret_is_shown_once_and_kept_nowhere(admin):
    made = admin.post("/keys/make", {"name": "till"}, Idempotency_Key="k")
    again = admin.post("/keys/make", {"name": "till"}, Idempotency_Key="k")
    assert (made.body["secret"][:4], "secret" in again.body) == ("ftk_", False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM actions_answer WHERE outcome::text LIKE %s", [f"%{made.body['secret']}%"])
        assert cursor.fetchone() == (0,)


def test_a_private_note_is_for_its_author_and_managers(admin, rep, west):
    account = cast.account("Juniper", team=west)
    rep.post(f"/accounts/{account.ref}/add-note", {"text": "CANARY", "is_private": True})
    colleague = Caller(cast.person("Carl Colleague", "rep", west))
    counts = [len(who.get(f"/accounts/{account.ref}/notes").body["items"]) for who in (rep, admin, colleague)]
    assert counts == [1, 1, 0]
    assert b"CANARY" not in colleague.get(f"/accounts/{account.ref}/history").content


def test_a_checked_create_answers_what_may_be_there_and_makes_nothing(admin, rep):
    account = cast.account("GTX Pro")
    refused = admin.post("/accounts?check=doubles", {"name": "GTXPro"})
    assert (refused.status_code, refused.body["code"]) == (409, "may_be_there")
    assert refused.body["doubles"] == [{"ref": account.ref, "title": "GTX Pro", "score": 89, "why": "same name"}]
    assert Account.objects.count() == 1
    assert admin.post("/accounts", {"name": "GTXPro"}).status_code == 201
    assert admin.post("/accounts?check=other", {"name": "X"}).status_code == 422
    assert rep.post("/accounts?check=doubles", {"name": "GTXPro"}).status_code == 201  # sees none of them


def test_a_repeat_of_a_checked_create_is_answered_as_the_first(admin):
    for _again in range(2):
        made = admin.post("/accounts?check=doubles", {"name": "Kestrel Media"}, Idempotency_Key="k-1")
        assert (made.status_code, made.body["name"]) == (201, "Kestrel Media")
    assert Account.objects.count() == 1
