"""A draw from files: a protocol in TOML and listings in CSV, to enquiries in CSV or JSON."""

import csv
import io
import json
import tomllib
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from zebrapad.engines.pairtest import design
from zebrapad.engines.pairtest.data import Listings

COLUMNS = ("pair", "arm", "agent", "stratum", "order", "template", "sender", "minutes")


def drawing(listings: Listings, protocol: Path, seed: int) -> design.Drawing:
    """Draw for listings by a protocol of a file.

    Raises:
        ValueError: The protocol can't be read or drawn by.
    """
    try:
        given = tomllib.loads(protocol.read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise ValueError(f"{protocol} can't be read as TOML: {wrong}") from wrong
    return design.draw(
        _protocol(protocol.name, given),
        seed,
        listings.stratum,
        agents=listings.agent,
        days=listings.day,
    )


def _protocol(name: str, given: dict[str, Any]) -> design.Protocol:
    """The design, by the names of `design.Protocol`."""
    known = {field.name: field.default is MISSING for field in fields(design.Protocol)}
    if unknown := sorted(set(given) - set(known)):
        raise ValueError(f"{name} has {', '.join(unknown)}; it may have {', '.join(known)}")
    if "arms" not in given:
        raise ValueError(f'{name} needs arms, such as arms = ["control", "test"]')
    made: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    if "kinds" in made:
        made["kinds"] = {design.Kind(kind): weight for kind, weight in made["kinds"].items()}
    if "order" in made:
        made["order"] = design.Order(made["order"])
    return design.Protocol(**made)


def _rows(drawn: design.Drawing, listings: Listings) -> list[dict[str, str | int]]:
    names = ("listing", "arm", "order", "template", "sender", "minutes")
    columns = (getattr(drawn, name).tolist() for name in names)
    return [
        {
            "pair": listings.pair[listing],
            "arm": drawn.protocol.arms[arm],
            "agent": listings.agent[listing],
            "stratum": listings.stratum[listing],
            "order": order,
            "template": template + 1,
            "sender": sender + 1,
            "minutes": minutes,
        }
        for listing, arm, order, template, sender, minutes in zip(*columns, strict=True)
    ]


def as_csv(drawn: design.Drawing, listings: Listings) -> str:
    """A row an enquiry; a listing that is left out has one row, with why."""
    out = io.StringIO()
    writer = csv.DictWriter(out, (*COLUMNS, "left_out"), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(_rows(drawn, listings))
    for listing, why in drawn.left_out.items():
        place = {"stratum": listings.stratum[listing], "agent": listings.agent[listing]}
        writer.writerow({"pair": listings.pair[listing], "left_out": str(why)} | place)
    return out.getvalue()


def as_json(drawn: design.Drawing, listings: Listings) -> str:
    """Enquiries, and what was left out with its reason."""
    left = {listings.pair[listing]: str(why) for listing, why in drawn.left_out.items()}
    made = {"enquiries": _rows(drawn, listings), "left_out": left}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
