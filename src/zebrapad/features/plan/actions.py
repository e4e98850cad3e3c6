"""Writing the plan: its parts, its state, its versions."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zebrapad.core.audit import editing
from zebrapad.core.audit.trail import note
from zebrapad.core.cities.models import Edited
from zebrapad.core.cities.plain import to_plain
from zebrapad.core.cities.texts import Text, text
from zebrapad.core.people.actors import Actor, Refused, rows
from zebrapad.features.plan import queries
from zebrapad.features.plan.models import Measurement, Plan, Version

# A part of the plan needs this grant; a measurement may also be recorded by a researcher.
GRANT: dict[type[Edited], str] = {Measurement: "measurements.write"}


def _require(actor: Actor, row: Edited) -> None:
    actor.require(GRANT.get(type(row), "plan.write"))


def add(actor: Actor, row: Edited) -> None:
    _require(actor, row)
    editing.add(actor, row, act=f"{row._meta.model_name}.added")


def change(actor: Actor, row: Edited, values: Mapping[str, Any], *, edition: int) -> None:
    _require(actor, row)
    editing.change(actor, row, values, edition=edition, act=f"{row._meta.model_name}.changed")


def remove(actor: Actor, row: Edited) -> None:
    _require(actor, row)
    editing.remove(actor, row, act=f"{row._meta.model_name}.removed")


def canonical(content: Mapping[str, Any]) -> str:
    """A version as the one text that its digest is taken of: keys in order, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


@transaction.atomic
def publish(actor: Actor, plan: Plan, *, reason: Text) -> Version:
    """Freeze the plan as it is written now; the public pages show it from here on."""
    actor.require("plan.publish")
    written = queries.draft(actor, plan)
    if written is None or not written.actions:
        raise Refused(_("A plan without actions can't be published yet."))
    content = to_plain(written)
    version = Version.objects.create(
        city=actor.city,
        plan=plan,
        number=queries.next_number(actor),
        published=timezone.now(),
        published_by=actor.person,
        reason=reason,
        content=content,
        digest=digest(content),
    )
    note(actor, "plan.published", version)
    return version


@transaction.atomic
def restore(actor: Actor, data: Mapping[str, Any], *, published: datetime, reason: Text) -> None:
    """Keep a version that was published elsewhere, with the number and day it had."""
    actor.require("plan.write")
    content = data["content"]
    plan = rows(actor, Plan).filter(key=content["key"]).first()
    if plan is None:
        plan = Plan(key=content["key"], title=text(content["title"]), current=False)
        editing.add(actor, plan, act="plan.added")
    version = Version.objects.create(
        city=actor.city,
        plan=plan,
        number=data["number"],
        published=published,
        published_by=None,
        reason=reason,
        content=content,
        digest=data["digest"],
    )
    note(actor, "plan.version_restored", version)
