"""Who may do what: one table, from which the code, the help page and the tests are made."""

from collections.abc import Set as AbstractSet

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("Coordinator")
    EDITOR = "editor", _("Editor")
    DESK_MEMBER = "desk_member", _("Desk member")
    PARTNER = "partner", _("Partner")
    RESEARCHER = "researcher", _("Researcher")
    CODER = "coder", _("Coder")
    SCHOOL_CONTACT = "school_contact", _("School contact")
    NETWORK_SECRETARY = "network_secretary", _("Network secretary")
    REVIEWER = "reviewer", _("Outside reviewer")
    ADMINISTRATOR = "administrator", _("Administrator of the installation")


# Each grant with the sentence that the help page shows for it.
SENTENCES: dict[str, StrPromise] = {
    "desk.open": _("Open the desk and see what waits for you."),
    "plan.read_draft": _("Read the plan as it is being written, before it is published."),
    "plan.write": _("Write the plan: goals, actions, milestones, indicators, evidence."),
    "plan.publish": _("Publish the plan as a new version, kept for ever."),
    "measurements.write": _("Record measurements, by hand or from a file."),
    "city.write": _("Change the city, its districts, organisations and support services."),
    "trail.read": _("Read the trail of who changed what, and when."),
    "seats.manage": _("Invite people and decide their roles in the city."),
    "installation.run": _("Add cities and name administrators of the installation."),
}

_STAFF = frozenset({"desk.open"})
_EDITING = _STAFF | {"plan.read_draft", "plan.write", "measurements.write", "city.write"}

GRANTS: dict[Role, frozenset[str]] = {
    Role.COORDINATOR: _EDITING | {"plan.publish", "trail.read", "seats.manage"},
    Role.EDITOR: _EDITING,
    Role.DESK_MEMBER: _STAFF,
    Role.PARTNER: _STAFF | {"plan.read_draft"},
    Role.RESEARCHER: _STAFF | {"plan.read_draft", "measurements.write"},
    Role.CODER: _STAFF,
    Role.SCHOOL_CONTACT: _STAFF,
    Role.NETWORK_SECRETARY: _STAFF,
    Role.REVIEWER: _STAFF | {"plan.read_draft", "trail.read"},
    Role.ADMINISTRATOR: _STAFF | {"seats.manage", "installation.run"},
}

# Roles that see reports or rental tests, or that administer: a password alone is not enough.
SECOND_FACTOR = frozenset(
    {
        Role.COORDINATOR,
        Role.DESK_MEMBER,
        Role.PARTNER,
        Role.RESEARCHER,
        Role.CODER,
        Role.ADMINISTRATOR,
    }
)


def may_give(grants: AbstractSet[str], role: Role) -> bool:
    """Nobody gives a role that may do what they may not; who runs the installation may.

    The administrator's is no role in a city, so nobody gives it here.
    """
    if role is Role.ADMINISTRATOR:
        return False
    return "installation.run" in grants or GRANTS[role] <= grants
