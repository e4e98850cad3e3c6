"""The demonstration walked in a real browser: as it looks, by keyboard, without JavaScript."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from django.utils.translation import override

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=[])]

HOME = "/nl/kortrijk/"
LANGUAGES = ("nl", "en", "fr")
LOOKS = [(width, theme) for width in (320, 1280) for theme in ("light", "dark")]
EACH_KIND = 2  # pages of one kind differ in content, not in structure


def kind_of(path: str) -> str | None:
    """The name under which the address conf knows a page."""
    language = path.split("/")[1]
    with override(language if language in LANGUAGES else "nl"):
        try:
            return resolve(path).view_name
        except Resolver404:
            return None


def pages_from(page, site, start: str) -> Iterator[str]:
    """Some pages of each kind that links lead to from `start`, in its language, opened in turn."""
    language = start.split("/")[1]
    waiting, seen, kinds = [start], {start}, {}
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind is None or kinds.get(kind, 0) >= EACH_KIND:
            continue
        answer = page.goto(site.address + path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        yield path
        for href in page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"):
            to = urlsplit(urljoin(site.address + path, href))
            own = to.netloc == urlsplit(site.address).netloc and to.path.startswith(f"/{language}/")
            last = to.path.rsplit("/", 1)[-1]
            ends_the_walk = "." in last or "logout" in to.path
            if own and not to.query and not ends_the_walk and to.path not in seen:
                seen.add(to.path)
                waiting.append(to.path)


@pytest.fixture
def opened(chromium, site):
    """Open a page in a context of its own; what the browser complains of fails the test."""
    contexts, complaints = [], []

    def open_page(width=1280, theme="light", *, javascript=True, language="nl", fresh=False):
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=theme,
            java_script_enabled=javascript,
            locale=language,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda line: (
                complaints.append(f"{page.url}: {line.text}")
                if line.type in ("error", "warning")
                else None
            ),
        )
        page.on(
            "request",
            lambda request: (
                complaints.append(f"third party: {request.url}")
                if urlsplit(request.url).netloc not in ("", urlsplit(site.address).netloc)
                and not request.url.startswith("data:")
                else None
            ),
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints[:20])


def sign_in(page, site, who="coordinator", language="nl"):
    page.goto(f"{site.address}/{language}/accounts/login/")
    page.fill("input[name=login]", f"{who}@kortrijk.example")
    page.fill("input[name=password]", site.passphrase)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/desk/**")


def faults(page, path):
    """What axe finds on the page as it stands, a line each."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{path}: {each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"][:3]
    ]


def too_wide(page, path):
    """Whether a reader would have to scroll sideways to read the page."""
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    return [f"{path}: {wide} px too wide"] if wide > 0 else []


def faults_in_every_look(page, path):
    """What is wrong on a page at phone and desktop size, light and dark; named with its look."""
    for width, theme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=theme)
        yield from (f"{width} {theme} {fault}" for fault in faults(page, path))
        yield from too_wide(page, path)


def test_every_public_page_is_accessible_in_every_look(site, opened):
    page, found, visited = opened(), [], []

    for path in pages_from(page, site, HOME):
        visited.append(path)
        found += faults_in_every_look(page, path)

    assert not found, "\n".join(found)
    assert len(visited) > 15, visited


def test_every_page_of_the_desk_is_accessible_in_every_look(site, opened):
    page, found, visited = opened(), [], []
    sign_in(page, site)

    for path in pages_from(page, site, "/nl/kortrijk/desk/"):
        visited.append(path)
        found += faults_in_every_look(page, path)

    assert not found, "\n".join(found)
    assert len(visited) > 15, visited


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_are_as_accessible_in_the_other_languages(site, opened, language):
    page, found = opened(360, language=language), []

    for path in pages_from(page, site, f"/{language}/kortrijk/"):
        found += faults(page, path) + too_wide(page, path)

    assert not found, "\n".join(found)


def focused(page):
    return page.evaluate("() => document.activeElement.textContent.trim()")


def tab_to(page, words, most=80):
    """Press Tab until the element with these words has the focus; as a person would."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    pytest.fail(f"{words!r} can't be reached with the Tab key on {page.url}")


def test_someone_without_a_mouse_reads_the_plan(site, opened):
    page = opened()
    page.goto(site.address + HOME)

    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#content"
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", "the focus can be seen"
    tab_to(page, page.locator("nav a[href$='/plan/']").first.inner_text().strip())
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/")
    tab_to(page, page.locator("main a[href*='/plan/actions/']").first.inner_text().strip()[:20])
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/actions/**")


def test_help_is_one_step_from_every_page(site, opened):
    page = opened(360)

    for path in pages_from(page, site, HOME):
        assert page.locator("a[href='tel:112']").count(), f"{path}: no way to call 112"
        if not path.endswith("/talk/"):
            assert page.locator("a[href='/nl/kortrijk/talk/']").count(), f"{path}: no way to help"


def test_the_site_reads_and_the_desk_writes_without_javascript(site, opened):
    page = opened(javascript=False)
    page.goto(site.address + HOME)
    page.click("nav a[href$='/plan/']")
    page.locator("main a[href*='/plan/actions/']").first.click()
    assert page.locator("h1").inner_text().strip()
    page.goto(f"{site.address}/nl/kortrijk/search/?q=zebrapad")
    assert page.locator("main a[href*='/plan/']").count()

    sign_in(page, site, "editor")
    assert "/desk/" in page.url
