"""What is asked about the pipeline: its board, its figures, what needs care."""

from followthrough.winning.pipeline.queries.board import Card, Lane, Worth, board, open_worth, together
from followthrough.winning.pipeline.queries.conditions import without_account, without_next_promise
from followthrough.winning.pipeline.queries.figures import By, Figure, figures
from followthrough.winning.pipeline.queries.stages import default_pipeline, pipelines, stages_of

__all__ = [
    "By",
    "Card",
    "Figure",
    "Lane",
    "Worth",
    "board",
    "default_pipeline",
    "figures",
    "open_worth",
    "pipelines",
    "stages_of",
    "together",
    "without_account",
    "without_next_promise",
]
