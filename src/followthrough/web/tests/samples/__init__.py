"""Believable pages after the mocks in design/: what the tests render and the sample desk serves."""

# fmt: off

from followthrough.web.tests.samples import (
    boards,
    desk,
    doors,
    doubles,
    forms,
    grids,
    imports,
    letters,
    lists,
    looks,
    many,
    records,
    reports,
    then,
)
from followthrough.web.tests.samples.sheet import Sheet

SHEETS: tuple[Sheet, ...] = (
    lists.accounts(), lists.nothing(),
    lists.grouped(), looks.calendar(), looks.timeline(), looks.no_time(), lists.more_rows(), records.juniper(), records.inline_field(), records.inline_value(),
    records.inline_back(), records.inline_conflict(), records.earlier(), forms.new_account(), forms.invalid(), forms.conflict(),
    forms.dialog(), forms.action_page(), forms.secret(), forms.secret_page(), desk.today(), desk.quiet(), desk.keep(), desk.snooze(), desk.hand_over(), desk.row(),
    desk.kept(), desk.what_next(), desk.menu(), desk.more(), boards.pipeline(), boards.moved(), imports.upload(), imports.match(),
    imports.check(), imports.running(), imports.checking(), imports.done(), reports.on_time(), reports.jobs(), reports.jobs_part(), reports.settings(),
    reports.profile(), reports.notices(), reports.search(), doors.sign_in(), doors.refused(), doors.set_password(), doors.expired(),
    *doors.guests(), *doors.errors(), grids.beside(), grids.pasted(), grids.refused(),
    doubles.hint(), doubles.merging(), doubles.groups(), many.under_way(), many.finished(), then.juniper_then(),
    letters.settings(), letters.words(), letters.letter(), letters.read(), *letters.doors(),
)

FOUND: dict[str, object] = {
    "/palette.json": {"groups": [
        {"title": "Accounts and people", "items": [
            {"label": "Juniper Process Controls", "hint": "13 open promises, 2 late", "url": "/record", "icon": "building-2"},
            {"label": "Dana Whitfield", "hint": "mail comes back", "url": "/record", "icon": "user"}]},
        {"title": "Promises", "items": [
            {"label": "Refresh PlantBase Midwest, November file", "hint": "2 days late, Production", "url": "/promise", "icon": "refresh-cw"}]},
        {"title": "Do", "items": [{"label": "New promise", "url": "/form", "icon": "plus", "key": "N"}]},
    ]},
    "/search.json": [
        {"value": "ana", "label": "Ana Ruiz", "note": "coordinator"}, {"value": "tom", "label": "Tom Okafor", "note": "account manager"},
        {"value": "priya", "label": "Priya Nair", "note": "account manager"}],
}
