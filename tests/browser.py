"""A real browser for the tests: the system's, else Debian's package, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# A closed network: nothing that a browser asks of the world by itself has a place in a test.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
MEND = "No browser for the tests. Install one: apt-get install chromium"


def system_browser() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def from_debian() -> str | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *command], check=False, capture_output=True)
    return system_browser()


def from_playwright() -> str | None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, check=False, capture_output=True, timeout=600)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find() -> str:
    found = system_browser() or from_debian() or from_playwright()
    if found is None:
        pytest.exit(MEND, returncode=2)
    return found


def options() -> dict[str, object]:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": find(), "args": [*QUIET, *root]}
