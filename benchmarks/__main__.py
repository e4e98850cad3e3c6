"""`make bench`: every aim of the product for speed and weight, beside what was measured."""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import server, weight

PLAN = "/nl/kortrijk/plan/"
CITIES, MEASUREMENTS = 1_000, 1_000_000


def show(what: str, measured: str, aim: str, *, good: bool) -> None:
    print(f"{'ok  ' if good else 'MISS'} {what}: {measured} (aim {aim})", flush=True)


def prepare(data: Path, database: str) -> None:
    """Tables and the demonstration city."""
    code = (
        "from zebrapad.web import processes; processes.prepare(migrate=True); "
        "from zebrapad.web import demo; demo.load()"
    )
    subprocess.run([sys.executable, "-c", code], env=server.environment(data, database), check=True)


def generate(data: Path, database: str) -> None:
    command = [sys.executable, "-m", "benchmarks.generate", str(CITIES), str(MEASUREMENTS)]
    subprocess.run(command, env=server.environment(data, database), check=True)


def one_against_many(name: str, data: Path, database: str) -> None:
    with server.serving(data, database) as running:
        empty = server.throughput(running.port, "/empty")
        page = server.throughput(running.port, PLAN)
        alone = server.median_seconds(running.port, PLAN)
    show(
        f"{name}: plan page beside an empty view",
        f"{page / empty:.0%} of its throughput ({page:.0f}/s and {empty:.0f}/s)",
        "60 %",
        good=page / empty >= 0.6,
    )
    generate(data, database)
    with server.serving(data, database) as running:
        among = server.median_seconds(running.port, PLAN)
    show(
        f"{name}: plan page among {CITIES} cities and {MEASUREMENTS} measurements",
        f"{among / alone:.2f} × its median with one city ({among * 1000:.2f} ms)",
        "1.2 ×",
        good=among / alone <= 1.2,
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        data = root / "sqlite"
        prepare(data, "")
        weight.measure(data, show)
        one_against_many("SQLite", data, "")
        postgres = [sys.executable, "tests/postgres.py"]
        place = str(root / "postgres")
        start = [*postgres, "start", place]
        started = subprocess.run(start, capture_output=True, text=True, check=False)
        if started.returncode:
            print("PostgreSQL is not on this machine, so it was not measured.")
            return
        try:
            prepare(root / "pg", started.stdout.strip())
            one_against_many("PostgreSQL", root / "pg", started.stdout.strip())
        finally:
            subprocess.run([*postgres, "stop", place], check=False)


if __name__ == "__main__":
    main()
