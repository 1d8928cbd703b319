"""Django's settings, all of them from the environment; nothing here opens a connection or starts a server."""

from followthrough.config.areas import AREAS
from followthrough.config.database import databases
from followthrough.config.environment import environment
from followthrough.config.fingerprint import SOURCE
from followthrough.config.logs import logging_settings
from followthrough.kernel.crashing import wish
from followthrough.kernel.speaking import SPOKEN

env = environment()
if env.crash:
    wish(*env.crash)

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
    "followthrough.config.backups",
    "followthrough.config.privacy",
    "followthrough.config.takeouts",
    "followthrough.kernel",
    "followthrough.api",
    "followthrough.web",
]
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["followthrough.kernel.people.backend.PersonBackend"]
MIDDLEWARE = [
    "followthrough.config.proxies.seen_through",
    "followthrough.config.correlation.correlated",
    "followthrough.config.logs.logged",
    "followthrough.config.metrics.measured",
    "followthrough.config.security.protected",
    "followthrough.config.uploads.bounded",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "followthrough.web.middleware.PersonMiddleware",
    "followthrough.web.errors.ProblemMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
CSRF_FAILURE_VIEW = "followthrough.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = list(env.trusted_origins)
SESSION_ENGINE = "followthrough.kernel.people.sessions"
SESSION_COOKIE_AGE = 7 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.is_https
SESSION_COOKIE_NAME = "__Host-session" if env.is_https else "session"
CSRF_COOKIE_HTTPONLY = True  # pages hold the token where their scripts look for it
CSRF_COOKIE_NAME = "__Host-csrf" if env.is_https else "csrf"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ROOT_URLCONF = "followthrough.config.urls"
WSGI_APPLICATION = "followthrough.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = env.home / "static"
BASE_URL = env.base_url
FILES_ROOT = env.files
API_RATE: tuple[int, int] | None = (20, 10)  # per key: so many at once, and so many a second after that
MAIL_URL, MAIL_FROM = env.mail_url, env.mail_from
METRICS_TOKEN = env.metrics_token
ENVIRONMENT = env  # for what stands around the applications: backups
SIGNING_FOLDER, TSA_URL = env.signing, env.tsa_url
SIGNING_CERTIFICATE, SIGNING_PASSWORD = env.signing_certificate, env.signing_password
OUTWARD_NETWORKS = env.outward_networks
TRUSTED_PROXIES = env.trusted_proxies
IS_HTTPS = env.is_https
DRAINING = env.home / "draining"  # made before a rolling restart, so that the balancer looks elsewhere
LOGGING = logging_settings(env.log_level)
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = list(SPOKEN)
LOCALE_PATHS = [SOURCE / "locale"]
