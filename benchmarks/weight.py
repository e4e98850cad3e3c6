"""What a first visit weighs, how fast the server starts, how much memory a worker holds."""

from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from benchmarks import server
from benchmarks.report import Report
from tests.browser import options

HOME = "/nl/kortrijk/"
STARTS = 5


def first_visit(address: str) -> tuple[int, int, int]:
    """Bytes over the line, requests, and requests to anyone else, of a first visit."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options())
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address + HOME, wait_until="networkidle")
        browser.close()
    own = urlsplit(address).netloc
    others = [url for url in asked if urlsplit(url).netloc not in (own, "")]
    return int(sum(sizes)), len(asked), len(others)


def measure(at: server.Installation, report: Report) -> None:
    started = [_seconds_to_start(at) for _ in range(STARTS - 1)]
    with server.serving(at) as running:
        started.append(running.seconds_to_start)
        size, requests, others = first_visit(f"http://127.0.0.1:{running.port}")
        for page in (
            HOME,
            f"{HOME}plan/",
            f"{HOME}plan.pdf",
            f"{HOME}news.atom",
            "/api/v1/cities/",
        ):
            server.medians((running.port, running.port), page, requests=50)
        memory = server.resident_megabytes(running.pid)
    report.tell("Home, first visit", f"{size / 1000:.1f} kB", "≤ 60 kB", good=size <= 60_000)
    report.tell("Home, first visit", f"{requests} requests", "≤ 8", good=requests <= 8)
    report.tell("Home, first visit", f"{others} requests to others", "0", good=not others)
    quickest = min(started)  # what else the machine does can only make it slower
    report.tell(
        f"Server start, quickest of {STARTS}", f"{quickest:.1f} s", "≤ 2 s", good=quickest <= 2
    )
    report.tell("Memory of a worker", f"{memory:.0f} MB", "≤ 150 MB", good=memory <= 150)


def _seconds_to_start(at: server.Installation) -> float:
    with server.serving(at) as running:
        return running.seconds_to_start
