"""A promise's row drawn in Python: Today has a hundred, and a template for each would cost more than its queries."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from followthrough.web.parts import attribute, icon, person, ring_drawing, safe, tone_class
from followthrough.web.shapes.promises import PromiseRow


def promise_row(row: PromiseRow, mini: bool = False) -> SafeString:
    """The inside of a promise's `li` without the form that may be open in it; `mini` leaves out for whom and why."""
    drawn = [_ring(row), _what(row)]
    if not mini:
        drawn += [_owed_to(row), _source(row)]
    drawn += [person(row.by), _due(row)]
    if not row.form and not row.done_text:
        drawn.append(_acts(row))
    return SafeString("".join(drawn))


def promise_marks(row: PromiseRow) -> SafeString:
    """The attributes of its `li`."""
    state = ""
    if row.done_text:
        state = ' class="done"' if row.form else ' class="done" data-leaves'
    elif row.form:
        state = ' aria-current="true"'
    return SafeString(f'id="p-{safe(row.id)}" data-promise{state}')


def _ring(row: PromiseRow) -> str:
    drawn = f'<svg viewBox="0 0 16 16" aria-hidden="true">{ring_drawing(row.ring)}</svg>'
    state, label = f'class="ring" data-s="{row.ring.state}"', safe(row.ring_label)
    if row.done_text or not row.keep_url:
        return f'<span {state} title="{label}">{drawn}<span class="vh">{label}</span></span>'
    name, hint = safe(_("Keep: %(what)s") % {"what": row.what}), safe(_("Keep (K)"))
    return (
        f'<button type="button" {state} aria-label="{name}" title="{label}. {hint}" '
        f'hx-get="{safe(row.keep_url)}" hx-target="closest li" data-do="keep">{drawn}</button>'
    )


def _what(row: PromiseRow) -> str:
    what, url = safe(row.what), safe(row.url)
    if row.done_text:
        look = ' class="p-what mute"'
        inside = (
            f'<a href="{url}" class="strike trunc">{what}</a><span class="small trunc">{safe(row.done_text)}</span>'
        )
    else:
        look = ' class="p-what"'
        kind = f'<span class="vh">{safe(row.kind_label)}: </span>' if row.kind_label else ""
        inside = f'{icon(row.icon)}<a href="{url}" class="trunc">{kind}{what}</a>'
    return f"<div{look}{attribute('lang', row.lang)}>{inside}</div>"


def _owed_to(row: PromiseRow) -> str:
    if row.done_text:
        return ""
    return f'<div class="p-for trunc">{_over(row.owed_to_url, row.owed_to)} <small>{safe(row.contact)}</small></div>'


def _source(row: PromiseRow) -> str:
    joint = f"{row.source}: {row.why}" if row.source and row.why else row.source + row.why
    comma = ", " if row.source else ""
    why = f'<span class="why">{comma}{safe(row.why)}</span>' if row.why else ""
    return f'<div class="p-src trunc" title="{safe(joint)}">{_over(row.source_url, row.source)}{why}</div>'


def _over(url: str, text: str) -> str:
    return f'<a class="over" href="{safe(url)}">{safe(text)}</a>' if url else safe(text)


def _due(row: PromiseRow) -> str:
    look = f"p-due {tone_class(row.due_tone)}".rstrip()
    return f'<div class="{look}">{_undo(row) if row.done_text else _due_words(row)}</div>'


def _undo(row: PromiseRow) -> str:
    if not row.undo_url:
        return ""
    marks = f'data-undo="{safe(row.undo_url)}" data-undo-key="{safe(row.undo_key)}" data-target="#p-{safe(row.id)}"'
    return f'<button type="button" class="link over" {marks}>{safe(_("Undo"))}</button>'


def _due_words(row: PromiseRow) -> str:
    badge = ""
    if row.due_badge:
        says_late = row.due_badge.tone == "late" and row.due_badge.text != row.ring_label
        late = f'<span class="vh"> {safe(_("late"))}</span>' if says_late else ""
        badge = f'<span class="badge" data-s="{row.due_badge.tone}">{safe(row.due_badge.text)}{late}</span> '
    return f"{badge}<span{attribute('title', row.due_title)}>{safe(row.due_text)}</span>"


_ACTS = (
    ("keep_url", gettext_noop("Keep"), "K", ""),
    ("snooze_url", gettext_noop("Snooze"), "S", "snooze"),
    ("hand_over_url", gettext_noop("Hand over"), "H", "hand-over"),
)
_ACT = (
    '<button type="button" class="btn" data-variant="outline" data-size="xs" hx-get="{}" hx-target="closest li"{}>'
    '{} <kbd class="kbd" aria-hidden="true">{}</kbd></button>'
)
_ANSWER = (
    '<a class="btn" data-variant="outline" data-size="xs" href="{0}" hx-get="{0}" hx-target="#dialog" '
    'hx-swap="innerHTML">{1}</a>'
)
_MENU = (
    '<details class="menu" hx-get="{}" hx-trigger="toggle once" hx-target="find .pop" hx-swap="innerHTML">'
    '<summary class="btn" data-variant="outline" data-size="xs" aria-label="{}">{}</summary>'
    '<div class="pop"></div></details>'
)


def _acts(row: PromiseRow) -> str:
    """The buttons of a promise's row, and the menu that fetches what else may be done when it is opened."""
    drawn = [
        _ACT.format(safe(url), attribute("data-do", does), safe(_(word)), key)
        for name, word, key, does in _ACTS
        if (url := getattr(row, name))
    ]
    drawn = [_ANSWER.format(safe(one.url), safe(one.label)) for one in row.answers] + drawn
    if row.more_url:
        label = _("More for: %(what)s") % {"what": row.what}
        drawn.append(_MENU.format(safe(row.more_url), safe(label), icon("ellipsis", "s")))
    return f'<div class="p-acts">{"".join(drawn)}</div>'
