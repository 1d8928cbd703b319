"""Works on an upload in batches of ten, in a process of its own that may die on the way: `NUMBER PERSON WAY`.

WAY is `worker`, `checker` or `web`; where it dies says `FOLLOWTHROUGH_CRASH`.
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings

if __name__ == "__main__":
    django.setup()
    settings.FILES_ROOT = Path(os.environ["FILES_OF_TEST"])
    from followthrough.kernel.actions.declare import actions_on
    from followthrough.kernel.actions.run import run
    from followthrough.kernel.exchange import entering, plan
    from followthrough.kernel.exchange.jobs import apply_upload, check_upload
    from followthrough.kernel.exchange.models import Import
    from followthrough.kernel.people.actors import actor_of
    from followthrough.kernel.people.models import User

    ref, person, way = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    entering.BATCH = plan.CHUNK = 10
    if way == "web":
        run(actions_on(Import)["apply"], actor=actor_of(User.objects.get(pk=person)), surface="web", target=ref)
    else:
        (check_upload if way == "checker" else apply_upload)(ref, person)
