"""The processes of an installation: getting ready, serving, and the demo's pair of them."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

PATIENCE_SECONDS = 10


def start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zebrapad.web.settings")
    django.setup()


def prepare(*, migrate: bool) -> None:
    """Tables up to date, if asked, and the files that pages load gathered under hashed names."""
    start_django()
    from django.core.management import call_command

    if migrate:
        call_command("migrate", verbosity=0, interactive=False)
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
        log_access=False,  # who reads what is nobody's business
        log_level=LogLevels.warning,
    ).serve()


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def keep_running(host: str, port: int) -> int:
    """Run a server and a worker until one ends or someone stops us; then end the other too."""
    verbs = (["serve", "--host", host, "--port", str(port)], ["worker"])
    running = [
        subprocess.Popen([sys.executable, "-m", "zebrapad.web.cli", *verb]) for verb in verbs
    ]
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    while not stopped and all(process.poll() is None for process in running):
        time.sleep(0.2)
    return _end(running, asked=stopped)


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
