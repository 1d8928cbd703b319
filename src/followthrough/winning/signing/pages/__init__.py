"""Where a document is read and signed, by guests of links and by colleagues, and where a signed file is checked."""

from followthrough.winning.signing.pages import behind_links
from followthrough.winning.signing.pages.at_the_desk import urlpatterns as at_the_desk
from followthrough.winning.signing.pages.checking import urlpatterns as checking

urlpatterns = [*at_the_desk, *checking]

__all__ = ["behind_links", "urlpatterns"]
