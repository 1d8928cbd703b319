"""The settings page: everything that is set up once, with how much there is of it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.people.models import Company
from followthrough.kernel.records.listing import counted
from followthrough.kernel.records.problems import Denied
from followthrough.kernel.records.registry import RecordType, type_named
from followthrough.web.frame import actor_of_request, show
from followthrough.web.settings_items import Setting, has_settings, settings_for
from followthrough.web.shapes import SettingsGroup, SettingsItem, SettingsPage
from followthrough.web.showing import url_of
from followthrough.web.wording import capital, number_text


def settings_page(request: HttpRequest) -> HttpResponse:
    """The lines this person may use, in groups."""
    actor = actor_of_request(request)
    if not has_settings(actor):
        raise Denied(_("Your role has no settings. Your own are in your profile."))
    groups = tuple(
        SettingsGroup(str(title), tuple(_item(one, actor) for one in group)) for title, group in settings_for(actor)
    )
    return show(request, "web/settings.html", SettingsPage(groups), title=_("Settings"))


def _item(setting: Setting, actor: Actor) -> SettingsItem:
    kind = type_named(setting.plural) if setting.plural else None
    if kind is None:
        return SettingsItem(str(setting.label), str(setting.text), setting.url, setting.icon)
    if kind.model is Company:
        return _company(kind, setting)
    number, exact = counted(kind.model.visible_to(actor))
    count = number_text(number) if exact else f"{number_text(number)}+"
    return SettingsItem(capital(kind.label_plural), str(setting.text), f"/{kind.plural}/", kind.icon, count)


def _company(kind: RecordType, setting: Setting) -> SettingsItem:
    """There is one company, so its line leads to its page."""
    found = Company._default_manager.order_by("id").first()
    url = url_of(found) if found else f"/{kind.plural}/new"
    return SettingsItem(capital(kind.label), str(setting.text), url, kind.icon)
