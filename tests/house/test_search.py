"""Search and palette over the whole house: no canary of another side, and every verb of the menus within reach."""

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from followthrough.kernel.records.registry import record_types
from followthrough.kernel.search.finding import find
from followthrough.web.buttons import class_buttons, record_buttons
from followthrough.web.menu import menu_items
from followthrough.web.settings_items import settings_for
from followthrough.web.wording import capital
from tests import cast
from tests.house.conftest import PRIVATE

NAMES = ("coordinator", "department", "rep_a", "rep_b", "readonly", "manager", "finance", "admin")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_search_finds_exactly_what_this_role_sees(house, name):
    actor = cast.as_actor(house.callers[name].user)
    wrong, asked = [], {}
    for typed in ("canarya", "canaryb", PRIVATE, "a.txt"):
        for one in find(typed, actor, limit=100):
            if not actor.may(one.kind.permission("view")):
                wrong.append((typed, one.kind.plural))
            for record in [part for hit in one.finds for part in (hit.record, hit.via) if part]:
                asked.setdefault(type(record), set()).add(record.pk)
    for model, ids in asked.items():
        seen = set(model.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
        wrong += [(model, pk) for pk in ids - seen]
    assert wrong == []


@pytest.mark.slow
def test_stranger_hears_the_same_of_a_hidden_word_as_of_none(house):
    stranger = cast.as_actor(cast.person("Stan Stranger", "rep", reach="own"))
    side = house.sides["A"]
    for kind in record_types():
        if kind.model.visible_to(stranger).filter(pk=side.records[kind.model].pk).exists():
            continue
        assert find(side.mark(kind), stranger, only=[kind.kind]) == [], kind.plural


def lines(client, typed, referer=""):
    """The labels the palette offers, each with its key."""
    headers = {"Referer": f"http://testserver{referer}"} if referer else {}
    groups = client.get("/palette", {"q": typed}, headers=headers).json()["groups"]
    return {line["label"]: line["key"] for group in groups for line in group["items"]}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_menu_action_is_found_in_the_palette(house, language):
    admin = cast.person(f"Ada {language}", "admin", language=language, email=f"{language}@example.com")
    actor, client = cast.as_actor(admin), Client()
    client.force_login(admin, backend="followthrough.kernel.people.backend.PersonBackend")
    offered, missing = lines(client, ">"), []
    for kind in (kind for kind in record_types() if kind.listed):
        record = house.sides["A"].records[kind.model]
        here = lines(client, ">", f"/{kind.plural}/{record.ref}/")
        with translation.override(language):
            missing += [(kind.plural, b.label) for b in class_buttons(kind, actor) if offered.get(b.label) != b.key]
            first, rest = record_buttons(record, actor)
            missing += [(kind.plural, b.label) for b in (*first, *rest) if here.get(b.label) != b.key]
            if kind.form and actor.may(kind.permission("create")):
                new = gettext("New %(label)s") % {"label": kind.label}
                missing += [(kind.plural, new)] if new not in offered else []
    with translation.override(language):
        keys = {capital(item.label): f"G {item.letter}" if item.letter else "" for item in menu_items(actor)}
        missing += [label for label, key in keys.items() if offered.get(label) != key]
        pages = [one for _title, group in settings_for(actor) for one in group if one.url]
        missing += [one.label for one in pages if str(one.label) not in offered]
    assert missing == []
