"""Named constraints that say, to whom it concerns, which field is wrong and what to do.

A constraint's code is the name of that field: forms and files show the sentence there.
"""

from typing import Any

from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

KEY_ONCE = _("This key is in use already. Choose another.")


def once(
    *fields: str, name: str, wrong: str = "key", says: StrPromise = KEY_ONCE, **more: Any
) -> UniqueConstraint:
    return UniqueConstraint(
        *fields, name=name, violation_error_code=wrong, violation_error_message=says, **more
    )


def always(condition: Q, *, name: str, wrong: str, says: StrPromise) -> CheckConstraint:
    return CheckConstraint(
        condition=condition, name=name, violation_error_code=wrong, violation_error_message=says
    )
