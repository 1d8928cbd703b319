"""The settings of mail: the server, a try of it, and what waits, went and failed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.actions.declare import actions_on
from followthrough.kernel.actions.run import run
from followthrough.kernel.mail.models import Mail, MailServer, MailState
from followthrough.kernel.mail.sending import TO_GO
from followthrough.kernel.mail.servers import is_set_outside, mail_server, row
from followthrough.kernel.records.problems import Denied, Invalid, Refused
from followthrough.web.buttons import fresh_key
from followthrough.web.fields import error_links, form_fields, typed_values
from followthrough.web.frame import actor_of_request, keep_toast, show
from followthrough.web.mail_told import why_none_leaves
from followthrough.web.shapes import ActionButton, Fact, FieldSet, FormPage, Link, Toast
from followthrough.web.showing import Reader, reader_of
from followthrough.web.wording import moment_text, number_text

ORDER = ("host", "port", "security", "user", "password", "sender_name", "sender_address")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MailPage:
    """mail_settings.html: how the queue stands, why mail does not go (`alarm`), and the server's form."""

    facts: tuple[Fact, ...]
    form: FormPage | None
    alarm: str = ""
    alarm_text: str = ""
    outside: str = ""


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """Show how mail stands; with POST set the server."""
    actor = allowed(request)
    action = actions_on(MailServer)["set"]
    if request.method != "POST":
        return _page(request, actor)
    values = typed_values(request, action.fields)
    sent = {name: value for name, value in values.items() if value != "" or name in ("host", "sender_address")}
    try:
        key = request.POST.get("idempotency_key", "")
        outcome = run(action, actor=actor, surface="web", values=sent, key=key)
    except Invalid as problem:
        return _page(request, actor, typed=values, errors=problem.fields)
    except Refused as problem:
        return _page(request, actor, typed=values, errors={"": problem.message})
    keep_toast(request, Toast(outcome.message))
    return redirect("/settings/mail/")


@require_POST
def try_mail(request: HttpRequest) -> HttpResponse:
    """Send the reader a test mail."""
    actor = allowed(request)
    try:
        outcome = run(actions_on(MailServer)["try"], actor=actor, surface="web", values={})
    except Refused as problem:
        keep_toast(request, Toast(str(problem.message), tone="late"))
    else:
        keep_toast(request, Toast(outcome.message))
    return redirect("/settings/mail/")


def allowed(request: HttpRequest) -> Actor:
    """Who asks, if they may set up mail."""
    actor = actor_of_request(request)
    if not actor.may("mails.serve"):
        raise Denied(_("Only administrators set up mail."))
    return actor


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    typed: Mapping[str, Any] | None = None,
    errors: Mapping[str, Any] | None = None,
) -> HttpResponse:
    reader, server = reader_of(actor), mail_server()
    facts = _facts(reader)
    alarm, text = why_none_leaves()
    outside = ""
    if is_set_outside() and server:
        outside = _("MAIL_URL names %(host)s, port %(port)d, as %(sender)s.") % {
            "host": server.host, "port": server.port, "sender": server.sender_address,
        }  # fmt: skip
    page = MailPage(facts, None if outside else _form(actor, typed, errors or {}), alarm, text, outside)
    button = ActionButton(_("Send me a test mail"), "/settings/mail/try", "send", how="post")
    return show(
        request,
        "web/mail_settings.html",
        page,
        title=_("Mail"),
        crumbs=(Link(_("Settings"), "/settings/"),),
        actions=(button,) if server else (),
        status=422 if errors else 200,
    )


def _facts(reader: Reader) -> tuple[Fact, ...]:
    mails = Mail.visible_to(reader.actor)
    waiting, failed = mails.filter(state__in=TO_GO), mails.filter(state=MailState.FAILED)
    sent = mails.filter(state=MailState.SENT, sent_at__gt=reader.now - DAY)
    oldest = waiting.order_by("at").values_list("at", flat=True).first()
    since = moment_text(oldest, now=reader.now, zone=reader.zone) if oldest else _("none")
    return (
        Fact(_("Waiting"), number_text(waiting.count()), url="/mails/?state=waiting&view=all"),
        Fact(_("Oldest waiting"), since),
        Fact(_("Failed"), number_text(failed.count()), url="/mails/?state=failed&view=all"),
        Fact(_("Sent in a day"), number_text(sent.count()), url="/mails/?state=sent&view=all"),
    )


def _form(actor: Actor, typed: Mapping[str, Any] | None, errors: Mapping[str, Any]) -> FormPage:
    action, kept = actions_on(MailServer)["set"], row()
    known = {field.name: field for field in action.fields}
    values = typed or {name: getattr(kept, name) if kept else known[name].default for name in ORDER}
    fields = {field.name: field for field in form_fields(tuple(known[n] for n in ORDER), values, actor, errors)}
    says = _("Left empty, the one kept stays. It is kept sealed and never shown.") if kept and kept.password else ""
    fields["password"] = replace(fields["password"], kind="password", value="", autocomplete="new-password", help=says)
    fields["sender_address"] = replace(
        fields["sender_address"], help=_("People of a team that has an e-mail of its own write under that one.")
    )
    return FormPage(
        sets=(FieldSet(tuple(fields[name] for name in ORDER)),),
        submit=_("Save"),
        cancel_url="",
        url="/settings/mail/",
        idempotency_key=fresh_key(),
        errors=error_links(errors) if "" not in errors else (Link(str(errors[""])),),
    )
