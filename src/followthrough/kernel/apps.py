"""The kernel's start: every area declares itself, then contributions are handed out and standard verbs given."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps

DECLARING = ("records", "actions", "listeners", "jobs")


class KernelConfig(AppConfig):
    """Finds `records`, `actions`, `listeners` and `jobs` of every area, lowest floor first."""

    name = "followthrough.kernel"
    label = "kernel"

    def ready(self) -> None:
        from followthrough.kernel.actions.standard import declare_standard_actions  # noqa: PLC0415 -- app ready
        from followthrough.kernel.bulk.verbs import declare_many  # noqa: PLC0415 -- app ready
        from followthrough.kernel.custom.targets import name_targets  # noqa: PLC0415 -- app ready
        from followthrough.kernel.doubles.actions import declare_merging  # noqa: PLC0415 -- app ready
        from followthrough.kernel.links.actions import declare_guest_links  # noqa: PLC0415 -- app ready
        from followthrough.kernel.notes.actions import declare_notes  # noqa: PLC0415 -- app ready
        from followthrough.kernel.records.holding import answer_holding  # noqa: PLC0415 -- app ready
        from followthrough.kernel.records.registry import settle  # noqa: PLC0415 -- app ready
        from followthrough.kernel.search.lists import rows_holding  # noqa: PLC0415 -- app ready

        for config in apps.get_app_configs():
            if config.name.startswith("followthrough."):
                for room in DECLARING:
                    if config.name != self.name and find_spec(f"{config.name}.{room}"):
                        import_module(f"{config.name}.{room}")
        import_module("followthrough.kernel.jobs.upkeep")
        answer_holding(rows_holding)
        declare_guest_links()
        settle()
        name_targets()
        declare_standard_actions()
        declare_notes()
        declare_many()
        declare_merging()
