"""The settings as an operator writes them: what is wrong is named, what is missing is safe."""

import runpy
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from zebrapad.web import settings


@pytest.fixture
def read(tmp_path, monkeypatch):
    """The settings as they would be read with these lines in the environment."""

    def read(**environment):
        for name in ("DATABASE_URL", "ZEBRAPAD_MODE", "ZEBRAPAD_SECRET_KEY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("ZEBRAPAD_DATA", str(tmp_path / "data"))
        for name, text in environment.items():
            monkeypatch.setenv(name, text)
        return runpy.run_path(settings.__file__)

    return read


WRONG = [
    ("ZEBRAPAD_MODE", "Production", "one of: development, demo, production"),
    ("ZEBRAPAD_MAIL_PORT", "twenty-five", "a whole number"),
    ("ZEBRAPAD_MAIL_PORT", "-1", "a whole number"),
    ("ZEBRAPAD_MAIL_TLS", "perhaps", "yes or no"),
    ("ZEBRAPAD_MAIL_HOST_FILE", "/nowhere/at/all", "can't be read"),
    ("ZEBRAPAD_DATA", "/dev/null/data", "can't be made"),
    ("DATABASE_URL", "mysql://user:secret@host/name", "postgres://user:password@host/name"),
    ("DATABASE_URL", "postgres://user:secret@host", "postgres://user:password@host/name"),
    ("DATABASE_URL", "postgres://user:secret@host:port/name", "postgres://"),
    ("DATABASE_URL", "postgres://user:secret@[host/name", "postgres://"),
]


@pytest.mark.parametrize(("name", "text", "mend"), WRONG)
def test_what_is_written_wrong_is_named_with_its_mend(read, name, text, mend):
    with pytest.raises(ImproperlyConfigured) as refused:
        read(**{name: text})

    assert name in str(refused.value)
    assert mend in str(refused.value)
    assert "secret" not in str(refused.value), "a password never stands in a message"


def test_nothing_after_the_name_is_as_good_as_no_line(read):
    assert read(ZEBRAPAD_MAIL_PORT="", ZEBRAPAD_MODE="")["EMAIL_PORT"] == 25


@pytest.mark.parametrize(("text", "meant"), [("YES", True), ("1", True), ("off", False)])
def test_yes_and_no_are_read_as_people_write_them(read, text, meant):
    assert read(ZEBRAPAD_MAIL_TLS=text)["EMAIL_USE_TLS"] is meant


def test_a_secret_can_lie_in_a_file_of_its_own(read, tmp_path):
    (tmp_path / "key").write_text("from the file\n")

    assert read(ZEBRAPAD_SECRET_KEY_FILE=str(tmp_path / "key"))["SECRET_KEY"] == "from the file"


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(read, tmp_path):
    first = read()["SECRET_KEY"]
    kept = tmp_path / "data/secret_key"

    assert read()["SECRET_KEY"] == first
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]


def test_a_database_address_says_all_that_postgresql_needs(read):
    url = "postgres://zebra%40pad:p%3Aw@db.example:6432/city?sslmode=require"
    made = read(DATABASE_URL=url)["DATABASES"]["default"]

    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["USER"], made["PASSWORD"]) == ("zebra@pad", "p:w")
    assert (made["HOST"], made["PORT"], made["NAME"]) == ("db.example", 6432, "city")
    assert made["OPTIONS"] == {"sslmode": "require"}


def test_production_is_strict_and_does_not_wait_to_be_told(read):
    made = read(ZEBRAPAD_MODE="production")

    assert not made["DEBUG"]
    assert made["SESSION_COOKIE_SECURE"]
    assert made["CSRF_COOKIE_SECURE"]
    assert made["SECURE_SSL_REDIRECT"]
    assert made["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert "SECURE_PROXY_SSL_HEADER" not in made, "a header of strangers is not believed unasked"
    assert made["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
