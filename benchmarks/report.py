"""What was measured, beside what was aimed at: on the screen, and as a table for the documents."""

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    what: str
    measured: str
    aim: str
    good: bool

    @property
    def reached(self) -> str:
        if not self.aim:
            return ""
        return "yes" if self.good else "**no**"


@dataclass
class Report:
    findings: list[Finding] = field(default_factory=list)

    def tell(self, what: str, measured: str, aim: str = "", *, good: bool = True) -> None:
        self.findings.append(Finding(what, measured, aim, good))
        word = ("ok  " if good else "MISS") if aim else "    "
        print(f"{word} {what}: {measured}{f' (aim {aim})' if aim else ''}", flush=True)

    @property
    def missed(self) -> int:
        return sum(not finding.good for finding in self.findings)

    def table(self) -> str:
        rows = [f"| {f.what} | {f.measured} | {f.aim} | {f.reached} |" for f in self.findings]
        return "\n".join(["| what | measured | aim | reached |", "|---|---|---|---|", *rows])


def machine(databases: list[str]) -> str:
    """What was measured on: enough to weigh the numbers, nothing that names the machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    parts = [
        f"{os.cpu_count()} cores ({_processor()})",
        f"{memory:.0f} GB",
        f"{platform.system()} {platform.release().split('-')[0]}",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name.lower())}" for name in ("Django", "granian")),
        *databases,
    ]
    return f"{datetime.now(UTC):%Y-%m-%d}: {', '.join(parts)}."


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    return next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), "?")


def write(page: Path, report: Report, measured_on: str) -> None:
    """Put the table between the marks of the document; its words stay as they are."""
    text = page.read_text("utf-8")
    before, begin, rest = text.partition("<!-- measured -->\n")
    _old, end, after = rest.partition("<!-- /measured -->")
    assert begin, f"{page.name} has lost its first mark"
    assert end, f"{page.name} has lost its last mark"
    table = f"Measured on {measured_on}\n\n{report.table()}\n\n"
    page.write_text(f"{before}{begin}{table}{end}{after}", "utf-8")
