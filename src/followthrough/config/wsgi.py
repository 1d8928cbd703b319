"""What the web server calls."""

from django.core.wsgi import get_wsgi_application

from followthrough.config.children import end_with_parent

end_with_parent()  # a worker whose server was killed must not go on holding the port
application = get_wsgi_application()
