import re

import pytest
from django.core import mail
from django.test import Client

from zebrapad.core.audit.models import Entry
from zebrapad.core.cities.models import City, Host
from zebrapad.core.people.access import Role
from zebrapad.core.people.models import Person
from zebrapad.web import cli

pytestmark = pytest.mark.django_db
HERE = "/en/installation/"
TOWN = {
    "slug": "there",
    "name_nl": "Daar",
    "name_en": "There",
    "country": "be",
    "languages": ["nl", "en"],
    "hosts": "plan.there.example",
}
PAGES = ["", "cities/add/", "cities/here/", "administrators/add/"]


@pytest.fixture
def keeper(city, seat):
    return seat(city, Role.ADMINISTRATOR)[1]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_no_role_of_a_city_opens_the_installation(city, seat, role, page):
    _, browser = seat(city, role)

    assert browser.get(HERE + page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_who_is_not_signed_in_is_asked_to(city, page):
    assert Client().get(HERE + page).headers["Location"].startswith("/en/accounts/login/")


@pytest.mark.parametrize("page", PAGES)
def test_the_administrator_sees_it(keeper, page):
    assert keeper.get(HERE + page).status_code == 200


def test_a_city_is_added_with_its_names_and_domain(keeper):
    answer = keeper.post(f"{HERE}cities/add/", TOWN)

    there = City.objects.get(slug="there")
    assert answer.headers["Location"] == "/en/there/desk/people/invite/"
    assert there.name.plain() == {"nl": "Daar", "en": "There"}
    assert (there.country, there.languages) == ("BE", ["nl", "en"])
    assert Host.objects.get().name == "plan.there.example"
    assert [e.act for e in Entry.objects.filter(city=there)] == ["city.changed", "city.added"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "here"}, "slug"),
        ({"slug": "accounts"}, "slug"),
        ({"slug": "no spaces"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"name_nl": "", "name_en": ""}, "name_nl"),
        ({"country": "BEL"}, "country"),
        ({"languages": ["xx"]}, "languages"),
        ({"hosts": "not a domain!"}, "hosts"),
        ({"hosts": "taken.example"}, "hosts"),
    ],
)
def test_a_city_that_can_not_be_is_refused_by_field_and_nothing_is_half_made(
    keeper, city, wrong, field
):
    Host.objects.create(city=city, name="taken.example")

    answer = keeper.post(f"{HERE}cities/add/", TOWN | wrong)

    assert answer.context["form"].errors[field]
    assert City.objects.count() == 1
    assert not Entry.objects.exists()


def test_a_citys_domains_are_changed_and_the_trail_says_so(keeper, city):
    keeper.post(f"{HERE}cities/here/", {"hosts": "a.example\nb.example"})
    keeper.post(f"{HERE}cities/here/", {"hosts": "b.example"})

    assert list(city.hosts.values_list("name", flat=True)) == ["b.example"]
    assert Entry.objects.first().changes["hosts"] == [["a.example", "b.example"], ["b.example"]]


def test_a_named_administrator_chooses_a_password_by_the_mail(keeper, city, elsewhere):
    keeper.post(f"{HERE}administrators/add/", {"email": "Sam@here.example", "language": "en"})

    person = Person.objects.get(email="sam@here.example")
    link = re.findall(r"http://[^/]+(/en/accounts/password/reset/key/\S+)", mail.outbox[0].body)[0]
    browser = Client()
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    word = "four words stand together"
    browser.post(form, {"password1": word, "password2": word})
    person.refresh_from_db()
    assert person.administrator
    assert person.check_password(word)
    assert Entry.objects.filter(act="administrator.named").count() == 2  # in every city
    assert not Entry.objects.filter(changes__icontains="sam").exists()


def test_nobody_is_named_twice(keeper):
    for status in (302, 409):
        answer = keeper.post(
            f"{HERE}administrators/add/", {"email": "sam@here.example", "language": "en"}
        )
        assert answer.status_code == status


def test_an_administrator_is_ended_but_never_the_last(city, seat):
    first, browser = seat(city, Role.ADMINISTRATOR)
    second, _ = seat(city, Role.ADMINISTRATOR)

    browser.post(f"{HERE}administrators/{second.pk}/end/")
    last = browser.post(f"{HERE}administrators/{first.pk}/end/")

    assert last.status_code == 409
    assert list(Person.objects.filter(administrator=True)) == [first]


def test_a_mail_to_try_leaves_or_says_why_not(keeper, monkeypatch):
    keeper.post(f"{HERE}mail/")

    def away(*_args):
        raise OSError("no mail today")

    monkeypatch.setattr("zebrapad.web.people.installation.send_mail", away)
    page = keeper.post(f"{HERE}mail/", follow=True).content.decode()

    assert len(mail.outbox) == 1
    assert "no mail today" in page


def test_the_command_line_adds_the_first_city(db, capsys):
    done = cli.main(["city", "add", "there", "--name", "nl=Daar", "--country", "be"])

    assert done == 0
    assert City.objects.get().name.plain() == {"nl": "Daar"}
    assert "/nl/there/" in capsys.readouterr().out
    assert Entry.objects.get(act="city.added").person is None


@pytest.mark.parametrize(
    "words",
    [
        ["here", "--name", "nl=Hier", "--country", "BE"],
        ["accounts", "--name", "nl=X", "--country", "BE"],
        ["No Slug", "--name", "nl=X", "--country", "BE"],
        ["there", "--name", "Daar", "--country", "BE"],
        ["there", "--name", "xx=Daar", "--country", "BE"],
    ],
)
def test_the_command_line_says_what_is_wrong_with_a_city(city, capsys, words):
    assert cli.main(["city", "add", *words]) == 1
    assert "Nothing was changed" in capsys.readouterr().err
    assert City.objects.count() == 1


def test_the_command_line_names_the_first_administrator(db, capsys):
    assert cli.main(["administrator", "add", "sam@here.example"]) == 0

    said = capsys.readouterr().out
    link = re.findall(r"http://[^/]+(/\w\w/accounts/password/reset/key/\S+)", said)[0]
    assert Person.objects.get().administrator
    assert Client().get(link, follow=True).status_code == 200


@pytest.mark.parametrize("email", ["sam", "sam@here.example"])
def test_the_command_line_names_nobody_twice_and_no_wrong_address(db, capsys, email):
    cli.main(["administrator", "add", "sam@here.example"])

    assert cli.main(["administrator", "add", email]) == 1
    assert Person.objects.count() == 1


def test_a_lost_factor_is_dropped_from_the_command_line_only(city, member, sign_in, capsys):
    person = member(city, Role.COORDINATOR, factor=True)
    inside = sign_in(person, factor=True)

    assert cli.main(["person", "drop-factor", person.email]) == 0

    assert inside.get("/en/accounts/me/").status_code == 302
    assert sign_in(person).get("/en/here/desk/people/").headers["Location"] == "/en/accounts/2fa/"
    assert mail.outbox[-1].to == [person.email]
    assert Entry.objects.get(act="factor.dropped").city == city


def test_no_factor_is_dropped_where_there_is_none(city, member, capsys):
    person = member(city, Role.EDITOR)

    assert cli.main(["person", "drop-factor", person.email]) == 1
    assert cli.main(["person", "drop-factor", "nobody@here.example"]) == 1
    assert mail.outbox == []


def test_the_outbox_shows_the_mails_of_the_demo_newest_first(city, seat, settings):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    for number in (1, 2):
        mail.send_mail(f"Mail {number}", f"See http://x.example/{number}/", None, ["a@b.example"])

    page = Client().get("/en/outbox/").content.decode()

    assert page.index("Mail 2") < page.index("Mail 1")
    assert 'href="http://x.example/1/"' in page


def test_a_mail_with_accents_and_markup_is_read_as_text(city, settings):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    mail.send_mail("Één", "Coördinator <script>alert(1)</script>\n" + "é" * 200, None, ["a@b.be"])

    page = Client().get("/en/outbox/").content.decode()

    assert "Één" in page
    assert "Coördinator &lt;script&gt;" in page
    assert "é" * 200 in page


def test_outside_the_demo_there_is_no_outbox(city):
    assert Client().get("/en/outbox/").status_code == 404
