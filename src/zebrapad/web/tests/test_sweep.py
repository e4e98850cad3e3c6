"""What the worker does by itself, day after day."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache

from zebrapad.core.audit import editing
from zebrapad.core.cities.models import District
from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.core.figures.models import Figure
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.features.plan import actions
from zebrapad.features.plan.models import Action, Indicator, Measurement, Milestone, Plan, Reminder
from zebrapad.web import reminders, sweep
from zebrapad.web.city_rows import add

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _mail_in_hand(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def keeper(city):
    return Actor(city, None, frozenset({Role.COORDINATOR}))


def put(keeper, row):
    editing.add(keeper, row, act=f"{row._meta.model_name}.added")
    return row


@pytest.fixture
def streets(keeper):
    plan = put(keeper, Plan(key="p", title=Text({"nl": "Plan", "en": "Plan"})))
    return put(keeper, Action(plan=plan, key="a", title=Text({"nl": "Straten", "en": "Streets"})))


@pytest.fixture
def late(keeper, streets):
    return put(
        keeper,
        Milestone(
            action=streets,
            key="m",
            title=Text({"nl": "Pad", "en": "Crossing"}),
            due=date(2026, 2, 28),
        ),
    )


def at(moment):
    """A day on which the worker starts anew."""
    cache.clear()
    with time_machine.travel(moment, tick=False):
        sweep.run(moment)


def test_who_writes_the_plan_hears_in_their_language_what_is_late(seat, city, late):
    seat(city, Role.EDITOR, language="nl")
    seat(city, Role.COORDINATOR, language="en")
    seat(city, Role.CODER)

    at(MORNING)

    told = {message.to[0].split("@")[0][:6]: message for message in mail.outbox}
    assert set(told) == {"editor", "coordi"}
    assert "Crossing" in told["coordi"].body
    assert "Late milestone" in told["coordi"].body
    assert "28 February 2026" in told["coordi"].body
    assert "/en/here/desk/plan/milestones/" in told["coordi"].body
    assert "Pad" in told["editor"].body
    assert "/nl/here/desk/" in told["editor"].body


def test_one_mail_lists_everything(seat, city, keeper, streets, late):
    seat(city, Role.EDITOR, language="en")
    soon = {"due": date(2026, 3, 10), "title": Text({"en": "Coming"}), "key": "soon"}
    put(keeper, Milestone(action=streets, **soon))
    for key, due in (("now", date(2026, 3, 1)), ("far", date(2026, 9, 1))):
        title = Text({"en": f"Value {key}"})
        put(keeper, Indicator(plan=streets.plan, key=key, title=title, next_due=due))

    at(MORNING)

    (message,) = mail.outbox
    for words in ("Crossing", "Coming", "Value now", "3 things wait for you"):
        assert words in f"{message.subject} {message.body}"
    assert "far" not in message.body


def test_the_gaps_between_mails_grow(seat, city, late):
    seat(city, Role.EDITOR)
    days = []
    for day in range(170):
        at(MORNING + timedelta(days=day))
        if mail.outbox:
            days.append(day)
            mail.outbox.clear()

    assert days == [0, 1, 8, 38, 98, 158]


def test_what_is_done_is_not_told_any_more(seat, city, late):
    seat(city, Role.EDITOR)
    late.done = period("2026-03-01")
    late.save()

    at(MORNING)

    assert mail.outbox == []


def test_nobody_is_woken_and_nobody_is_told_twice(seat, city, late):
    seat(city, Role.EDITOR)
    at(MORNING - timedelta(hours=4))
    assert mail.outbox == []

    at(MORNING)
    at(MORNING + timedelta(hours=1))
    assert len(mail.outbox) == 1


def test_a_mail_that_can_not_leave_is_tried_again(seat, city, late, monkeypatch):
    seat(city, Role.EDITOR)

    def away(*_args, **_more):
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(reminders, "send_mail", away)
        at(MORNING)
    assert not Reminder.objects.exists()

    with time_machine.travel(MORNING, tick=False):
        sweep.run(MORNING)  # the worker still runs: what failed is not taken for done
    assert len(mail.outbox) == 1


def test_every_month_has_its_figures_even_when_nothing_changes(city, keeper):
    add(keeper, District(key="heule", name=Text({"nl": "Heule"}), latitude=50, longitude=3))
    Figure.objects.all().delete()

    at(MORNING)
    at(MORNING + timedelta(days=31))

    shown = Figure.objects.filter(key="cities.districts", current=True).order_by("period")
    assert [(str(f.period), int(f.value or 0)) for f in shown] == [("2026-03", 1), ("2026-04", 1)]


def test_a_district_more_changes_the_figure_at_once_and_its_past_stays(city, keeper):
    for key in ("heule", "marke"):
        add(keeper, District(key=key, name=Text({"nl": key}), latitude=50, longitude=3))

    kept = Figure.objects.filter(key="cities.districts").order_by("id")
    assert [(int(f.value or 0), f.current) for f in kept] == [(1, False), (2, True)]


def test_a_milestone_that_grows_late_overnight_changes_the_figure(city, keeper, late):
    actions.publish(keeper, late.action.plan, reason=Text({"en": "First"}))
    at(datetime(2026, 2, 27, 12, tzinfo=UTC))
    at(MORNING)

    february, march = Figure.objects.filter(
        key="plan.milestones_on_time", period__in=["2026-02", "2026-03"], current=True
    ).order_by("period")
    assert (february.value, february.n) == (None, 0)
    assert (march.value, march.n) == (Decimal(0), 1)


def test_an_indicator_takes_its_values_from_the_figure_that_feeds_it(city, keeper, streets):
    title = Text({"en": "Districts"})
    fed = put(keeper, Indicator(plan=streets.plan, key="d", title=title, figure="cities.districts"))
    add(keeper, District(key="heule", name=Text({"nl": "Heule"}), latitude=50, longitude=3))

    value = Measurement.objects.get(indicator=fed)
    assert (value.value, value.from_figure) == (Decimal(1), True)
    assert value.certainty == "measured"

    actions.change(keeper, fed, {"figure": ""}, edition=1)
    assert not Measurement.objects.exists()
