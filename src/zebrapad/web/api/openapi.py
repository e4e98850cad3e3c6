"""The API's description (OpenAPI 3.1), made from the table of its addresses and the shapes."""

import json
import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.urls import reverse

from zebrapad.core.cities.opendata import Schema, reference, schema_name, schemas
from zebrapad.core.people.actors import Request
from zebrapad.web.api.endpoints import Endpoint
from zebrapad.web.api.problems import MEDIA_TYPE

PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")
ABOUT = """\
What the cities of this installation publish: their plan, its state, figures and sources.
Read only, open to all, without a key. Every answer carries an `ETag`: send it back in
`If-None-Match` and what did not change comes as a short 304.

Of the texts in a version, and of every statement, `certainty` says how sure it is (`seen`:
stated in the source, `inferred`: derived, `unknown`, `measured`: measured here), and
`sources` names its evidence by key.\
"""
PROBLEM: Schema = {
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do, in the reader's language."},
        "instance": {"type": "string"},
        "parameter": {"type": "string", "description": "The parameter that is wrong."},
    },
}
FAULTS = {
    "WrongParameter": "A parameter is not known here or can't be read; `detail` says the mend.",
    "NotFound": "There is nothing at this address.",
    "Away": "The database does not answer; `Retry-After` says when to ask again.",
}


def description(request: Request, endpoints: Iterable[Endpoint]) -> str:
    root = reverse("api:index")
    listed = [e for e in endpoints if e.gives is not None]
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "Zebrapad",
            "version": "1",
            "description": ABOUT,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": request.build_absolute_uri(root).rstrip("/")}],
        "paths": {f"/{_template(e.route)}": {"get": _operation(e)} for e in endpoints},
        "components": {
            "schemas": schemas(*(e.gives for e in listed if e.gives))
            | {_list_name(e): _list(e) for e in listed if e.many}
            | {"Problem": PROBLEM},
            "responses": {name: _fault(about) for name, about in FAULTS.items()},
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _template(route: str) -> str:
    return PARAMETER.sub(r"{\2}", route)


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    named = PARAMETER.findall(endpoint.route)
    return {
        "operationId": endpoint.name,
        "summary": endpoint.about,
        "parameters": [_named(kind, name) for kind, name in named]
        + [
            {"name": p.name, "in": "query", "description": p.about, "schema": p.schema}
            for p in endpoint.parameters
        ],
        "responses": {
            "200": _found(endpoint),
            "304": {"description": "You have it already."},
            "400": {"$ref": "#/components/responses/WrongParameter"},
            **({"404": {"$ref": "#/components/responses/NotFound"}} if named else {}),
            "503": {"$ref": "#/components/responses/Away"},
        },
    }


def _named(kind: str, name: str) -> dict[str, Any]:
    whole = kind == "int"
    schema = {"type": "integer", "minimum": 0} if whole else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _found(endpoint: Endpoint) -> dict[str, Any]:
    content: dict[str, Any] = {"application/json": {"schema": schema_of(endpoint)}}
    if endpoint.sheet:
        content["text/csv"] = {"schema": {"type": "string"}}
    headers = {"ETag": {"description": "Of this very answer.", "schema": {"type": "string"}}}
    if endpoint.many:
        about = "The first, previous, next and last page (RFC 8288)."
        headers["Link"] = {"description": about, "schema": {"type": "string"}}
    return {"description": HTTPStatus.OK.phrase, "headers": headers, "content": content}


def schema_of(endpoint: Endpoint) -> Schema:
    """The schema of what an endpoint answers."""
    if endpoint.gives is None:
        return {"type": "object"}
    if endpoint.many:
        return {"$ref": f"#/components/schemas/{_list_name(endpoint)}"}
    return reference(endpoint.gives)


def _list_name(endpoint: Endpoint) -> str:
    assert endpoint.gives is not None  # noqa: S101 - what has no shape is no list
    return f"ListOf{schema_name(endpoint.gives)}"


def _list(endpoint: Endpoint) -> Schema:
    assert endpoint.gives is not None  # noqa: S101 - as above
    address = {"type": ["string", "null"], "format": "uri"}
    whole = {"type": "integer", "minimum": 0}
    properties: dict[str, Schema] = {
        **dict.fromkeys(("total", "page", "per_page", "pages"), whole),
        **dict.fromkeys(("previous", "next"), address),
        "items": {"type": "array", "items": reference(endpoint.gives)},
    }
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _fault(about: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": about, "content": {MEDIA_TYPE: {"schema": schema}}}
