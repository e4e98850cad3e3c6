"""The look keeps its promises: contrast, one palette, weight, nothing inline."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from zebrapad.core.ui.crossing import COLOURS

ROOM = Path(__file__).resolve().parents[1]
STYLES = ROOM / "static" / "ui" / "css"
TOKENS = (STYLES / "tokens.css").read_text()
WEIGHT_LIMIT = 28_000  # bytes of all styles without their blanks and comments


def _tokens(block):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))


LIGHT, BY_SYSTEM, BY_CHOICE = (_tokens(block) for block in re.findall(r"\{([^{}]*)\}", TOKENS))
THEMES = {"light": LIGHT, "dark": LIGHT | BY_SYSTEM}

TEXT = [
    *((text, ground) for text in ("ink", "ink-soft", "accent", "accent-strong")
      for ground in ("paper", "surface", "sunken")),
    ("accent-strong", "accent-soft"), ("accent", "accent-soft"), ("ink", "accent-soft"),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("paper", "ink"),
    ("on-road", "road"), ("on-road-soft", "road"), ("road", "on-road"),
]  # fmt: skip
CONTROLS = [(edge, ground) for edge in ("line-strong", "focus", "accent")
            for ground in ("paper", "surface", "sunken")] + [("on-road", "road")]  # fmt: skip


def _light_of(colour):
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((_light_of(one), _light_of(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_the_standard_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # WCAG's known near miss


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_every_text_can_be_read_on_its_ground(theme, text, ground):
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_every_control_and_focus_ring_can_be_seen(theme, edge, ground):
    assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


def test_dark_by_choice_is_dark_by_system():
    assert BY_CHOICE == BY_SYSTEM


def test_the_six_colours_of_the_mark_are_those_of_the_tokens_and_the_icon():
    names = ("red", "orange", "yellow", "green", "blue", "violet")
    assert tuple(LIGHT[name] for name in names) == COLOURS
    icon = (ROOM / "static" / "ui" / "favicon.svg").read_text()
    assert re.findall(r'<path fill="(#\w{6})"', icon) == list(COLOURS)


def test_each_token_that_is_used_is_defined():
    styles = "".join(file.read_text() for file in STYLES.glob("*.css"))
    used = set(re.findall(r"var\(--([\w-]+)\)", styles))
    assert used - set(re.findall(r"--([\w-]+):", styles)) == set()


def test_all_styles_together_stay_light():
    styles = "".join(file.read_text() for file in STYLES.glob("*.css"))
    bare = re.sub(r"\s+|/\*.*?\*/", " ", styles, flags=re.DOTALL)
    assert len(re.sub(r"\s*([{}:;,>])\s*", r"\1", bare).encode()) <= WEIGHT_LIMIT


@pytest.mark.parametrize("template", sorted((ROOM / "templates").rglob("*.html")), ids=str)
def test_no_template_carries_a_style_or_a_script_of_its_own(template):
    source = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", source)
    # A block of data is no script: no browser runs it.
    assert not re.search(r'<script(?![^>]*\s(src=|type="application/json"))', source)


@pytest.mark.parametrize("page", ["500.html", "503.html"])
def test_a_broken_house_still_answers_in_three_languages(page):
    answer = render_to_string(page)
    assert all(f'lang="{code}"' in answer for code in ("nl", "en", "fr"))
    assert "tel:112" in answer
