"""The plan's pages for machines: what schema.org has words for."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from zebrapad.core.cities.models import City
from zebrapad.core.people.actors import Request
from zebrapad.features.plan.content import ActionContent, IndicatorContent, PlanContent


def city(given: City) -> dict[str, Any]:
    """The city as the one who publishes."""
    return {
        "@type": "GovernmentOrganization",
        "name": str(given),
        "url": given.website,
        "telephone": given.phone,
        "email": given.email,
        "address": given.address,
    }


def _at(request: Request, name: str, *keys: object) -> str:
    return request.build_absolute_uri(reverse(name, args=[request.actor.city.slug, *keys]))


def plan(request: Request, content: PlanContent, version: Any) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": str(content.title),
        "abstract": str(content.summary),
        "url": _at(request, "plan:plan"),
        "inLanguage": get_language(),
        "publisher": city(request.actor.city),
        "license": settings.DATA_LICENCE,
        "isAccessibleForFree": True,
        "version": str(version.number) if version else "",
        "datePublished": version.published.date().isoformat() if version else "",
        "temporalCoverage": f"{content.starts or '..'}/{content.ends or '..'}",
        "citation": _addresses(content, content.sources),
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": _at(request, "plan:pdf"),
        },
        "hasPart": [
            {
                "@type": "CreativeWork",
                "name": str(each.name),
                "url": _at(request, "plan:action", each.key),
            }
            for each in content.actions
        ],
    }


def action(request: Request, whole: PlanContent, content: ActionContent) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": str(content.name),
        "alternateName": str(content.title) if content.name != content.title else "",
        "abstract": str(content.text),
        "url": _at(request, "plan:action", content.key),
        "inLanguage": get_language(),
        "publisher": city(request.actor.city),
        "isPartOf": _whole(request, whole),
        "citation": _addresses(whole, content.sources),
    }


def indicator(request: Request, whole: PlanContent, content: IndicatorContent) -> dict[str, Any]:
    """A data set with its files; the values themselves stand in those."""
    periods = [each.period for each in content.measurements]
    first = min((each.starts for each in periods), default=None)
    last = max((each.ends for each in periods), default=None)
    sources = {key for each in content.measurements for key in each.sources}
    return {
        "@type": "Dataset",
        "name": str(content.title),
        # Search engines ask for some words at least.
        "description": str(content.definition) or f"{content.title} ({whole.title})",
        "url": _at(request, "plan:indicator", content.key),
        "inLanguage": get_language(),
        "creator": city(request.actor.city),
        "license": settings.DATA_LICENCE,
        "isAccessibleForFree": True,
        "isPartOf": _whole(request, whole),
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": str(content.title),
            "unitText": str(content.unit),
        },
        "temporalCoverage": f"{first}/{last}" if first and last else "",
        "spatialCoverage": {"@type": "Place", "name": str(request.actor.city)},
        "citation": _addresses(whole, sorted({*content.sources, *sources})),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": form,
                "contentUrl": _at(request, name, content.key),
            }
            for name, form in (
                ("plan:indicator-csv", "text/csv"),
                ("plan:indicator-json", "application/json"),
            )
        ],
    }


def _whole(request: Request, content: PlanContent) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "name": str(content.title),
        "url": _at(request, "plan:plan"),
    }


def _addresses(whole: PlanContent, keys: Iterable[str]) -> list[str]:
    return [each.address for each in whole.cited(keys) if each.address]
