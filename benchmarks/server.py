"""The real server on a free port of this machine, and a load of bounded length on it."""

import os
import socket
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

CONNECTIONS = 8
REQUESTS = 200  # by each connection, in each round
ROUNDS = 7


@dataclass(frozen=True)
class Installation:
    """A folder and a database; SQLite in the folder where no address is given."""

    data: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "ZEBRAPAD_MODE": "demo",
            "ZEBRAPAD_DATA": str(self.data),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        }

    def python(self, *words: str) -> str:
        """Run Python with the settings of this installation; give what it says."""
        command = [sys.executable, *words]
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()


@dataclass(frozen=True)
class Running:
    port: int
    pid: int
    seconds_to_start: float


@contextmanager
def serving(at: Installation) -> Iterator[Running]:
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "zebrapad.web.cli", "serve", "--port", str(port)],
        env=at.environment,
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


class Connection:
    """A connection that is kept open; it reads no more of an answer than it must.

    A client that takes longer than the server would hide what the server needs.
    """

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, path: str) -> int:
        """Fetch a page whole; give its size."""
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"
        self.socket.sendall(asked.encode())
        head, _gap, body = self._until_head().partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), f"{path}: {head[:60]!r}"
        size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        left = size - len(body)
        while left > 0:
            left -= len(self._some())
        return size

    def _until_head(self) -> bytes:
        read = self._some()
        while b"\r\n\r\n" not in read:
            read += self._some()
        return read

    def _some(self) -> bytes:
        read = self.socket.recv(65536)
        assert read, "the server closed the connection"
        return read

    def took(self, path: str) -> float:
        began = time.perf_counter()
        self.get(path)
        return time.perf_counter() - began


def per_second(connections: list[Connection], path: str) -> float:
    def ask(connection: Connection) -> None:
        for _request in range(REQUESTS):
            connection.get(path)

    began = time.perf_counter()
    with ThreadPoolExecutor(len(connections)) as pool:
        list(pool.map(ask, connections))
    return len(connections) * REQUESTS / (time.perf_counter() - began)


def beside(port: int, path: str, other: str) -> tuple[float, float, float]:
    """Throughput of a path, of another, and their ratio; the median of rounds by turns.

    By turns, because what else the machine does slows both alike.
    """
    connections = [Connection(port) for _ in range(CONNECTIONS)]
    for connection in connections:
        connection.get(path)
        connection.get(other)
    rounds = [
        (per_second(connections, path), per_second(connections, other)) for _ in range(ROUNDS)
    ]
    return (
        statistics.median(one for one, _two in rounds),
        statistics.median(two for _one, two in rounds),
        statistics.median(one / two for one, two in rounds),
    )


def medians(
    ports: tuple[int, int], path: str, *, requests: int, first: str = ""
) -> tuple[float, float]:
    """How long a page takes on each of two servers, asked by turns; after `first` each time."""
    both = [Connection(port) for port in ports]
    took: tuple[list[float], list[float]] = ([], [])
    for connection in both:
        connection.get(path)
    for _request in range(requests):
        for connection, times in zip(both, took, strict=True):
            if first:
                connection.get(first)
            times.append(connection.took(path))
    return statistics.median(took[0]), statistics.median(took[1])


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
