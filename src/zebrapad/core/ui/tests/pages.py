"""A page as a browser sees it: what its form would send, what it says."""

import re
from typing import Any

import html5lib


def parsed(response) -> Any:
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def sent(response) -> dict[str, Any]:
    """What the form in the content of a page sends when nothing is changed in it."""
    form = next(f for f in parsed(response).iterfind(".//main//form") if f.get("method") == "post")
    data: dict[str, Any] = {}
    for field in form.iter():
        name = field.get("name")
        named = name and field.tag in ("input", "textarea", "select")
        if not named or field.get("disabled") is not None:
            continue
        for value in _values(field):
            data.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in data.items()}


def _values(field) -> list[str]:
    if field.tag == "textarea":
        return ["".join(field.itertext()).removeprefix("\n").replace("\n", "\r\n")]
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None]
        if not chosen and field.get("multiple") is None:
            chosen = options[:1]
        return [o.get("value", "".join(o.itertext())) for o in chosen]
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.get("checked") is not None else []
    return [] if field.get("type") == "file" else [field.get("value", "")]


def said(response) -> str:
    """All words of the content, one space between them."""
    main = parsed(response).find(".//main")
    return re.sub(r"\s+", " ", " ".join(main.itertext())).strip()
