"""What a city writes, in its languages: one text, several wordings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages; `str()` gives it in the reader's."""

    wordings: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.wordings.get(self.language, "")

    def __bool__(self) -> bool:
        return bool(self.wordings)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.wordings.items())))

    @property
    def language(self) -> str:
        """The language `str()` speaks: the reader's, else the first the text has."""
        wanted = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        if wanted in self.wordings:
            return wanted
        return next(iter(self.wordings), wanted)

    def plain(self) -> dict[str, str]:
        return dict(self.wordings)


def text(value: object) -> Text:
    """A `Text` from what a database, a file or a form holds; empty wordings are left out."""
    if isinstance(value, Text):
        return value
    if value in (None, ""):
        return Text()
    if not isinstance(value, Mapping) or not all(
        isinstance(k, str) and isinstance(v, str) for k, v in value.items()
    ):
        raise ValidationError(_("A text is written per language, for example nl: …, en: …"))
    return Text({language: words for language, words in value.items() if words.strip()})


class TextField(models.JSONField):
    """A `Text` in one JSON column, so that a language is added without a migration."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        return text(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Text:
        return text(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.plain() if isinstance(value, Text) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        plain = value.plain() if isinstance(value, Text) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(text(value).plain(), model_instance)

    def value_to_string(self, obj: Any) -> Any:
        return text(self.value_from_object(obj)).plain()
