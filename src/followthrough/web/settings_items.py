"""What stands on the settings page, and for whom."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from followthrough.kernel.access.actor import Actor
from followthrough.kernel.records.fields import Words
from followthrough.kernel.records.registry import type_named


@dataclass(frozen=True, slots=True)
class Setting:
    """A line of the settings page: a list of records by its plural, or a page at `url`."""

    text: Words
    plural: str = ""
    label: Words = ""
    url: str = ""
    icon: str = ""
    needs: str = ""

    def may(self, actor: Actor) -> bool:
        """Whether this actor may change what stands behind the line."""
        kind = type_named(self.plural) if self.plural else None
        if self.plural and kind is None:
            return False
        return actor.may(self.needs or f"{self.plural}.edit")


SETTINGS: tuple[tuple[Words, tuple[Setting, ...]], ...] = (
    (
        _("People and reach"),
        (
            Setting(_("Who may sign in, and with which role"), "people", needs="people.edit"),
            Setting(_("Who works together; departments that owe promises"), "teams"),
            Setting(_("Which accounts belong to which team, by place"), "territories"),
            Setting(_("Who does whose work while somebody is away"), "covers"),
        ),
    ),
    (
        _("How promises are kept"),
        (
            Setting(_("Working hours, holidays and closed days"), "calendars"),
            Setting(_("What is promised automatically, and how soon it is due"), "rules"),
            Setting(_("Who else hears of what is late or nearly due"), "escalation-rules"),
        ),
    ),
    (
        _("What is sold, and how"),
        (
            Setting(_("Stages, their chances, and what each asks for"), "pipelines"),
            Setting(_("Groups of customers that are treated alike"), "segments"),
            Setting(_("The price list"), "products"),
        ),
    ),
    (
        _("This house"),
        (
            Setting(_("Name, currency, language and time zone"), "companies"),
            Setting(_("Fields of your own on any record"), "custom-fields"),
            Setting(
                _("The server mail goes out through, what waits and what failed"),
                label=_("Mail"),
                url="/settings/mail/",
                icon="mail",
                needs="mails.serve",
            ),
            Setting(
                _("The words of every letter the house sends, in both languages"),
                label=_("Letters"),
                url="/settings/letters/",
                icon="file-text",
                needs="mails.serve",
            ),
            Setting(_("What programs may do in a person’s name"), "keys", needs="people.invite"),
            Setting(_("How long papers are kept before anybody may delete them"), "retention-rules"),
            Setting(_("Spreadsheets read in, and what came of them"), "imports"),
            Setting(_("Names in files that mean our records"), "aliases", needs="imports.upload"),
            Setting(
                _("Work in the background: what runs, waits and failed"),
                label=_("Jobs"),
                url="/jobs/",
                icon="layers",
                needs="jobs.view",
            ),
            Setting(
                _("Copies of everything, made and tried every night"),
                label=_("Backups"),
                url="/backups/",
                icon="archive",
                needs="backups.view",
            ),
            Setting(
                _("Everything taken out in open formats; what is known of a person"),
                label=_("Data"),
                url="/data/",
                icon="download",
                needs="takeouts.view",
            ),
        ),
    ),
)


def settings_for(actor: Actor) -> list[tuple[Words, list[Setting]]]:
    """The groups with the lines this actor may use."""
    mine = [(title, [one for one in group if one.may(actor)]) for title, group in SETTINGS]
    return [(title, group) for title, group in mine if group]


def has_settings(actor: Actor) -> bool:
    """Whether there is anything on the settings page for this actor."""
    return any(one.may(actor) for _title, group in SETTINGS for one in group)
