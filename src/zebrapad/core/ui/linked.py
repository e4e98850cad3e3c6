"""What a page is about, for machines: schema.org as JSON-LD."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString

# Signs that could end the element early; in JSON each has a second spelling.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def script(about: Mapping[str, Any]) -> SafeString:
    """The data block for a page's head; a browser runs nothing in it, so no policy forbids it.

    >>> script({"name": "</script>", "url": None}).partition(",")[2]
    '"name":"\\\\u003c/script\\\\u003e"}</script>'
    """
    told = {"@context": "https://schema.org", **_said(about)}
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return SafeString(f'<script type="application/ld+json">{written}</script>')


def _said(value: Any) -> Any:
    """The same without what is empty: nothing is said of what is not known."""
    if isinstance(value, Mapping):
        inner = {name: _said(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_said(each) for each in value]
    return value
