"""`verify-signature`: whether a signed file is what was sealed, and who signed it."""

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followthrough.cli.words import Answer, Asked, word
from followthrough.kernel import clock
from followthrough.kernel.records.problems import NotFound


def _file(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("the signed PDF"))


@word("verify-signature", gettext_lazy("say who signed a PDF, and whether a byte of it was changed"), arguments=_file)
def verify_signature(asked: Asked) -> Answer:
    """What was found out; the exit code is 0 only for a file that is unchanged and known."""
    # pyHanko takes a moment to import: no other word of the command line needs it.
    from followthrough.winning.signing.queries.checking import check_file  # noqa: PLC0415 -- as above

    path: Path = asked.given.file
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise NotFound(_("%(path)s can't be read: %(why)s") % {"path": path, "why": problem.strerror}) from problem
    checked = check_file(content, asked.actor, now=clock.now())
    told = asdict(checked.report)
    values = {
        "good": checked.is_good,
        "said": checked.said,
        "found": list(checked.found),
        "round": checked.envelope.ref if checked.envelope else None,
        **{name: str(told[name] or "") for name in ("sha256", "sealed_by", "sealed_at", "stamped_at", "valid_until")},
        "level": told["level"],
        "evidence": told["evidence"],
        "signed_by": list(checked.signed_by),
    }
    lines = [f"{path}: {checked.said}", *(f"  {line}" for line in checked.found)]
    lines += [f"  {_('Signed by')} {one}" for one in checked.signed_by]
    lines += [f"  SHA-256 {checked.report.sha256}"]
    return Answer(values, lines, 0 if checked.is_good else 1)
