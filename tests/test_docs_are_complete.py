"""Documentation that is missing or leads nowhere fails like code would."""

import re
from pathlib import Path

import pytest

from zebrapad.web import cli, settings

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATE = (ROOT / "docs/operate.md").read_text("utf-8")


def test_every_setting_is_explained():
    source = Path(settings.__file__).read_text("utf-8")
    named = set(re.findall(r'env_\w+\(\s*"(\w+)"', source))

    families = {name for name in named if name.startswith("ZEBRAPAD_MAIL_")}
    assert not {name for name in named - families if f"`{name}`" not in OPERATE}
    assert not {name for name in families if f"`_{name.rsplit('_', 1)[1]}`" not in OPERATE} - {
        "ZEBRAPAD_MAIL_HOST",
        "ZEBRAPAD_MAIL_FROM",
    }


def test_every_verb_of_the_command_line_is_named():
    verbs = cli.parser()._subparsers._group_actions[0].choices  # noqa: SLF001 - argparse has no other way
    text = "\n".join(page.read_text("utf-8") for page in PAGES)

    assert not [verb for verb in verbs if not re.search(rf"`?zebrapad {verb}|`{verb}`", text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))

    assert not [link for link in links if not (page.parent / link).exists()]
