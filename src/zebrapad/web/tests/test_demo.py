import pytest
from django.test import Client

from zebrapad.core.cities.models import City
from zebrapad.core.people.access import Role
from zebrapad.core.people.models import Person, Seat
from zebrapad.features.plan.models import Version
from zebrapad.web import checks, demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings, tmp_path):
    settings.DATA = tmp_path
    settings.DEMO = True
    return demo.load()


def test_the_demo_has_an_account_for_each_role(loaded):
    assert len(loaded) == len(Role)
    assert set(Seat.objects.values_list("role", flat=True)) == set(Role) - {Role.ADMINISTRATOR}
    assert Person.objects.get(administrator=True).email == "administrator@kortrijk.example"
    assert not Person.objects.filter(example=False).exists()


def test_each_account_opens_with_the_passphrase_of_the_installation(loaded):
    for account in loaded[:2]:
        browser = Client()
        given = {"login": account.email, "password": account.passphrase}
        browser.post("/en/accounts/login/", given)
        assert "_auth_user_id" in browser.session


def test_the_plan_is_published_by_the_coordinator(loaded):
    version = Version.objects.get()

    assert version.number == 1
    assert version.published_by.email == "coordinator@kortrijk.example"
    assert set(version.reason.plain()) == {"nl", "en", "fr"}


def test_loaded_again_it_leaves_what_stands(loaded, settings):
    City.objects.filter(slug="kortrijk").update(phone="+32 56 00 00 00")
    word = (settings.DATA / "demo_passphrase").read_text()

    again = demo.load()

    assert again == loaded
    assert City.objects.get().phone == "+32 56 00 00 00"
    assert Version.objects.count() == 1
    assert (settings.DATA / "demo_passphrase").read_text() == word


def test_the_passphrase_is_readable_by_its_owner_only(loaded, settings):
    assert (settings.DATA / "demo_passphrase").stat().st_mode & 0o077 == 0


def test_another_installation_has_another_passphrase(tmp_path):
    made = {demo.passphrase_at(tmp_path / str(n))[0] for n in range(20)}

    assert len(made) == 20
    assert all(len(word) >= 19 for word in made)


def test_what_the_command_line_says_names_every_account(loaded):
    said = demo.welcome("http://127.0.0.1:8000", loaded)

    for account in loaded:
        assert account.email in said
    assert loaded[0].passphrase in said


def test_nothing_is_wrong_with_the_demo(loaded, guarded):
    assert checks.run() == []
