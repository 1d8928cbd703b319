"""The addresses of pages: what areas add first, then the generic ones of every record."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from followthrough.web.as_of_page import as_of_page
from followthrough.web.beside import record_beside
from followthrough.web.bin_page import bin_page
from followthrough.web.cells import save_cell, show_row
from followthrough.web.checklists import tick
from followthrough.web.choosing import choose, choose_of, make
from followthrough.web.doing import do
from followthrough.web.doubles_hint import doubles_hint
from followthrough.web.downloads import download
from followthrough.web.duplicates import duplicates
from followthrough.web.exports import export, fetch_download, follow_download, stop_download
from followthrough.web.forgotten import forgotten
from followthrough.web.forms import edit_record, new_record
from followthrough.web.guest_codes import mail_code, take_code
from followthrough.web.guests import answer_as_guest, guest_page, guest_sees, guest_was_seen, hold_guest_link
from followthrough.web.history_page import deed_page, history
from followthrough.web.import_check import check
from followthrough.web.import_done import done, rejects, resume, steer
from followthrough.web.import_match import match
from followthrough.web.imports import upload
from followthrough.web.inline import inline_field
from followthrough.web.jobs_page import jobs_page, steer_job
from followthrough.web.letters_page import letter, letters, put_letter_back
from followthrough.web.looks.moves import move_record
from followthrough.web.looks.page import record_list
from followthrough.web.mail_page import mail_settings, try_mail
from followthrough.web.mail_record import mail_file, mail_record
from followthrough.web.many import apply_many, choose_many, many, stop_many
from followthrough.web.merging import merge_records, merge_this
from followthrough.web.notices import notices, open_notice, read_all
from followthrough.web.one_time_link import hold_link, open_link
from followthrough.web.palette import palette
from followthrough.web.pasting import paste
from followthrough.web.profile import change_password, profile, save_profile
from followthrough.web.profile_panels import end_other_sessions, end_session
from followthrough.web.record_page import record_page, record_timeline, remember_visit
from followthrough.web.roots import favicon, robots
from followthrough.web.saved_views import begin_with, change_view, delete_view, save_view
from followthrough.web.search_page import search_page
from followthrough.web.settings_pages import settings_page
from followthrough.web.signing import sign_in, sign_in_as_demo, sign_out
from followthrough.web.undoing import undo_run
from followthrough.web.undoing_shown import stop_undoing, undoing


def area_pages() -> list[URLPattern | URLResolver]:
    """The `urlpatterns` of every area's `pages.py`."""
    found: list[URLPattern | URLResolver] = []
    for config in apps.get_app_configs():
        if config.name.startswith("followthrough.") and find_spec(f"{config.name}.pages"):
            found += import_module(f"{config.name}.pages").urlpatterns
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    *area_pages(),
    path("sign-in", sign_in),
    path("sign-in/demo", sign_in_as_demo),
    path("sign-in/forgotten", forgotten),
    path("sign-in/link", open_link),
    path("sign-in/link/<str:secret>", hold_link),
    path("g/<str:secret>", hold_guest_link),
    path("g/<slug:ref>/", guest_page),
    path("g/<slug:ref>/seen", guest_was_seen),
    path("g/<slug:ref>/code", mail_code),
    path("g/<slug:ref>/code/confirm", take_code),
    path("g/<slug:ref>/see/<str:name>", guest_sees),
    path("g/<slug:ref>/<slug:verb>", answer_as_guest),
    path("sign-out", sign_out),
    path("choose/<str:kind>", choose),
    path("choose/of/<slug:plural>/<slug:ref>/<slug:verb>/<slug:name>", choose_of),
    path("choose/<str:kind>/new", make),
    path("palette", palette),
    path("search/", search_page),
    path("settings/", settings_page),
    path("settings/mail/", mail_settings),
    path("settings/mail/try", try_mail),
    path("settings/letters/", letters),
    path("settings/letters/<str:key>/<str:language>/", letter),
    path("settings/letters/<str:key>/<str:language>/put-back", put_letter_back),
    path("jobs/", jobs_page),
    path("jobs/<int:job>/<slug:how>", steer_job),
    path("notices", notices),
    path("notices/read-all", read_all),
    path("notices/<int:number>", open_notice),
    path("bin/", bin_page),
    path("bin/<slug:plural>/", bin_page),
    path("history/", history),
    path("history/undoing/<uuid:key>/", undoing),
    path("history/undoing/<uuid:key>/stop", stop_undoing),
    path("history/<uuid:run>/", deed_page),
    path("history/<uuid:run>/undo", undo_run),
    path("robots.txt", robots),
    path("favicon.ico", favicon),
    path("profile", profile),
    path("profile/save", save_profile),
    path("profile/password", change_password),
    path("profile/sessions/end-others", end_other_sessions),
    path("profile/sessions/<slug:mark>/end", end_session),
    path("files/<slug:ref>", download),
    path("downloads/<uuid:key>/", follow_download),
    path("downloads/<uuid:key>/file", fetch_download),
    path("downloads/<uuid:key>/stop", stop_download),
    path("imports/new", upload),
    path("imports/<slug:ref>/match", match),
    path("imports/<slug:ref>/check", check),
    path("imports/<slug:ref>/done", done),
    path("imports/<slug:ref>/stop", steer, {"verb": "cancel"}),
    path("imports/<slug:ref>/go-on", steer, {"verb": "start"}),
    path("imports/<slug:ref>/", resume),
    path("imports/<slug:ref>/rejects.csv", rejects),
    path("duplicates/", duplicates),
    path("duplicates/<slug:plural>/", duplicates),
    path("mails/<slug:ref>/", mail_record),
    path("mails/<slug:ref>/files/<int:number>", mail_file),
    path("<slug:plural>/", record_list),
    path("<slug:plural>/views/save", save_view),
    path("<slug:plural>/views/begin", begin_with),
    path("<slug:plural>/views/<slug:ref>/change", change_view),
    path("<slug:plural>/views/<slug:ref>/delete", delete_view),
    re_path(r"^(?P<plural>[-\w]+)/export\.(?P<form>xlsx|csv|zip)$", export),
    path("<slug:plural>/new", new_record),
    path("<slug:plural>/new/doubles", doubles_hint),
    path("<slug:plural>/merge", merge_records),
    path("<slug:plural>/<slug:ref>/do/merge", merge_this),
    path("<slug:plural>/bulk", choose_many),
    path("<slug:plural>/bulk/apply", apply_many),
    path("<slug:plural>/bulk/<uuid:key>/", many),
    path("<slug:plural>/bulk/<uuid:key>/stop", stop_many),
    path("<slug:plural>/paste", paste),
    path("<slug:plural>/do/<slug:verb>", do),
    path("<slug:plural>/<slug:ref>/", record_page),
    path("<slug:plural>/<slug:ref>/edit", edit_record),
    path("<slug:plural>/<slug:ref>/timeline", record_timeline),
    path("<slug:plural>/<slug:ref>/as-of", as_of_page),
    path("<slug:plural>/<slug:ref>/tick/<slug:name>", tick),
    path("<slug:plural>/<slug:ref>/visited", remember_visit),
    path("<slug:plural>/<slug:ref>/field/<slug:name>", inline_field),
    path("<slug:plural>/<slug:ref>/do/<slug:verb>", do),
    path("<slug:plural>/<slug:ref>/move", move_record),
    path("<slug:plural>/<slug:ref>/beside", record_beside),
    path("<slug:plural>/<slug:ref>/row", show_row),
    path("<slug:plural>/<slug:ref>/cell/<slug:name>", save_cell),
]
