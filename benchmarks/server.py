"""The real server on a free port of this machine, and a load of bounded length on it."""

import http.client
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.site import answers, free_port

CONNECTIONS = 4
REQUESTS = 400  # by each connection


@dataclass(frozen=True)
class Running:
    port: int
    pid: int
    seconds_to_start: float


def environment(data: Path, database: str = "") -> dict[str, str]:
    root = str(Path(__file__).resolve().parents[1])
    return os.environ | {
        "ZEBRAPAD_MODE": "demo",
        "ZEBRAPAD_DATA": str(data),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "PYTHONPATH": root,
    }


@contextmanager
def serving(data: Path, database: str = "") -> Iterator[Running]:
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "zebrapad.web.cli", "serve", "--port", str(port)],
        env=environment(data, database),
    )
    try:
        while not answers(f"http://127.0.0.1:{port}"):
            assert process.poll() is None, "the server ended"
            assert time.perf_counter() - began < 60, "the server did not start"
            time.sleep(0.02)
        yield Running(port, process.pid, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(20)


def _one_connection(port: int, path: str, requests: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    took = []
    for _request in range(requests):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        assert answer.status == 200, f"{path}: {answer.status}"
    connection.close()
    return took


def throughput(port: int, path: str) -> float:
    """Requests a second over several connections that are kept open."""
    _one_connection(port, path, 30)  # warm
    began = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(lambda _n: _one_connection(port, path, REQUESTS), range(CONNECTIONS)))
    return CONNECTIONS * REQUESTS / (time.perf_counter() - began)


def median_seconds(port: int, path: str, requests: int = 300) -> float:
    _one_connection(port, path, 30)
    return statistics.median(_one_connection(port, path, requests))


def resident_megabytes(pid: int) -> float:
    """The largest process of the server, of which each worker is one."""
    children = subprocess.run(
        ["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    ).stdout.split()
    sizes = [
        int(line.split()[1])
        for each in [str(pid), *children]
        for line in Path(f"/proc/{each}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    ]
    return max(sizes) / 1024
