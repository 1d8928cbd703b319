"""The words that start, keep and move the house, each with its line of help; said without Django."""

from followthrough.kernel.speaking import parser_for, said
from followthrough.values.sentence import gettext_noop as _

STARTING = {
    "serve": _("start the desk: database, web and worker"),
    "web, worker": _("start one of them alone"),
    "migrate": _("bring the database's tables up to date"),
    "seed": _("fill an empty desk: a demo company, or a named size for measuring"),
    "doctor": _("look whether everything stands as it should"),
    "backup, restore": _("make an encrypted backup and try it; bring one back"),
    "verify": _("look through the whole house, or try a backup"),
    "export --everything, load": _("everything in open formats, and back into a new house"),
    "person, erase": _("what is known of a person, handed out; and erased everywhere"),
    "arm": _("let a restored copy send and work again"),
}
WITHOUT_PARSER = ("serve", "web", "worker", "migrate")


def help_of(word: str) -> str:
    """The help of a word that takes no options but `--demo`."""
    about = next(text for names, text in STARTING.items() if word in names.split(", "))
    parser = parser_for(word, said(about))
    if word == "serve":
        parser.add_argument("--demo", action="store_true", help=said(_("let the demonstration company move in first")))
    return parser.format_help()
