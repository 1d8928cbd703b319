"""The placements of the demo: pages that have stood, one that stands now, a banner still without its creative."""

from datetime import timedelta

from followthrough.config.demo import papers
from followthrough.config.demo.stage import Stage
from followthrough.foundation.calendar.rules import add_months
from followthrough.serving.placements.models import Placement, Slot

MEDIUM = "The Process Letter"


def tell_placements(stage: Stage) -> None:
    """Slots of the next issues, and what happened to each placement so far."""
    issues = [add_months(stage.today.replace(day=1), number) for number in range(-1, 3)]
    rows = [
        {"medium": MEDIUM, "issue": f"{day:%Y-%m}", "position": position, "kind": "ad_page", "appears_on": day}
        for day in issues
        for position in ("Page 3", "Back cover")
    ]
    banner = {"medium": "Valves page", "position": "Top banner", "kind": "banner", "width": 468, "height": 60}
    slots: list[Slot] = stage.makes("Yuki", Slot, [*rows, banner], at=stage.at(-30, 9))
    pages = list(Placement._default_manager.filter(name__startswith="Full page").order_by("starts_on"))
    for number, page in enumerate(pages):
        is_past = page.ends_on is not None and page.ends_on < stage.day(-1)
        proof = papers.pdf(f"page-{number + 1}.pdf", [page.name, "Oldford Milling"])
        at = max(stage.at(-72, 13), page.promise.due - timedelta(hours=10)) if page.promise else stage.at(-20, 12)
        if at > stage.now:
            continue
        stage.does("Yuki", Placement, "receive-creative", page, at=at, file=proof)
        if page.starts_on > stage.today:
            continue
        at = max(at, stage.moment(page.starts_on, 8))
        link = f"https://example.com/letter/page-{number + 1}"
        stage.does("Yuki", Placement, "go-live", page, at=at + timedelta(hours=1), link=link)
        if is_past:
            down = stage.at(-70, 12)
            stage.does("Yuki", Placement, "take-down", page, at=max(down, at + timedelta(hours=2)), note="Out of print")
    coming = Placement._default_manager.filter(name__startswith="Banner on the valves").order_by("starts_on").first()
    if coming is not None:
        stage.does("Yuki", Placement, "take-slot", coming, at=stage.at(-12, 11), slot=slots[-1].ref)
        target = "https://example.com/harrow/valves"
        stage.does("Yuki", Placement, "set-target", coming, at=stage.at(-5, 11), target_url=target)
