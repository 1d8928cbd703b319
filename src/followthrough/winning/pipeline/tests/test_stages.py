"""The road itself changes, and nothing that stands on it is lost."""

import pytest

from followthrough.kernel.records.problems import Invalid, Refused
from followthrough.winning.pipeline.models import Opportunity, Pipeline, Stage, StageMove
from followthrough.winning.pipeline.queries.stages import stages_of
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return cast.as_actor(cast.person("Ada Admin", "admin", reach="all"))


@pytest.fixture
def road(ada):
    cast.does(ada, Opportunity, "create", name="First")
    return {stage.name: stage for stage in stages_of(Pipeline.objects.get())}


def test_a_stage_retires_once_its_opportunities_have_another_place(ada, road):
    deal = Opportunity.objects.get()
    cast.does(ada, Opportunity, "move", deal, stage=road["Quoted"].ref, confirmed="yes")
    with pytest.raises(Invalid) as told:
        cast.does(ada, Stage, "delete", road["Quoted"])
    assert told.value.fields == {"into": "1 opportunity stands in it. Choose the stage it moves to."}
    with pytest.raises(Invalid):
        cast.does(ada, Stage, "delete", road["Quoted"], into=road["Won"].ref)
    cast.does(ada, Stage, "delete", road["Quoted"], into=road["Negotiating"].ref)
    deal.refresh_from_db()
    assert deal.stage == road["Negotiating"]
    last = StageMove.objects.latest("pk")
    assert (last.before, last.after) == (road["Quoted"], road["Negotiating"])
    assert "Quoted" not in [stage.name for stage in stages_of(deal.stage.pipeline)]


def test_the_only_stage_of_its_meaning_stays(ada, road):
    with pytest.raises(Refused):
        cast.does(ada, Stage, "delete", road["Won"])


def test_stages_change_places(ada, road):
    cast.does(ada, Stage, "put-earlier", road["Needs agreed"])
    names = [stage.name for stage in stages_of(Pipeline.objects.get())]
    assert names[:3] == ["Needs agreed", "Qualify", "Quoted"]
    with pytest.raises(Refused):
        cast.does(ada, Stage, "put-earlier", road["Needs agreed"])
