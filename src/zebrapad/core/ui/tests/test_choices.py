"""Many boxes to tick: what is ticked is seen, and a long rest is not in the way."""

import re

import pytest
from django import forms

from zebrapad.core.ui.fields import ManyField


class SourcesForm(forms.Form):
    sources = ManyField()


def shown(count, ticked):
    form = SourcesForm(initial={"sources": ticked})
    form.fields["sources"].offer([(f"s{n}", f"Source {n}") for n in range(count)], ticked)
    return re.sub(r"\s+", " ", str(form["sources"]))


def test_a_long_rest_is_folded_after_what_is_ticked():
    page = shown(12, ["s7", "s3"])
    before, _fold, folded = page.partition("<details>")

    assert re.findall(r'value="(s\d+)"', before) == ["s7", "s3"]
    assert "<summary>10 more to choose from</summary>" in folded
    assert len(re.findall(r'value="s\d+"', folded)) == 10
    assert 'id="id_sources"' in before


@pytest.mark.parametrize("count", [0, 9])
def test_a_short_list_lies_open(count):
    page = shown(count, [])

    assert "<details>" not in page
    assert page.count('type="checkbox"') == count
