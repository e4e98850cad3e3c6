"""One result in three languages and three forms, and nothing in it that was not computed."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from zebrapad.engines.pairtest import report
from zebrapad.engines.pairtest.cells import cells
from zebrapad.engines.pairtest.paired import equivalence
from zebrapad.engines.pairtest.pooling import from_cells
from zebrapad.engines.pairtest.power import Shares, plan
from zebrapad.engines.pairtest.report import Number
from zebrapad.engines.pairtest.wording import LANGUAGES

KORTRIJK = cells(3, 11, 1, 34)


def told(counts, language="en", **options):
    made = report.study(
        cells(*counts), control="Thomas", test="Abdel", language=language, **options
    )
    return [report.said(sentence, language) for sentence in made.sentences]


def test_the_text_names_every_denominator():
    said = " ".join(told((3, 11, 1, 34)))

    assert "Of 49 pairs, in 3 both were invited, in 11 only Thomas, in 1 only Abdel" in said
    assert "by 20.4 points, over all 49 pairs (95 % interval: 7.9 to 34.4)" in said
    assert "Counted only over the 15 pairs" in said
    assert "the net rate is 66.7%" in said
    assert "Chance alone would seldom give such a difference (mid-p 0.003)" in said


def test_none_found_comes_with_what_can_not_be_excluded():
    said = " ".join(told((50, 10, 10, 125)))

    assert "were invited as often" in said
    assert "That does not show that there is none." in said
    excluded = 100 * float(equivalence(cells(50, 10, 10, 125), 0.05).excluded)
    assert f"exclude a difference of more than {excluded:.1f} points" in said
    assert "A difference of 5.0 points or more, either way, is refused" in said


def test_who_is_favoured_is_said_either_way():
    assert told((3, 1, 11, 34))[1].startswith("Abdel was invited more often than Thomas: by 20.4")


def test_what_can_not_be_said_is_left_out_or_a_dash():
    said = told((0, 0, 0, 2))
    text = report.plain(report.study(cells(0, 0, 0, 2)), "en")

    assert not any("at least one was invited" in sentence for sentence in said)
    assert any("too small to find even a large difference" in sentence for sentence in said)
    assert re.search("net rate over pairs with an invitation +– +– +–", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_whole_in_every_language(language):
    made = report.study(KORTRIJK, control="Thomas", test="<b>", language=language)
    page = report.html(made, language)

    assert "<b>" not in page
    assert page.count("<svg") == 2
    assert "{" not in report.plain(made, language)
    data = json.loads(report.as_json(made, language))
    assert data["study"]["difference_invited"] == pytest.approx(2 / 3)
    assert len(data["sentences"]) == len(made.sentences)
    for figure in made.figures:
        root = ET.fromstring(figure.svg)  # noqa: S314 - our own drawing
        assert root.find("{http://www.w3.org/2000/svg}title").text
        assert root.find("{http://www.w3.org/2000/svg}desc").text


@pytest.mark.parametrize(
    ("number", "nl", "en", "fr"),
    [
        (Number(0.1234, "points"), "12,3", "12.3", "12,3"),
        (Number(-0.05, "percent"), "−5,0%", "−5.0%", "−5,0\u00a0%"),
        (Number(-0.0001, "points"), "0,0", "0.0", "0,0"),
        (Number(0.0004, "p"), "< 0,001", "< 0.001", "< 0,001"),
        (Number(0.04, "p"), "0,040", "0.040", "0,040"),
        (Number(12345, "count"), "12.345", "12,345", "12\u202f345"),
        (Number(float("nan")), "–", "–", "–"),
        (Number(float("inf")), "∞", "∞", "∞"),
        (Number(float("-inf")), "−∞", "−∞", "−∞"),
        (Number(1.5), "1,500", "1.500", "1,500"),
    ],
)
def test_numbers_are_written_as_the_language_does(number, nl, en, fr):
    assert [report.written(number, language) for language in LANGUAGES] == [nl, en, fr]


def test_a_cell_that_can_not_be_said_is_a_dash():
    table = report.Table(
        "cells", ("cell", "pairs"), (("both", None), ("Kortrijk", Number(1, "count")))
    )
    made = report.Report("study", (), (table,), (), {}, "en")

    assert re.search("both +–", report.plain(made, "en"))
    assert '<td class="number">–</td>' in report.html(made, "en")


def test_a_plan_that_excludes_nothing_says_nothing_of_it():
    shares = Shares(0.5, 0.5)
    made = report.sizes(plan(1, shares), shares)

    assert [sentence.key for sentence in made.sentences] == ["sizes.power", "sizes.least"]


def test_pooled_effects_need_names_and_differences():
    with pytest.raises(ValueError, match="must be differences, with a name"):
        report.pooled(from_cells(cells([5, 6], 3, 1, 4)), ["one"])


def test_several_studies_at_once_are_refused():
    with pytest.raises(ValueError, match="one study at a time"):
        report.study(cells([1, 2], 1, 1, 1))
