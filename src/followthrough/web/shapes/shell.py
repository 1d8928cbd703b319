"""What surrounds every page: areas, who is signed in, where the palette asks, and the word after the last act."""

from dataclasses import dataclass

from followthrough.web.shapes.parts import ActionButton, Link, Person, Segment, Toast


@dataclass(frozen=True, slots=True)
class NavItem:
    """An area; `count` only if something waits for this person, `hot` only if it is late.

    `inside` are its further pages, while one is in it.
    """

    label: str
    url: str
    icon: str
    current: bool = False
    count: str = ""
    hot: bool = False
    key: str = ""  # the nav count that a fragment may renew: element id "nav-<key>"
    inside: tuple["NavItem", ...] = ()


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Areas by what one is doing; the first group (Desk) has no visible heading."""

    label: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True, slots=True)
class GoTo:
    """G then `letter` leads to `url`."""

    letter: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything base.html needs; `title` is the page's h1 and, with the company, the window's title.

    `note` stands quiet beside the title ("Tuesday 24 November", "17 of 312"). `actions`: at most three, the filled one
    last. `theme` is the person's choice; `language` a tag such as "es". With `keys_on` false no single letter acts.
    """

    title: str
    nav: tuple[NavGroup, ...]
    company: str
    user: Person
    crumbs: tuple[Link, ...] = ()
    note: str = ""
    segments: tuple[Segment, ...] = ()
    segments_label: str = ""
    actions: tuple[ActionButton, ...] = ()
    more_actions: tuple[ActionButton, ...] = ()
    theme: str = "system"
    language: str = "en"
    keys_on: bool = True
    home_url: str = "/"
    palette_url: str = "/palette"
    sign_in_url: str = "/sign-in"
    sign_out_url: str = "/sign-out"
    profile_url: str = "/profile"
    settings_url: str = ""
    notices_url: str = "/notices"
    notices_count: int = 0
    help_url: str = ""
    new_url: str = ""  # N and the phone's plus; "" leaves both out
    new_label: str = ""
    new_how: str = "get"  # or "dialog"
    phone: tuple[NavItem, ...] = ()  # the two areas of the phone's bottom bar
    goto: tuple[GoTo, ...] = ()
    toast: Toast | None = None
    banner: str = ""  # one line over every page: a cover running, a restored copy, read-only hours
    covering: tuple[Link, ...] = ()
