"""Keep the known words those that are in use: doubles and the words of erased records go every night."""

from followthrough.kernel.jobs.declare import job
from followthrough.kernel.search.rebuild import renew_words


@job("search.words", every="43 2 * * *")
def renew_known_words() -> None:
    """Forget words that no record holds any more."""
    renew_words()
