"""The command line as someone types it: every refusal says what to do, and changes nothing."""

import json
import os
import socket
import subprocess
import sys

import pytest

from zebrapad.core.audit import protection
from zebrapad.web import cli, exchange

CITY = {
    "format": exchange.FORMAT,
    "city": {"slug": "dorp", "name": {"nl": "Dorp"}, "country": "BE"},
}


@pytest.fixture
def typed(tmp_path):
    """Run a command in a process of its own, as a shell would."""

    def typed(*words, **environment):
        return subprocess.run(
            [sys.executable, "-m", "zebrapad.web.cli", *words],
            env=os.environ | {"ZEBRAPAD_DATA": str(tmp_path / "data")} | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return typed


@pytest.fixture
def said(db, capsys):
    """Run a command here; give back its exit status and what it wrote."""

    def said(*words):
        status = cli.main([str(word) for word in words])
        written = capsys.readouterr()
        return status, written.out, written.err

    return said


def test_help_is_at_once():
    words = "import sys; from zebrapad.web import cli; cli.parser(); print('django' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True
    )

    assert shown.stdout.strip() == "False", "Django is loaded before a verb asks for it"


@pytest.mark.parametrize("words", [["serve"], ["worker"], ["check"], ["export", "dorp"]])
def test_without_tables_it_says_how_to_make_them(typed, words):
    ended = typed(*words)

    assert ended.returncode == 1
    assert "zebrapad serve --migrate" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_wrong_setting_is_one_sentence(typed):
    ended = typed("check", ZEBRAPAD_MODE="live")

    assert ended.returncode == 1
    assert ended.stderr.startswith("A setting is wrong: ZEBRAPAD_MODE")
    assert len(ended.stderr.splitlines()) == 1


def test_a_database_that_is_away_is_said_without_a_trace(typed):
    ended = typed("check", DATABASE_URL="postgres://nobody:secret@127.0.0.1:1/none")

    assert ended.returncode == 1
    assert "The database does not answer" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "secret" not in ended.stderr


def test_the_demo_leaves_a_real_citys_folder_alone(typed, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/zebrapad.sqlite3").write_text("of a real city")

    for words in (["demo"], ["demo", "--reset"]):
        ended = typed(*words, "--port", "0")
        assert ended.returncode == 1
        assert "left as it is" in ended.stderr
    assert (tmp_path / "data/zebrapad.sqlite3").read_text() == "of a real city"


def test_a_port_in_use_is_named_with_a_way_out(typed, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = typed("demo", "--port", str(taken.getsockname()[1]))

    assert ended.returncode == 1
    assert "PORT=" in ended.stderr
    assert not (tmp_path / "data").exists()


def test_what_was_loaded_is_exported_and_loads_again(said, tmp_path):
    file = tmp_path / "city.yaml"
    file.write_text(exchange.written(CITY), "utf-8")

    status, out, err = said("load", file)
    assert (status, err) == (0, "")
    assert "/dorp/" in out

    status, first, _ = said("export", "dorp")
    assert status == 0
    file.write_text(first, "utf-8")
    assert said("load", file)[0] == 0
    assert said("export", "dorp") == (0, first, "")


@pytest.mark.parametrize(
    ("content", "mend"),
    [
        (b"city: [unclosed", "Nothing was loaded"),
        (b"\xff\xfe not a text", "can't be read"),
        (b"format: another/1", "Nothing was loaded"),
        (b"", "Nothing was loaded"),
    ],
)
def test_a_file_that_is_no_city_is_refused_in_words(said, tmp_path, content, mend):
    file = tmp_path / "city.yaml"
    file.write_bytes(content)

    status, _, err = said("load", file)

    assert status == 1
    assert mend in err


def test_a_file_that_is_not_there_is_named(said, tmp_path):
    status, _, err = said("load", tmp_path / "none.yaml")

    assert status == 1
    assert "none.yaml can't be read" in err


def test_an_unknown_city_is_answered_with_those_that_are_known(said, city):
    status, out, err = said("export", "nowhere")

    assert (status, out) == (1, "")
    assert "There are: here" in err


def test_a_city_that_is_as_it_should_be_is_said_to_be(said, city, monkeypatch):
    monkeypatch.setattr(protection, "missing", list)  # lifted for all tests, see conftest.py

    status, out, _ = said("check")

    assert (status, out) == (0, "All is as it should be.\n")


def test_a_city_and_an_administrator_are_added_by_name(said):
    status, out, _ = said("city", "add", "dorp", "--name", "nl=Dorp", "--country", "be")
    assert status == 0
    assert "/nl/dorp/" in out

    status, out, _ = said("administrator", "add", "you@example.org")
    assert status == 0
    assert "second factor" in out
    assert said("administrator", "add", "no address")[0] == 1
    assert said("city", "add", "Not a slug", "--name", "nl=x", "--country", "be")[0] == 1
    assert said("city", "add", "ville", "--name", "Ville", "--country", "be")[0] == 1


def test_the_engine_is_run_on_a_file_without_a_site(tmp_path, capsys):
    file = tmp_path / "study.csv"
    file.write_text("both,only_control,only_test,neither\n3,11,1,34\n", "utf-8")

    assert cli.main(["pairtest", "describe", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["n"] == 49
