"""What is done with opportunities, their lines and stages; the only room that writes them."""

from followthrough.keystone.promises.actions import promise_verb_on, talk_verbs_on
from followthrough.winning.pipeline.actions import asking, moving, retiring
from followthrough.winning.pipeline.actions.following import fill_opportunities, saved_opportunities
from followthrough.winning.pipeline.actions.lines import fill_lines, saved_lines, settle_lines
from followthrough.winning.pipeline.actions.stages import clean_stage, ensure_default_pipeline, fill_stages
from followthrough.winning.pipeline.actions.tidying import clean_line, clean_opportunity
from followthrough.winning.pipeline.models import Opportunity

__all__ = [
    "asking",
    "clean_line",
    "clean_opportunity",
    "clean_stage",
    "ensure_default_pipeline",
    "fill_lines",
    "fill_opportunities",
    "fill_stages",
    "moving",
    "retiring",
    "saved_lines",
    "saved_opportunities",
    "settle_lines",
]

talk_verbs_on(Opportunity)
promise_verb_on(Opportunity)
