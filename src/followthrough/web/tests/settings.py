"""The least settings under which the templates render, for the sample desk (tests/desk.py)."""

SECRET_KEY = "only for samples"
USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
INSTALLED_APPS = ["django.contrib.staticfiles", "followthrough.web"]
DATABASES: dict[str, dict[str, str]] = {}
ROOT_URLCONF = ""
