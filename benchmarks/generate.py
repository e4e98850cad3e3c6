"""A thousand cities and a million measurements around the one that is measured.

`python -m benchmarks.generate CITIES MEASUREMENTS` fills the database of the settings.
"""

import sys

import django

INDICATORS = 10  # of each city


def fill(cities: int, measurements: int) -> None:
    from zebrapad.core.cities.models import City
    from zebrapad.core.cities.texts import Text
    from zebrapad.features.plan.models import Indicator, Measurement, Plan

    name = Text({"nl": "Stad", "en": "City"})
    towns = City.objects.bulk_create(
        City(slug=f"city-{n}", name=name, country="BE", example=True) for n in range(cities)
    )
    plans = Plan.objects.bulk_create(Plan(city=t, key="plan", title=name) for t in towns)
    indicators = Indicator.objects.bulk_create(
        Indicator(city=p.city, plan=p, key=f"i{n}", title=name, order=n)
        for p in plans
        for n in range(INDICATORS)
    )
    first, each = indicators[0], measurements // len(indicators)
    Measurement.objects.bulk_create(
        Measurement(city=first.city, indicator=first, period=f"{1900 + n}", value=n)
        for n in range(each)
    )
    copy_to_the_others(first.pk)


def copy_to_the_others(first: int) -> None:
    """Give every other generated indicator the values of the first; the database does it alone."""
    from django.db import connection

    from zebrapad.features.plan.models import Measurement

    names = [field.column for field in Measurement._meta.concrete_fields]
    copied = [name for name in names if name not in ("id", "city_id", "indicator_id")]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO plan_measurement (city_id, indicator_id, {', '.join(copied)})"  # noqa: S608
            f" SELECT i.city_id, i.id, {', '.join(f'm.{name}' for name in copied)}"
            " FROM plan_indicator i JOIN cities_city c ON c.id = i.city_id"
            " CROSS JOIN plan_measurement m"
            " WHERE c.slug LIKE 'city-%%' AND i.id <> %s AND m.indicator_id = %s",
            [first, first],
        )
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]), int(sys.argv[2]))
