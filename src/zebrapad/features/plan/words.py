"""The sentences that say how a plan stands, in the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from zebrapad.core.cities.models import Certainty
from zebrapad.core.ui.wording import amount, dated, in_words
from zebrapad.engines.progress import Doubt, Judgement, Standing
from zebrapad.features.plan.content import (
    IndicatorContent,
    MeasurementContent,
    MilestoneContent,
    PlanContent,
    StatusContent,
    TargetContent,
)


def finding(standing: Standing) -> str:
    return {
        Standing.NOTHING_MEASURED: _("Nothing has been measured yet."),
        Standing.NO_BASELINE: _("There is no first value to compare with."),
        Standing.NO_TARGET: _("No target was set, so progress can't be judged."),
        Standing.NOT_COMPARABLE: _(
            "The newest value was measured in another way than the first. They can't be compared."
        ),
        Standing.MOVING_TOWARD: _("It moves toward the target."),
        Standing.REACHED: _("The target is reached."),
        Standing.PASSED: _("The target is passed."),
        Standing.UNMOVED: _("It has not moved."),
        Standing.WRONG_WAY: _("It goes the wrong way."),
        Standing.KEPT: _("It stays as it must."),
        Standing.NOT_KEPT: _("It does not stay as it must."),
        Standing.BOTH_WAYS_OPEN: _("More or fewer can both be good. The number alone can't say."),
    }[standing]


def doubt(why: Doubt) -> str:
    return {
        Doubt.NOT_CERTAIN: _("The newest value is not certain."),
        Doubt.BASELINE_NOT_CERTAIN: _("The first value is not certain."),
        Doubt.NEWER_UNKNOWN: _("There is a newer value, but it is not known."),
        Doubt.MAY_NOT_HAVE_MOVED: _("The margin is so wide that it may not have moved."),
        Doubt.AROUND_TARGET: _("The margin lies on both sides of the target."),
    }[why]


def sentences(judgement: Judgement) -> list[str]:
    """What is said of an indicator: the finding first, then what makes it less sure."""
    said = [finding(judgement.standing)]
    if judgement.behind:
        said.append(_("It is behind on the way there."))
    if judgement.old:
        said.append(_("The newest value is old."))
    return said + [doubt(why) for why in judgement.doubts]


def state(status: StatusContent | None) -> str:
    known = {
        "planned": _("Planned"),
        "running": _("Under way"),
        "done": _("Done"),
        "paused": _("Paused"),
        "stopped": _("Stopped"),
    }
    return known.get(status.state, _("Not known")) if status else _("Not known")


def step(milestone: MilestoneContent, today: date) -> str:
    """Whether a milestone is done, due or late, with its date."""
    if milestone.done:
        return _("Done: %(when)s") % {"when": in_words(milestone.done)}
    if milestone.due is None:
        return _("Not done yet, without a date")
    when = {"when": dated(milestone.due)}
    return _("Late: due %(when)s") % when if milestone.due < today else _("Due %(when)s") % when


def certainty(how: str) -> str:
    return str(Certainty(how).label) if how in Certainty.values else how


def level(how: str) -> str:
    return {
        "output": _("What was done"),
        "outcome": _("What it changed"),
        "context": _("Context"),
    }[how]


def direction(polarity: str) -> str:
    return {
        "up": _("Higher is better"),
        "down": _("Lower is better"),
        "keep": _("Must stay as it is"),
        "either": _("Higher or lower can both be good"),
    }[polarity]


def value(indicator: IndicatorContent, measured: MeasurementContent) -> str:
    return _("not known") if measured.value is None else _quantity(indicator, measured.value)


def _quantity(indicator: IndicatorContent, number: Decimal) -> str:
    if indicator.kind == "yes_no":
        return _("yes") if number else _("no")
    return amount(number, str(indicator.unit))


def target(indicator: IndicatorContent, wanted: TargetContent) -> str:
    words = _quantity(indicator, wanted.value)
    when = {"value": words, "year": wanted.year}
    return _("%(value)s by the end of %(year)s") % when if wanted.year else words


def margin(measured: MeasurementContent) -> str:
    if measured.low is None or measured.high is None:
        return ""
    bounds = {"low": amount(measured.low), "high": amount(measured.high)}
    return _("%(low)s to %(high)s") % bounds


def part(plan: PlanContent, where: str) -> str:
    """A part of the total as people name it: `district=heule` is Heule."""
    titles = {
        f"{dimension.key}={category.key}": str(category.title)
        for dimension in plan.dimensions
        for category in dimension.categories
    }
    return ", ".join(titles.get(each, each) for each in where.split(";")) if where else _("total")
