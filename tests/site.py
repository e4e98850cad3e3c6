"""The demonstration as a visitor meets it: `zebrapad demo`, with its own data, on a free port."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STARTS_WITHIN_SECONDS = 120


@dataclass(frozen=True)
class Site:
    address: str
    folder: Path
    said: str

    @property
    def passphrase(self) -> str:
        return (self.folder / "demo_passphrase").read_text("utf-8").strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address + "/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    port = free_port()
    log = folder / "log"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {
        k: v for k, v in os.environ.items() if not re.match("ZEBRAPAD_|DATABASE_|DJANGO", k)
    }
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "zebrapad.web.cli", "demo", "--port", str(port)],
            env=environment | {"ZEBRAPAD_DATA": str(folder / "data")},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + STARTS_WITHIN_SECONDS
        while not (address in log.read_text("utf-8") and answers(address)):
            assert process.poll() is None, f"the demo ended:\n{log.read_text()}"
            assert time.monotonic() < deadline, f"the demo did not start:\n{log.read_text()}"
            time.sleep(0.1)
        yield Site(address, folder / "data", log.read_text("utf-8"))
    finally:
        process.terminate()
        process.wait(20)
