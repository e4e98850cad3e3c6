"""A thousand cities and a million measurements around the one that is measured.

`python -m benchmarks.generate CITIES MEASUREMENTS` fills the database of the settings.
"""

import sys
from collections.abc import Iterator
from itertools import islice

import django

BATCH = 20_000


def batches(items: Iterator[object]) -> Iterator[list[object]]:
    while batch := list(islice(items, BATCH)):
        yield batch


def fill(cities: int, measurements: int) -> None:
    from zebrapad.core.cities.models import City
    from zebrapad.core.cities.texts import Text
    from zebrapad.features.plan.models import Indicator, Measurement, Plan

    name = Text({"nl": "Stad", "en": "City"})
    towns = City.objects.bulk_create(
        City(slug=f"city-{n}", name=name, country="BE", example=True) for n in range(cities)
    )
    plans = Plan.objects.bulk_create(Plan(city=t, key="plan", title=name) for t in towns)
    each = measurements // cities
    indicators = Indicator.objects.bulk_create(
        Indicator(city=p.city, plan=p, key=f"i{n}", title=name, order=n)
        for p in plans
        for n in range(10)
    )
    values = (
        Measurement(city=i.city, indicator=i, period=f"{1900 + n}", value=n)
        for i in indicators
        for n in range(each // 10)
    )
    for batch in batches(values):
        Measurement.objects.bulk_create(batch)  # type: ignore[arg-type]


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]), int(sys.argv[2]))
