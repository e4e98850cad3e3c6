"""What waits for someone at the desk: each capability's duties, as one list of lines."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from zebrapad.core.people.actors import Actor
from zebrapad.features.plan import duties as plan
from zebrapad.web.people import queries as people


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what, about what, since or for when, and where it is done."""

    kind: str
    badge: str
    what: str
    title: Any
    when: str
    day: date | None
    address: str
    about: str


WHAT = {
    "late": (gettext_lazy("Late milestone"), "late", gettext_lazy("due since")),
    "soon": (gettext_lazy("Milestone due soon"), "planned", gettext_lazy("due on")),
    "ended": (gettext_lazy("Action past its end"), "late", gettext_lazy("ended on")),
    "value": (gettext_lazy("Value is due"), "late", gettext_lazy("due since")),
    "value_soon": (gettext_lazy("Value due soon"), "planned", gettext_lazy("due on")),
    "unpublished": (gettext_lazy("Changes are not published"), "draft", gettext_lazy("since")),
    "never": (gettext_lazy("The plan was never published"), "draft", ""),
    "invitation": (gettext_lazy("Open invitation"), "", gettext_lazy("sent on")),
}


def _of_plan(actor: Actor, today: date) -> Iterator[Line]:
    for duty in plan.duties(actor, today):
        what, badge, when = WHAT[duty.kind]
        told = str(what)
        if duty.count:
            told = ngettext(
                "%(n)s change is not published", "%(n)s changes are not published", duty.count
            ) % {"n": duty.count}
        yield Line(
            kind=duty.kind,
            badge=badge,
            what=told,
            title=duty.title,
            when=str(when),
            day=duty.day,
            address=_where(actor, duty),
            about=duty.about,
        )


def _where(actor: Actor, duty: plan.Duty) -> str:
    slug = actor.city.slug
    if duty.part == "measurements":
        return f"{reverse('plan:add', args=[slug, duty.part])}?indicator={duty.number}"
    if duty.part:
        return reverse("plan:edit", args=[slug, duty.part, duty.number])
    return reverse("plan:changes", args=[slug])


def _of_people(actor: Actor, _today: date) -> Iterator[Line]:
    if not actor.may("seats.manage"):
        return
    what, badge, when = WHAT["invitation"]
    for invitation in people.invitations(actor):
        yield Line(
            kind="invitation",
            badge=badge,
            what=str(what),
            title=_("%(email)s as %(role)s")
            % {"email": invitation.email, "role": invitation.get_role_display().lower()},
            when=str(when),
            day=timezone.localtime(invitation.sent).date(),
            address=reverse("people:people", args=[actor.city.slug]),
            about=f"invitation:{invitation.pk}",
        )


# The one list of whose duties are asked for; a capability that has some is added here.
SOURCES: tuple[Callable[[Actor, date], Iterator[Line]], ...] = (_of_plan, _of_people)


def waiting(actor: Actor, today: date) -> list[Line]:
    """All that waits for this actor, the longest first."""
    lines = [line for source in SOURCES for line in source(actor, today)]
    return sorted(lines, key=lambda line: line.day or today)
