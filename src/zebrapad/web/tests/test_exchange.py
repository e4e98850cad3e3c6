"""Load, export, load: what a city wrote comes back as it went."""

import copy
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import breaks
from zebrapad.core.cities.models import City, District, Evidence, Organisation
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.actors import Refused
from zebrapad.features.plan import actions, queries
from zebrapad.features.plan.models import Action, Measurement, Milestone, Version
from zebrapad.web import exchange

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


KEYS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,11}", fullmatch=True)
# Any letter of any script, but what a database can't hold (NUL) or YAML can't say (surrogates).
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    str.strip
)
TEXTS = st.dictionaries(st.sampled_from(["nl", "en", "fr"]), WORDS, min_size=1)
PERIODS = st.sampled_from(["2019", "2021-05", "2021-05-11", "2024/2025", "2022-03/2022-04"])
DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31)).map(str)
NUMBERS = st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=6).map(
    lambda d: int(d) if d == d.to_integral_value() else f"{d.normalize():f}"
)
CITED = {
    "certainty": st.sampled_from(["inferred", "unknown", "measured"]),
    "sources": st.lists(KEYS, min_size=1, max_size=2, unique=True),
}


def some(required, **optional):
    return st.fixed_dictionaries(required, optional=CITED | optional)


def several(strategy, by="key"):
    return st.lists(strategy, min_size=1, max_size=3, unique_by=lambda e: e[by])


def indicators(of):
    value = some({"period": PERIODS, "value": NUMBERS}, n=st.integers(0, 9), note=TEXTS)
    return some(
        {"key": KEYS, "title": TEXTS},
        action=st.sampled_from(of),
        unit=TEXTS,
        polarity=st.sampled_from(["up", "down", "keep"]),
        next_due=DAYS,
        targets=several(some({"value": NUMBERS, "year": st.integers(2000, 2050)}), by="year"),
        measurements=several(value, by="period").map(
            lambda v: sorted(v, key=lambda e: e["period"])
        ),
    )


@st.composite
def city_files(draw):
    statuses = several(
        some({"period": PERIODS, "state": st.sampled_from(["running", "done"])}, text=TEXTS),
        by="period",
    ).map(lambda s: sorted(s, key=lambda e: e["period"]))
    milestones = several(some({"key": KEYS, "title": TEXTS}, due=DAYS, done=PERIODS))
    plan_actions = draw(
        several(
            some({"key": KEYS, "title": TEXTS}, statuses=statuses, milestones=milestones, ends=DAYS)
        )
    )
    keys = [a["key"] for a in plan_actions]
    by_key = lambda items: sorted(items, key=lambda e: e["key"])  # noqa: E731
    return with_what_it_cites(
        {
            "format": exchange.FORMAT,
            "city": {"slug": "proef", "name": draw(TEXTS), "country": "BE"},
            "evidence": by_key(draw(several(st.fixed_dictionaries({"key": KEYS, "title": TEXTS})))),
            "districts": draw(
                several(
                    some(
                        {
                            "key": KEYS,
                            "name": TEXTS,
                            "latitude": st.just("50.5"),
                            "longitude": st.just(3),
                        }
                    )
                )
            ),
            "organisations": draw(several(some({"key": KEYS, "name": WORDS}, role=TEXTS))),
            "services": draw(several(some({"key": KEYS, "name": TEXTS}, phone=st.just("112")))),
            "plan": {
                "key": "plan",
                "title": draw(TEXTS),
                "actions": plan_actions,
                "indicators": draw(several(indicators(keys))),
            },
            "happenings": by_key(
                draw(several(some({"key": KEYS, "title": TEXTS}, period=st.just("2021"))))
            ),
        }
    )


def cited(data):
    """Every key that stands under `sources` anywhere in a file."""
    if isinstance(data, dict):
        yield from data.get("sources", [])
    for each in data.values() if isinstance(data, dict) else data:
        if isinstance(each, dict | list):
            yield from cited(each)


def with_what_it_cites(data):
    title = {"nl": "Bron"}
    listed = {e["key"]: e for e in data["evidence"]}
    listed |= {key: {"key": key, "title": title} for key in cited(data) if key not in listed}
    return data | {"evidence": sorted(listed.values(), key=lambda e: e["key"])}


def said(data):
    """What a file says, whatever the order of its lists: dates and keys order those."""
    if isinstance(data, dict):
        return {name: said(value) for name, value in data.items()}
    if isinstance(data, list):
        return sorted((said(each) for each in data), key=lambda e: json.dumps(e, sort_keys=True))
    return data


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking whole cities takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(city_files(), city_files())
def test_what_is_loaded_is_exported_and_loaded_again_the_same(one, other):
    city = exchange.load(one)
    assert said(exchange.export(city)) == said(one)
    city = exchange.load(other)  # over the first: what is no longer wanted goes, the new comes
    assert said(exchange.export(city)) == said(other)

    first = exchange.export(city)
    lines = Entry.objects.count()
    city = exchange.load(exchange.read(exchange.written(first)))

    assert exchange.export(city) == first
    assert Entry.objects.count() == lines, "nothing changed, so nothing is on the trail"
    assert not list(breaks(city))
    City.objects.filter(pk=city.pk).update(slug=f"was-{city.pk}")  # the next starts afresh


@pytest.fixture
def file():
    return {
        "format": exchange.FORMAT,
        "city": {"slug": "here", "name": {"nl": "Hier"}, "country": "BE"},
        "plan": {
            "key": "plan",
            "title": {"nl": "Plan"},
            "actions": [{"key": "streets", "title": {"nl": "Straten"}}],
            "indicators": [
                {
                    "key": "crossings",
                    "action": "streets",
                    "title": {"nl": "Zebrapaden"},
                    "measurements": [{"period": "2021", "value": 1}],
                }
            ],
        },
    }


def test_versions_travel_with_the_city(file):
    city = exchange.load(file)
    actor = exchange.keeper(city)
    actions.publish(actor, queries.current_plan(actor), reason=Text({"nl": "Eerste"}))
    whole = exchange.export(city)
    Version.objects.all().delete()

    exchange.load(whole)

    assert exchange.export(city) == whole


def test_a_version_that_was_changed_is_refused(file):
    city = exchange.load(file)
    actor = exchange.keeper(city)
    actions.publish(actor, queries.current_plan(actor), reason=Text())
    whole = exchange.export(city)
    forged = copy.deepcopy(whole)
    forged["versions"][0]["content"]["title"]["nl"] = "Ander plan"

    with pytest.raises(ValidationError, match="digest does not fit"):
        exchange.load(forged)


def test_a_file_that_is_wrong_anywhere_changes_nothing(file):
    file["plan"]["indicators"][0]["action"] = "nowhere"

    with pytest.raises(ValidationError, match="there is no “nowhere”"):
        exchange.load(file)

    assert not City.objects.exists()
    assert not Action.objects.exists()


@pytest.mark.parametrize("part", ["districts", "organisations"])
def test_a_source_that_a_file_does_not_give_is_refused(file, part):
    place = {"latitude": 50, "longitude": 3} if part == "districts" else {}
    name = {"nl": "Heule"} if part == "districts" else "Heule"
    file[part] = [{"key": "heule", "name": name, "sources": ["press"], **place}]

    with pytest.raises(ValidationError, match="heule: sources: there is no “press”"):
        exchange.load(file)
    assert not City.objects.exists()

    file["evidence"] = [{"key": "press", "title": {"nl": "Persbericht"}}]
    exchange.load(file)
    del file["evidence"]
    with pytest.raises(Refused, match="still named by “Heule”"):
        exchange.load(file)
    del file[part]
    exchange.load(file)
    assert not Evidence.objects.exists()


def test_what_is_named_goes_together_with_what_names_it(file):
    file["plan"]["remarks"] = [
        {"key": "doubt", "kind": "unknown", "topic": {"nl": "Tellen"}, "indicator": "crossings"}
    ]
    file["happenings"] = [{"key": "start", "title": {"nl": "Start"}, "action": "streets"}]
    exchange.load(file)
    file["plan"]["actions"] = [{"key": "schools", "title": {"nl": "Scholen"}}]
    with pytest.raises((ValidationError, Refused)):
        exchange.load(file)

    file["plan"]["indicators"] = file["plan"]["remarks"] = file["happenings"] = []
    exchange.load(file)

    assert Action.objects.get().key == "schools"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not a city file"),
        ("format: other/9", "not a city file"),
        ("a: [", "can't be read as YAML"),
        ("format: zebrapad-city/1\ncity: {slug: a}", "city"),
    ],
)
def test_a_file_that_is_no_city_is_named_so(text, says):
    with pytest.raises(ValidationError) as refused:
        exchange.read(text)

    assert says in " ".join(refused.value.messages)


def test_rows_that_a_file_no_longer_names_are_removed(file):
    file["districts"] = [{"key": "heule", "name": {"nl": "Heule"}, "latitude": 50, "longitude": 3}]
    file["organisations"] = [{"key": "go-out", "name": "Go-out!"}]
    file["plan"]["actions"][0]["milestones"] = [{"key": "first", "title": {"nl": "Eerste"}}]
    exchange.load(file)
    del file["districts"], file["organisations"]
    file["plan"]["actions"] = [{"key": "schools", "title": {"nl": "Scholen"}}]
    file["plan"]["indicators"] = []

    exchange.load(file)

    gone = (District, Organisation, Milestone, Measurement)
    assert [model.objects.count() for model in gone] == [0, 0, 0, 0]
    assert Action.objects.get().key == "schools"


def test_a_decimal_keeps_all_its_digits(file):
    file["plan"]["indicators"][0]["measurements"][0]["value"] = "0.1"
    exchange.load(file)

    assert Measurement.objects.get().value == Decimal("0.1")
