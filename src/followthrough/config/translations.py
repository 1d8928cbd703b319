"""Translations, made ready for reading: .mo files from .po files, without needing gettext's own tools."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from followthrough.config.fingerprint import SOURCE


def compile_translations(source: Path = SOURCE) -> None:
    """Write every .mo that is absent or older than its .po; each whole or not at all."""
    for written in source.glob("**/locale/*/LC_MESSAGES/*.po"):
        ready = written.with_suffix(".mo")
        if ready.exists() and ready.stat().st_mtime >= written.stat().st_mtime:
            continue
        draft = ready.with_suffix(f".{os.getpid()}.new")
        with written.open("rb") as po, draft.open("wb") as mo:
            write_mo(mo, read_po(po, locale=written.parent.parent.name))
        draft.rename(ready)
