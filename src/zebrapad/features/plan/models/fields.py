"""Columns that several tables of the plan have."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import key_is_plain as plain


def key_field() -> "models.CharField[str, str]":
    return models.CharField(_("key"), max_length=80, validators=[plain])


def order_field() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(_("order"), default=0)
