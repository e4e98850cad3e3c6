"""`make bench`: every aim of the product for speed and weight, beside what was measured.

With the path of a document its table is written there.
"""

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks import plan_page, weight
from benchmarks.report import Report, machine, write
from benchmarks.server import Installation

READY = (
    "from zebrapad.web import processes; processes.prepare(migrate=True); "
    "from zebrapad.web import demo; demo.load()"
)


def demonstration(data: Path, database: str = "") -> Installation:
    """Tables and the demonstration city."""
    at = Installation(data, database)
    at.python("-c", READY)
    return at


def on_sqlite(root: Path, report: Report) -> str:
    alone = demonstration(root / "alone")
    weight.measure(alone, report)
    shutil.copytree(root / "alone", root / "among")
    among = Installation(root / "among")
    plan_page.fill(among)
    plan_page.measure("SQLite", alone, among, report)
    return f"SQLite {sqlite3.sqlite_version}"


def on_postgres(root: Path, address: str, report: Report) -> str:
    with psycopg.connect(address.replace("postgres:///", "postgresql:///"), autocommit=True) as db:
        version = db.execute("SHOW server_version").fetchone()
        db.execute("CREATE DATABASE alone")
        alone = demonstration(root / "pg-alone", address.replace("/postgres?", "/alone?"))
        db.execute("CREATE DATABASE among TEMPLATE alone")
        shutil.copytree(root / "pg-alone", root / "pg-among")
        among = Installation(root / "pg-among", address.replace("/postgres?", "/among?"))
        plan_page.fill(among)
        plan_page.measure("PostgreSQL", alone, among, report)
    return f"PostgreSQL {version[0].split()[0] if version else '?'}"


@contextmanager
def postgres(root: Path) -> Iterator[str]:
    """The address of a PostgreSQL of our own, or nothing where the machine has none."""
    program = [sys.executable, "tests/postgres.py"]
    place = str(root / "postgres")
    started = subprocess.run(
        [*program, "start", place], capture_output=True, text=True, check=False
    )
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run([*program, "stop", place], check=False)


def main(page: Path | None) -> int:
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        databases = [on_sqlite(root, report)]
        with postgres(root) as address:
            if address:
                databases.append(on_postgres(root, address, report))
            else:
                print("PostgreSQL is not on this machine, so it was not measured.")
    measured_on = machine(databases)
    print(measured_on)
    if page:
        write(page, report, measured_on)
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
