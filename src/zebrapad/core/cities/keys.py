"""Columns that name rows of the same city by their key; what for: docs/decisions/0001."""

from typing import Any

from django.db import models


class _Naming(models.Field[Any, Any]):
    """`to` is the model whose keys are named; the database need not know it."""

    def __init__(self, *args: Any, to: str = "", **kwargs: Any) -> None:
        self.to = to
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.stored_as}", args, kwargs

    stored_as: str


class KeysField(_Naming, models.JSONField):
    """A list of keys."""

    stored_as = "JSONField"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class KeyField(_Naming, models.CharField[Any, Any]):
    """One key, or none."""

    stored_as = "CharField"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


def named_by(value: Any) -> list[str]:
    """The keys that a column of either kind holds."""
    return [value] if isinstance(value, str) and value else list(value or ())
