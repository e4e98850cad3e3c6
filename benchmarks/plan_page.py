"""The plan's page beside an empty view, and among a thousand cities beside alone."""

from benchmarks import server
from benchmarks.report import Report
from benchmarks.server import Installation

PLAN = "/nl/kortrijk/plan/"
CITIES, MEASUREMENTS = 1_000, 1_000_000
QUERIES = """
import django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
browser = Client(headers={"host": "127.0.0.1"})
browser.get("%s")
with CaptureQueriesContext(connection) as asked:
    assert browser.get("%s").status_code == 200
print(len(asked))
"""


def measure(name: str, alone: Installation, among: Installation, report: Report) -> None:
    queries = int(among.python("-c", QUERIES % (PLAN, PLAN)))
    report.tell(f"{name}: queries of the plan page, warm", str(queries), "≤ 3", good=queries <= 3)
    with server.serving(alone) as one, server.serving(among) as many:
        page, empty, ratio = server.beside(one.port, PLAN, "/empty")
        report.tell(
            f"{name}: throughput of the plan page beside an empty view",
            f"{ratio:.0%} ({page:.0f}/s and {empty:.0f}/s)",
            "≥ 60 %",
            good=ratio >= 0.6,
        )
        ports = one.port, many.port
        warm = server.medians(ports, PLAN, requests=600)
        cold = server.medians(ports, PLAN, requests=25, first="/forget")
    what = f"median with {CITIES:,} cities and {MEASUREMENTS:,} measurements beside one city"
    for state, (small, large) in (("warm", warm), ("made anew", cold)):
        report.tell(
            f"{name}: {what}, {state}",
            f"{large / small:.2f} × ({large * 1000:.2f} and {small * 1000:.2f} ms)",
            "≤ 1.2 ×" if state == "warm" else "",
            good=large / small <= 1.2,
        )


def fill(at: Installation) -> None:
    at.python("-m", "benchmarks.generate", str(CITIES), str(MEASUREMENTS))
