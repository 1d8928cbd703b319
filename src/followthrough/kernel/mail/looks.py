"""The HTML of a letter, made from its text: one plain look, its styles inside, every word escaped."""

import re
from html import escape

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
ALONE = re.compile(r"(?:(?P<label>[^\n]{1,60}): *)?(?P<url>https?://\S+)")
FONT = "font-family:Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light">'
    "<title>{subject}</title></head>"
    '<body style="margin:0;padding:0;background:#f6f6f4">'
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f6f6f4"><tr>'
    '<td align="center" style="padding:24px 12px">'
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
    'style="max-width:600px;background:#ffffff;border:1px solid #e3e2de;border-radius:8px">'
    '<tr><td style="padding:20px 28px 0;{font};font-size:13px;font-weight:600;color:#5d5b55">{company}</td></tr>'
    '<tr><td style="padding:12px 28px 24px;{font};font-size:15px;line-height:1.55;color:#1f1e1b">{body}</td></tr>'
    "</table></td></tr></table></body></html>"
)
PARAGRAPH = '<p style="margin:0 0 14px">{}</p>'
BUTTON = (
    '<p style="margin:20px 0"><a href="{url}" style="display:inline-block;padding:10px 18px;border-radius:6px;'
    'background:#2b5fd9;color:#ffffff;text-decoration:none;font-weight:600">{label}</a></p>'
)
ANCHOR = '<a href="{url}" style="color:#2b5fd9">{url}</a>'


def html_of(subject: str, text: str, *, company: str, language: str) -> str:
    """A letter as HTML. A paragraph that is `Label: https://…` and nothing else becomes a button of that label."""
    body = "".join(_paragraph(part) for part in re.split(r"\n\s*\n", text.strip()) if part.strip())
    return PAGE.format(
        language=escape(language), subject=escape(subject), company=escape(company), body=body, font=FONT
    )


def _paragraph(part: str) -> str:
    alone = ALONE.fullmatch(part.strip())
    if alone and alone["label"]:
        return BUTTON.format(url=escape(alone["url"]), label=escape(alone["label"]))
    found, after = [], 0
    for link in LINK.finditer(part):
        found += [escape(part[after : link.start()]), ANCHOR.format(url=escape(link[0]))]
        after = link.end()
    return PARAGRAPH.format("".join([*found, escape(part[after:])]).replace("\n", "<br>"))
