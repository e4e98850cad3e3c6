"""The number that the plan publishes about itself."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from zebrapad.core.cities.periods import period
from zebrapad.core.figures.publish import Number, publish
from zebrapad.core.people.actors import Actor
from zebrapad.engines.progress import Milestone, milestones_on_time
from zebrapad.features.plan import queries

ON_TIME = "plan.milestones_on_time"
METHOD = "plan.milestones_on_time/1"  # raised when the way of counting changes
HUNDRED = 100


def on_time(actor: Actor, today: date) -> Number:
    """The share, in per cent, of the milestones whose due date has come that were done by it."""
    plan = queries.published(actor)
    promised = (m for action in plan.actions for m in action.milestones) if plan else ()
    steps = [Milestone(due=m.due, done=m.done.starts if m.done else None) for m in promised]
    counted = milestones_on_time(steps, today)
    if counted.share is None:
        return Number(None, n=0)
    share = Decimal(HUNDRED * counted.on_time) / counted.n
    return Number(share.quantize(Decimal("0.000001")), n=counted.n)


def publish_on_time(actor: Actor) -> None:
    today = timezone.localdate()
    publish(actor, ON_TIME, period(f"{today:%Y-%m}"), on_time(actor, today), method=METHOD)
