"""What a scan of signed paper may be, told by its first bytes: a name or a stated type can be anything."""

from pathlib import PurePosixPath

_KINDS = (
    (b"%PDF-", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
)
_SAME = {".jpeg": ".jpg", ".tiff": ".tif"}


def scan_name(name: str, content: bytes) -> str:
    """The file's name with the ending its content has, or "" where it is neither a PDF nor a picture of paper."""
    kind = next((ending for start, ending in _KINDS if content.startswith(start)), "")
    path = PurePosixPath(name.replace("\\", "/").rsplit("/", 1)[-1])
    ending = path.suffix.lower()
    if not kind or _SAME.get(ending, ending) == kind:
        return path.name if kind else ""
    return f"{path.stem or 'scan'}{kind}"
