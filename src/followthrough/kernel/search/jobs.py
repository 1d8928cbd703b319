"""Keep the known words those that are in use, and write entries that are owed."""

from followthrough.kernel.jobs.declare import job
from followthrough.kernel.search.owed import index_owed
from followthrough.kernel.search.rebuild import renew_words


@job("search.words", every="43 2 * * *")
def renew_known_words() -> None:
    """Forget words that no record holds any more."""
    renew_words()


@job("search.owed", every="*/5 * * * *")
def index_what_is_owed() -> None:
    """Make findable what an upload let in before it was broken off."""
    index_owed()
