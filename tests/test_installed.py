"""What is installed is whole: the demonstration starts, also again, and runs from the wheel."""

import re
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.site import answers, running

ROOT = Path(__file__).resolve().parents[1]
AGAIN_WITHIN_SECONDS = 10  # on a machine that runs other tests beside this one


def fetch(address):
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.status, answer.headers, answer.read()


def is_ready(site):
    """Whether database and worker answer; the worker is given a moment to show itself."""
    for _attempt in range(100):
        try:
            return fetch(site.address + "/readyz")[0] == 200
        except OSError:
            time.sleep(0.1)
    return False


@pytest.mark.slow
def test_the_demo_starts_again_on_what_is_there(tmp_path):
    with running(tmp_path) as first:
        assert is_ready(first)
        assert first.passphrase in first.said
    assert not answers(first.address), "the server outlived the command that started it"

    began = time.monotonic()
    with running(tmp_path) as again:
        assert time.monotonic() - began < AGAIN_WITHIN_SECONDS
        assert again.passphrase == first.passphrase
        assert is_ready(again)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_all_that_runs_and_no_test(wheel):
    carried = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(
        ["git", "ls-files", "src/zebrapad"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    wanted = {
        line.removeprefix("src/")
        for line in listed.stdout.splitlines()
        if "/tests/" not in line and (ROOT / line).exists()
    }
    made = {f"zebrapad/locale/{code}/LC_MESSAGES/django.mo" for code in ("nl", "fr")}
    made |= {"zebrapad/core/ui/static/ui/build/zebrapad.css"}

    assert not (wanted | made) - carried
    assert not [name for name in carried if "/tests/" in name]


@pytest.mark.slow
def test_the_demo_runs_from_the_wheel(wheel, tmp_path, monkeypatch):
    library = tmp_path / "library"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", library]
    subprocess.run([*pip, wheel], check=True, capture_output=True)
    monkeypatch.setenv("PYTHONPATH", str(library))
    monkeypatch.chdir(tmp_path)

    with running(tmp_path / "site") as site:
        status, _headers, page = fetch(site.address + "/nl/kortrijk/")
        assert status == 200
        loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode())
        assert loaded
        for path in loaded:
            status, headers, _body = fetch(site.address + path)
            assert status == 200
            assert "immutable" in headers["Cache-Control"], f"{path} has no hashed name"
