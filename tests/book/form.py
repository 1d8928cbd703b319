"""A page's form as a browser would send it: what its hidden fields and chosen options hold."""

from html.parser import HTMLParser


class Form(HTMLParser):
    """The values of the page's form with this id."""

    def __init__(self, page: bytes, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.chosen = form_id, False, ""
        self.values: dict[str, str] = {}
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an input or a chosen option holds."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        elif self.inside and tag == "input" and "name" in given:
            self.values[given["name"]] = given.get("value", "")
        elif self.inside and tag == "select":
            self.chosen = given.get("name", "")
        elif self.inside and tag == "option" and self.chosen and "selected" in given:
            self.values[self.chosen] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Leave the form, or the select."""
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.chosen = ""
