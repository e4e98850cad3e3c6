import pytest
from django.db import connection

from zebrapad.core.audit import protection
from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import note
from zebrapad.core.cities.models import District, Evidence
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.features.plan.actions import digest
from zebrapad.features.plan.models import Plan, Version
from zebrapad.web import checks, cli

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _guarded(guarded):
    """As a real installation is."""


def said():
    return [str(finding) for finding in checks.run()]


def test_an_installation_that_is_well_has_no_finding(city):
    assert said() == []


def test_a_broken_trail_is_said_with_its_city_and_line(city, elsewhere):
    for town in (city, elsewhere):
        note(Actor(town), "city.changed", town)
    protection.lift(connection, "UPDATE")
    Entry.objects.filter(city=elsewhere).update(act="plan.published")
    protection.put(connection, "UPDATE")

    assert said() == ["elsewhere trail: line 1: was changed after it was written"]


def test_a_trail_that_the_database_no_longer_guards_is_said(city):
    protection.lift(connection, "DELETE")

    assert "no longer refuses DELETE" in said()[0]


def test_a_version_that_is_not_what_was_published_is_said(city):
    plan = Plan.objects.create(city=city, key="p")
    Version.objects.create(
        city=city,
        plan=plan,
        number=1,
        published="2026-01-01T00:00Z",
        content={"key": "p", "title": {"nl": "Plan"}},
        digest="0" * 64,
    )

    assert said() == ["here plan: version 1 is not what was published: its digest differs"]


def test_a_row_that_can_not_be_read_is_said_by_number(city):
    plan = Plan.objects.create(city=city, key="p")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plan_plan SET starts = '202'")

    assert said() == [f"here plan: row {plan.pk} can't be read; mend it in the database"]


def test_a_version_that_can_not_be_read_is_said(city):
    content = {"key": "p", "title": {"nl": "Plan"}, "starts": "0202"}
    plan = Plan.objects.create(city=city, key="p")
    Version.objects.create(
        city=city,
        plan=plan,
        number=1,
        published="2026-01-01T00:00Z",
        content=content,
        digest=digest(content),
    )

    assert said() == [
        "here plan: version 1: starts: The year of “0202” is not between 1800 and 2200."
    ]


def test_a_key_that_leads_nowhere_is_said(city, elsewhere):
    Evidence.objects.create(city=city, key="there")
    Evidence.objects.create(city=elsewhere, key="only-elsewhere")
    District.objects.create(
        city=city, key="heule", latitude=50, longitude=3, sources=["there", "only-elsewhere"]
    )

    assert said() == ["here district heule: sources: there is no “only-elsewhere”"]


def test_an_administrator_without_a_second_factor_is_said_by_number(city, seat):
    person, _ = seat(city, Role.ADMINISTRATOR, example=False)

    assert said() == [f"people: administrator {person.pk} has set up no second factor yet"]


def test_example_accounts_in_production_are_said(city, seat, settings):
    seat(city, Role.EDITOR)
    settings.PRODUCTION = True

    assert any("example accounts" in line for line in said())


def test_mails_that_would_lead_nowhere_are_said(city, settings):
    settings.PRODUCTION = True
    settings.ADDRESS = "http://127.0.0.1:8000"

    assert any("ZEBRAPAD_ADDRESS" in line for line in said())


def test_asking_for_the_national_number_is_said(city, settings):
    settings.OIDC_SCOPES = ["openid", "rrn"]

    assert said() == ["settings: ZEBRAPAD_OIDC_SCOPES names “rrn”, which is never asked"]


def test_the_command_ends_with_one_when_something_is_found(city, capsys, monkeypatch):
    assert cli.main(["check"]) == 0
    protection.lift(connection, "DELETE")

    assert cli.main(["check"]) == 1
    assert "no longer refuses DELETE" in capsys.readouterr().out
