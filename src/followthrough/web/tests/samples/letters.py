"""Mail and the words of letters: its settings, a letter's words, a letter read, and the doors it opens."""

# fmt: off

from followthrough.web.forgotten import ForgottenPage
from followthrough.web.guest_codes import GuestCodePage
from followthrough.web.letters_page import LetterPage, LettersPage
from followthrough.web.mail_page import MailPage
from followthrough.web.mail_record import MailSheet
from followthrough.web.shapes import Cell, Column, Fact, Link, Row, TablePanel, TemplatePanel
from followthrough.web.tests.samples import forms
from followthrough.web.tests.samples.sheet import Sheet, shell


def settings() -> Sheet:
    """The queue, why nothing goes, and the server's form."""
    page = MailPage((Fact("Waiting", "3"), Fact("Sent today", "41")), forms.new_account().page, "Mail waits", "No server is set.")
    return Sheet("/mail-settings", "web/mail_settings.html", page, shell("Mail", "/settings"))


def words() -> Sheet:
    """All letters and who worded them."""
    rows = (Row("quotes", "/letter", "A quote to its customer", (Cell("A quote to its customer"), Cell("as it came"), Cell("your own"))),)
    panel = TablePanel("letters", "Letters", columns=(Column("Letter"), Column("English"), Column("Español")), rows=rows)
    return Sheet("/letters", "web/letters.html", LettersPage((panel,)), shell("Letters", "/settings"))


def letter() -> Sheet:
    """The words of one letter, with what may be filled in and how it reads."""
    page = LetterPage(forms.new_account().page, (("{name}", "the customer’s name"),), "Quote Q-3187", "Dear Kurt,\n\nhere it is.", "en")
    return Sheet("/letter", "web/letter.html", page, shell("A quote to its customer", "/settings"))


def read() -> Sheet:
    """A letter on its own page."""
    content = MailSheet((("To", "Kurt Bremer"),), "Here is the quote.", "On Monday you wrote", (Link("Q-3187.pdf", "/f"),), (Link("Your question", "/m"),), "en")
    panel = TemplatePanel("letter", "Letter", body="web/parts/mail_sheet.html", content=content)
    return Sheet("/mail-sheet", "web/parts/mail_sheet.html", extra=(("panel", panel), ("content", content)), fragment=True)


def doors() -> tuple[Sheet, ...]:
    """A password forgotten, and the code that shows whose mailbox it is."""
    return (
        Sheet("/forgotten", "web/forgotten.html", ForgottenPage("Ostrander Group", "/sign-in/forgotten", "", False, True)),
        Sheet("/guest-code", "web/guest_code.html", GuestCodePage("Ostrander Group", "k…@bremer.example", "/g/1/code/confirm", "/g/1/code", True)),
    )
