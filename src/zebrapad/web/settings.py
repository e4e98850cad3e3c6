"""All settings, read from the environment and safe without it; see docs/operate.md."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from zebrapad.web import build

YES, NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def env_text(name: str, default: str = "", *, one_of: tuple[str, ...] = ()) -> str:
    """A text from the environment, or from the file named by `NAME_FILE`."""
    path = os.environ.get(f"{name}_FILE")
    try:
        text = Path(path).read_text("utf-8").strip() if path else os.environ.get(name)
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names a file that can't be read: {error}"
        ) from None
    text = text or default  # nothing after the “=” is as good as no line
    if one_of and text not in one_of:
        raise ImproperlyConfigured(f"{name} is “{text}”; write one of: {', '.join(one_of)}")
    return text


def env_whole(name: str, default: int) -> int:
    text = env_text(name, str(default))
    if not text.isdecimal():
        raise ImproperlyConfigured(f"{name} is “{text}”; write a whole number, for example 25")
    return int(text)


def env_truth(name: str, *, default: bool) -> bool:
    text = env_text(name, "yes" if default else "no").lower()
    if text not in (*YES, *NO):
        raise ImproperlyConfigured(f"{name} is “{text}”; write yes or no")
    return text in YES


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in env_text(name, default).split(",") if item.strip()]


PACKAGE = Path(__file__).resolve().parents[1]
# A mode written wrong must not be taken for the one that checks least.
MODE = env_text("ZEBRAPAD_MODE", "development", one_of=("development", "demo", "production"))
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
DATA = Path(env_text("ZEBRAPAD_DATA", "var")).resolve()
try:
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"ZEBRAPAD_DATA can't be made: {error}") from None


def _kept_secret(data: Path) -> str:
    """A secret of this installation, made once and readable by its owner only."""
    path = data / "secret_key"
    if not path.exists():
        made = data / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # of two processes that start at once, one is first
            os.link(made, path)
        made.unlink()
    return path.read_text(encoding="utf-8")


SECRET_KEY = env_text("ZEBRAPAD_SECRET_KEY") or _kept_secret(DATA)
SECRET_KEY_FALLBACKS = env_list("ZEBRAPAD_OLD_SECRET_KEYS")
DEBUG = False
ALLOWED_HOSTS = env_list("ZEBRAPAD_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("ZEBRAPAD_ORIGINS")
# Where links in a mail lead: a worker that writes one has no request to ask.
ADDRESS = env_text("ZEBRAPAD_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
ROOT_URLCONF = "zebrapad.web.urls"
WSGI_APPLICATION = "zebrapad.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "zebrapad.core.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "zebrapad.core.cities",
    "zebrapad.core.people",
    "zebrapad.core.audit",
    "zebrapad.core.figures",
    "zebrapad.features.plan",
    "zebrapad.features.reports",
    "zebrapad.web",
]

MIDDLEWARE = [
    "zebrapad.web.middleware.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "zebrapad.web.middleware.FaultMiddleware",
    "zebrapad.web.middleware.ReadyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "zebrapad.web.middleware.ActorMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zebrapad.web.desk.around",
            ],
        },
    }
]
FORM_RENDERER = "zebrapad.core.ui.forms.Renderer"


# --- Where rows live ------------------------------------------------------------------


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,  # opening the file anew costs more than a page that is kept
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                "PRAGMA busy_timeout=5000; PRAGMA cache_size=-16000;"
            ),
        },
    }


def _postgres(url: str) -> dict[str, object]:
    form = "DATABASE_URL can't be read; write postgres://user:password@host/name"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured(form) from None  # the cause would show the password
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise ImproperlyConfigured(form)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASE_URL = env_text("DATABASE_URL")
DATABASES = {
    "default": _postgres(DATABASE_URL) if DATABASE_URL else _sqlite(DATA / "zebrapad.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # How often someone tried to sign in: the same for every process, and not to be driven out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
BUILD = build.stamp()
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Languages and time ---------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Brussels"

# --- Files that every page needs --------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if MODE == "development"
            else "zebrapad.web.assets.Assets"
        )
    },
}
WHITENOISE_USE_FINDERS = MODE == "development"
WHITENOISE_AUTOREFRESH = MODE == "development"

# --- Open data --------------------------------------------------------------------------
# Flanders' licence for free reuse of government information, where a city says no other.

DATA_LICENCE = env_text(
    "ZEBRAPAD_DATA_LICENCE",
    "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0",
)

# --- Whom a reader can turn to after the city ---------------------------------------------
# Each a name and the address of its site; these are those for a local authority in Flanders.

ACCESSIBILITY_BODY = (
    env_text("ZEBRAPAD_ACCESSIBILITY_BODY", "Vlaamse Ombudsdienst"),
    env_text("ZEBRAPAD_ACCESSIBILITY_BODY_SITE", "https://www.vlaamseombudsdienst.be/"),
)
PRIVACY_BODY = (
    env_text("ZEBRAPAD_PRIVACY_BODY", "Gegevensbeschermingsautoriteit"),
    env_text("ZEBRAPAD_PRIVACY_BODY_SITE", "https://www.gegevensbeschermingsautoriteit.be/"),
)

# --- Signing in -------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["zebrapad.core.people.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator")
] + [
    {
        "NAME": "zebrapad.core.people.passwords.LengthValidator",
        "OPTIONS": {"min_length": 12},
    }
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_ADAPTER = "zebrapad.core.people.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# An address, a password or a factor is changed by who has just shown the password, not by an
# open session alone.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_CHANGE_EMAIL = True  # one address a person; a new one counts once it is confirmed
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to a stranger because someone typed an address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True  # for the twelve hours below, without a box to tick
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env_truth("ZEBRAPAD_BEHIND_PROXY", default=False) else 0
ACCOUNT_FORMS = {"reset_password": "zebrapad.web.people.resetting.ResetPasswordForm"}
MFA_ADAPTER = "zebrapad.core.people.adapters.FactorAdapter"
MFA_FORMS = {"add_webauthn": "zebrapad.core.people.forms.PasskeyForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Zebrapad"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
USERSESSIONS_TRACK_ACTIVITY = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "house:start"
LOGOUT_REDIRECT_URL = "/"
SOCIALACCOUNT_ADAPTER = "zebrapad.core.people.adapters.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # only an address that the provider has verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_ISSUER = env_text("ZEBRAPAD_OIDC_ISSUER")
OIDC_SCOPES = env_text("ZEBRAPAD_OIDC_SCOPES", "openid profile email").split()
OIDC_APP = {
    "provider_id": env_text("ZEBRAPAD_OIDC_ID", "oidc"),
    "name": env_text("ZEBRAPAD_OIDC_NAME", "OpenID Connect"),
    "client_id": env_text("ZEBRAPAD_OIDC_CLIENT_ID"),
    "secret": env_text("ZEBRAPAD_OIDC_CLIENT_SECRET"),
    "settings": {
        "server_url": OIDC_ISSUER,
        "scope": OIDC_SCOPES,
        "token_auth_method": env_text("ZEBRAPAD_OIDC_TOKEN_AUTH") or None,
        "uid_field": env_text("ZEBRAPAD_OIDC_SUBJECT_CLAIM", "sub"),
        "email_claim": env_text("ZEBRAPAD_OIDC_EMAIL_CLAIM", "email"),
        "verified_email": env_truth("ZEBRAPAD_OIDC_TRUST_EMAIL", default=False),
    },
}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "zebrapad.core.people.oidc.provider.Provider",
        "APPS": [OIDC_APP] if OIDC_ISSUER else [],
    }
}
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION

# --- What goes over the line --------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": with it a browser sends no origin with a form, and each form is refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = PRODUCTION and env_truth("ZEBRAPAD_HTTPS_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env_whole("ZEBRAPAD_HSTS_SECONDS", 31_536_000) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
if env_truth("ZEBRAPAD_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Mail -----------------------------------------------------------------------------

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if PRODUCTION
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "outbox"
EMAIL_HOST = env_text("ZEBRAPAD_MAIL_HOST", "localhost")
EMAIL_PORT = env_whole("ZEBRAPAD_MAIL_PORT", 25)
EMAIL_HOST_USER = env_text("ZEBRAPAD_MAIL_USER")
EMAIL_HOST_PASSWORD = env_text("ZEBRAPAD_MAIL_PASSWORD")
EMAIL_USE_TLS = env_truth("ZEBRAPAD_MAIL_TLS", default=False)
DEFAULT_FROM_EMAIL = env_text("ZEBRAPAD_MAIL_FROM", "zebrapad@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- What is written down -----------------------------------------------------------------
# No address, user agent or path of a reader goes into a log: an address says who reads what.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_address": {"()": "zebrapad.web.logs.WithoutAddress"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["without_address"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
