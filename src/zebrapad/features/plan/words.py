"""The sentences that say how a plan stands, in the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zebrapad.core.cities.models import Certainty, Evidence
from zebrapad.core.ui.wording import amount, dated, in_words
from zebrapad.engines.progress import (
    ActionJudgement,
    Course,
    Doubt,
    Judgement,
    Standing,
    Step,
    Tally,
)
from zebrapad.features.plan.content import (
    IndicatorContent,
    MeasurementContent,
    MilestoneContent,
    PlanContent,
    StatusContent,
    TargetContent,
)
from zebrapad.features.plan.standing import missed, step_of


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


def sentences(indicator: IndicatorContent, judgement: Judgement, today: date) -> list[str]:
    """What is said of an indicator: the finding first, then what makes it less sure."""
    said = [_nothing(indicator) or finding(judgement.standing)]
    late = missed(indicator, today)
    said += [_("The target for %(year)s was not reached.") % {"year": t.year} for t in late]
    if judgement.behind and not late:
        said.append(_("It is behind on the way there."))
    if judgement.old:
        said.append(_("The newest value is old."))
    return said + [doubt(why) for why in judgement.doubts]


def _nothing(indicator: IndicatorContent) -> str:
    """Why there is nothing to judge, where something was written down all the same."""
    if any(each.value is not None for each in indicator.totals):
        return ""
    if any(each.value is not None for each in indicator.measurements):
        return _("Only parts were measured; the total is not known.")
    return _("It was looked for, and is not known.") if indicator.measurements else ""


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
    stands = step_of(milestone, today)
    done = {"when": in_words(milestone.done) if milestone.done else ""}
    due = {"when": dated(milestone.due) if milestone.due else ""}
    if stands is Step.DONE:
        return _("Done: %(when)s") % done
    if stands is Step.DONE_LATE:
        return _("Done late: %(when)s, it was due %(due)s") % (done | {"due": due["when"]})
    if stands is Step.LATE:
        return _("Late: due %(when)s") % due
    if milestone.due:
        return _("Due %(when)s") % due
    is_known = milestone.certainty != "unknown"
    return _("Not done yet, without a date") if is_known else _("Not known whether it is done")


def course(judgement: ActionJudgement) -> list[str]:
    """How an action keeps to its dates; nothing where there is nothing to say."""
    told = {"n": judgement.late, "days": judgement.days_late}
    said = []
    if judgement.late:
        said.append(ngettext("%(n)s step is late.", "%(n)s steps are late.", judgement.late) % told)
    if judgement.past_end:
        said.append(_("The action should have ended."))
    if judgement.days_late:
        late = ngettext(
            "The oldest date passed %(days)s day ago.",
            "The oldest date passed %(days)s days ago.",
            judgement.days_late,
        )
        said.append(late % told)
    if judgement.said_done:
        said.append(_("The city calls it done, while not every step is."))
    if judgement.course is Course.UNDATED:
        said.append(_("No date was promised, so nothing can be called late."))
    if judgement.next_due:
        said.append(_("The next date is %(when)s.") % {"when": dated(judgement.next_due)})
    return said


def tally(counted: Tally) -> list[str]:
    """The indicators of an action, counted by which way they go; what is bad comes first."""
    told = (
        (
            counted.worse,
            ngettext("%(n)s goes the wrong way", "%(n)s go the wrong way", counted.worse),
        ),
        (
            counted.better,
            ngettext("%(n)s goes the right way", "%(n)s go the right way", counted.better),
        ),
        (counted.unmoved, ngettext("%(n)s did not move", "%(n)s did not move", counted.unmoved)),
        (
            counted.unjudged,
            ngettext("%(n)s can't be judged", "%(n)s can't be judged", counted.unjudged),
        ),
    )
    return [words % {"n": n} for n, words in told if n]


def evidence_kind(kind: str) -> str:
    return str(Evidence.Kind(kind).label) if kind in Evidence.Kind.values else kind


def certainty(how: str) -> str:
    return str(Certainty(how).label) if how in Certainty.values else how


def level(how: str) -> str:
    return {
        "output": _("What was done"),
        "outcome": _("What it changed"),
        "context": _("Context"),
    }[how]


def kind(of: str) -> str:
    """The kind of an indicator's values, or of a remark."""
    return {
        "count": _("number"),
        "share": _("percentage"),
        "amount": _("amount"),
        "yes_no": _("yes or no"),
        "contradiction": _("sources disagree"),
        "unknown": _("not known"),
        "context": _("context"),
    }[of]


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


def compared(
    indicator: IndicatorContent, first: MeasurementContent | None, newest: MeasurementContent | None
) -> str:
    """The newest value beside the first, so that a way can be seen; nothing without both."""
    if first is None or newest is None or first == newest:
        return ""
    told = {
        "newest": bare(indicator, newest),
        "when": in_words(newest.period),
        "first": bare(indicator, first),
        "then": in_words(first.period),
    }
    return _("From %(first)s (%(then)s) to %(newest)s (%(when)s).") % told


def bare(indicator: IndicatorContent, measured: MeasurementContent) -> str:
    """A value where its unit stands beside it; a percentage keeps its sign."""
    if measured.value is None or indicator.kind in ("yes_no", "share"):
        return value(indicator, measured)
    return amount(measured.value)


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
