"""Django's settings, all of them from the environment; nothing here opens a connection or starts a server."""

from followthrough.config.areas import AREAS
from followthrough.config.database import databases
from followthrough.config.environment import environment

env = environment()

SECRET_KEY = env.secret_key
DEBUG = env.debug
ALLOWED_HOSTS = env.allowed_hosts
DATABASES = databases(env)

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    *AREAS,
    "followthrough.kernel",
    "followthrough.web",
]
AUTH_USER_MODEL = "people.User"
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "followthrough.config.urls"
WSGI_APPLICATION = "followthrough.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = env.home / "static"
BASE_URL = env.base_url
FILES_ROOT = env.files
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
