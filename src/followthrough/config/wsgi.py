"""What the web server calls."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from followthrough.config.children import end_with_parent
from followthrough.config.standing import for_good, load_whole_house, look_seldom

end_with_parent()  # a worker whose server was killed must not go on holding the port
with for_good():
    application = WhiteNoise(get_wsgi_application(), root=str(settings.STATIC_ROOT), prefix=settings.STATIC_URL)
    load_whole_house()
look_seldom()
