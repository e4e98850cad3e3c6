"""The demo's mails, read from the folder that its mail backend writes them to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)
KEPT = 200


@dataclass(frozen=True, slots=True)
class Mail:
    at: datetime
    to: str
    subject: str
    text: str


def mails() -> list[Mail]:
    """Newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=_written, reverse=True)
    return [mail for file in files[:KEPT] for mail in reversed(list(_read(file)))]


def _written(file: Path) -> int:
    return file.stat().st_mtime_ns


def _read(file: Path) -> Iterator[Mail]:
    for raw in BETWEEN.split(file.read_bytes()):
        if not raw.strip():
            continue
        message = message_from_bytes(raw, policy=policy.default)
        body = message.get_body(("plain",))
        yield Mail(
            at=parsedate_to_datetime(str(message["Date"])).replace(tzinfo=UTC),
            to=str(message["To"]),
            subject=str(message["Subject"]),
            text=body.get_content() if body else "",
        )
