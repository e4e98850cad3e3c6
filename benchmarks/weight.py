"""What a first visit weighs, how fast the server starts, how much memory a worker holds."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from benchmarks import server
from tests.browser import options

HOME = "/nl/kortrijk/"


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


def measure(data: Path, show: Callable[..., None]) -> None:
    with server.serving(data) as running:
        address = f"http://127.0.0.1:{running.port}"
        size, requests, others = first_visit(address)
        server.throughput(running.port, HOME)
        memory = server.resident_megabytes(running.pid)
    started = running.seconds_to_start
    show("home, first visit", f"{size / 1000:.1f} kB", "60 kB", good=size <= 60_000)
    show("home, first visit", f"{requests} requests", "8", good=requests <= 8)
    show("home, first visit", f"{others} requests to others", "0", good=not others)
    show("server start", f"{started:.1f} s", "2 s", good=started <= 2)
    show("memory of a worker", f"{memory:.0f} MB", "150 MB", good=memory <= 150)
