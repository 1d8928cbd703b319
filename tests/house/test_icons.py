"""Every icon the code names is in the sprite the pages are served."""

import re
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src/followthrough"
SPRITE = SOURCE / "web/static/web/vendor/lucide/icons.svg"
NAMED = re.compile(r"""icon=["']([a-z0-9-]+)["']|{% icon ["']([a-z0-9-]+)["']""")


def test_every_icon_named_in_code_or_templates_is_served():
    have = set(re.findall(r'id="i-([a-z0-9-]+)"', SPRITE.read_text()))
    files = [f for f in (*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")) if "tests" not in f.parts]
    named = {a or b for file in files for a, b in NAMED.findall(file.read_text())}
    assert sorted(named - have) == []
