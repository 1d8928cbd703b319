"""The pages of any PDF as pictures, drawn from its very bytes: what a phone shows is what the file holds."""

import tempfile
from functools import lru_cache
from pathlib import Path

import typst

from followthrough.kernel.papers.typesetting import CannotTypeset, threads

SHARPNESS = 132  # pixels per inch: a page of A4 is 1,091 pixels wide
KEPT = 48  # pictures a process remembers


def page_picture(pdf: bytes, sha256: str, number: int) -> bytes:
    """One page as PNG, counted from 1; `sha256` is the content's, by which pictures are remembered.

    Raises CannotTypeset when there is no such page, or nothing can be drawn.
    """
    return _drawn(_Content(pdf, sha256), number)


class _Content:
    """A content that is told apart by its hash."""

    def __init__(self, pdf: bytes, sha256: str) -> None:
        self.pdf, self.sha256 = pdf, sha256

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Content) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)


@lru_cache(maxsize=KEPT)
def _drawn(content: _Content, number: int) -> bytes:
    threads.begin()
    with tempfile.TemporaryDirectory(prefix="followthrough-page-") as folder:
        (Path(folder) / "page.pdf").write_bytes(content.pdf)
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(
            f'#set page(width: auto, height: auto, margin: 0pt)\n#image("page.pdf", page: {number:d})', encoding="ascii"
        )
        try:
            made = typst.compile(sheet, root=Path(folder), format="png", ppi=SHARPNESS, ignore_system_fonts=True)
        except typst.TypstError as problem:
            raise CannotTypeset(str(problem)) from problem
    if not isinstance(made, bytes):
        raise CannotTypeset("more than one page came of it")
    return made
