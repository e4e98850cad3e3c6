"""The processes of an installation: getting ready, serving, and the demo's pair of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

PATIENCE_SECONDS = 10
THREADS = 4  # a process; each holds a connection to the database, and one runs Python at a time
MARK = "demo"  # a file in each folder that the demonstration made


class NotReady(Exception):
    """What has to be done first; a sentence for who runs the command."""


def become_demo(host: str, port: int) -> Path:
    """Set this process up as the demonstration, away from any real database; give its folder."""
    for name in ("DATABASE_URL", "DATABASE_URL_FILE"):
        os.environ.pop(name, None)
    os.environ["ZEBRAPAD_MODE"] = "demo"
    os.environ["ZEBRAPAD_ADDRESS"] = f"http://{host}:{port}"
    os.environ.setdefault("ZEBRAPAD_HOSTS", f"localhost,127.0.0.1,[::1],{host}")
    return Path(os.environ.setdefault("ZEBRAPAD_DATA", "var/demo")).resolve()


def is_of_demo(data: Path) -> bool:
    """Whether the folder is the demonstration's, or empty: a real city's is never touched."""
    return (data / MARK).exists() or not data.exists() or not any(data.iterdir())


def mark(data: Path) -> None:
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / MARK).touch()


def start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zebrapad.web.settings")
    django.setup()


def open_tables() -> None:
    """Ready to read and write rows; says so where the tables are not yet as the code needs them."""
    start_django()
    if tables_are_behind():
        raise NotReady("The tables are not up to date. Run: zebrapad serve --migrate")


def prepare(*, migrate: bool) -> None:
    """Tables up to date, if asked, and the files that pages load gathered under hashed names."""
    start_django()
    from django.core.management import call_command

    if migrate:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    else:
        open_tables()
    gather_files()


def gather_files() -> None:
    """Gather the files that pages load, unless they are those gathered last."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    found = [
        Path(storage.path(name))
        for finder in get_finders()
        for name, storage in finder.list([".*", "*~"])
    ]
    state = f"{len(found)} {max(p.stat().st_mtime_ns for p in found)}"
    stamp = Path(settings.STATIC_ROOT) / "gathered"
    if stamp.exists() and stamp.read_text("utf-8") == state:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state, "utf-8")


def tables_are_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "zebrapad.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_access=False,  # who reads what is nobody's business
        log_level=LogLevels.warning,
    ).serve()


def port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def keep_running(host: str, port: int, *, ready: Callable[[], None]) -> int:
    """Run a server and a worker until one ends or someone stops us; then end the other too."""
    stopped = told = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # a closed terminal, too
        signal.signal(number, stop)
    verbs = (["serve", "--host", host, "--port", str(port)], ["worker"])
    running = [
        subprocess.Popen([sys.executable, "-m", "zebrapad.web.cli", *verb]) for verb in verbs
    ]
    while not stopped and all(process.poll() is None for process in running):
        if not told and _answers(host, port):
            ready()
            told = True
        time.sleep(0.2)
    return _end(running, asked=stopped)


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def _end(running: list["subprocess.Popen[bytes]"], *, asked: bool) -> int:
    broken = next((p.returncode for p in running if p.returncode), 0)
    for process in running:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in running:
        try:
            process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if asked else broken or 1
