"""The only list of areas, lowest floor first."""

KERNEL = [
    "followthrough.kernel.numbering",
    "followthrough.kernel.notify",
    "followthrough.kernel.arming",
    "followthrough.kernel.jobs",
    "followthrough.kernel.facts",
    "followthrough.kernel.history",
    "followthrough.kernel.sealing",
    "followthrough.kernel.search",
    "followthrough.kernel.actions",
    "followthrough.kernel.people",
    "followthrough.kernel.doubles",
    "followthrough.kernel.notes",
    "followthrough.kernel.links",
    "followthrough.kernel.undoing",
    "followthrough.kernel.bulk",
    "followthrough.kernel.exchange",
    "followthrough.kernel.downloads",
    "followthrough.kernel.views",
    "followthrough.kernel.custom",
]
AREAS = [
    *KERNEL,
    "followthrough.foundation.accounts",
    "followthrough.foundation.catalogue",
    "followthrough.foundation.calendar",
    "followthrough.foundation.fitting",
    "followthrough.keystone.promises",
    "followthrough.keystone.escalation",
    "followthrough.winning.pipeline",
    "followthrough.winning.specials",
]
