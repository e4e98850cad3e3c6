import re

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from zebrapad.core.audit.models import Entry
from zebrapad.core.people import accounts
from zebrapad.core.people.access import Role
from zebrapad.core.people.models import Invitation, Person, Seat
from zebrapad.web.people import actions, tasks
from zebrapad.web.people.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PEOPLE = "/en/here/desk/people/"
NEW = "kim@go-out.example"
JOIN = {"name": "Kim", "password": PASSWORD}


@pytest.fixture
def coordinator(city, seat):
    return seat(city, Role.COORDINATOR)[1]


@pytest.fixture
def invite(coordinator):
    """Invite, and give back the link in the mail."""

    def invite(email=NEW, role=Role.EDITOR, language="en"):
        coordinator.post(f"{PEOPLE}invite/", {"email": email, "role": role, "language": language})
        return link()

    return invite


def link():
    return re.findall(r"http://[^/]+(/\w\w/invitations/\S+/)", mail.outbox[-1].body)[0]


def acts():
    return list(Entry.objects.order_by("number").values_list("act", flat=True))


def test_the_invited_makes_an_account_and_has_the_role(city, invite):
    browser = Client()

    answer = browser.post(invite(), JOIN)

    person = Person.objects.get(email=NEW)
    assert answer.headers["Location"] == "/en/here/desk/"
    assert browser.session["_auth_user_id"] == str(person.pk)
    assert Seat.objects.get(person=person, city=city).role == Role.EDITOR
    assert (person.name, person.language) == ("Kim", "en")


def test_who_gets_a_role_that_needs_it_is_led_to_the_second_factor_next(invite, set_up_app):
    browser = Client()
    browser.post(invite(role=Role.COORDINATOR), JOIN)

    first = browser.get(PEOPLE)
    set_up_app(browser)

    assert first.headers["Location"] == "/en/accounts/2fa/"
    assert browser.get(PEOPLE).status_code == 200


def test_setting_up_the_factor_right_after_joining_asks_no_password_again(invite):
    browser = Client()
    browser.post(invite(role=Role.COORDINATOR), JOIN)

    assert browser.get("/en/accounts/2fa/totp/activate/").status_code == 200


def test_who_has_an_account_signs_in_and_accepts(city, invite, member, sign_in):
    person = member(email=NEW)
    address = invite()

    stranger = Client().post(address, JOIN)
    browser = sign_in(person)
    before = Seat.objects.filter(person=person).count()
    browser.post(address)

    assert stranger.status_code == 200  # is asked to sign in, and gets no second account
    assert before == 0
    assert Seat.objects.get(person=person, city=city).role == Role.EDITOR


def test_an_invitation_is_for_its_address_alone(city, invite, member, sign_in):
    other = member(email="other@here.example")
    address = invite()

    page = sign_in(other).post(address)

    assert "This invitation is for" in page.content.decode()
    assert not Seat.objects.filter(person=other).exists()


def test_a_link_works_once(invite):
    address = invite()
    Client().post(address, JOIN)

    again = Client().post(address, JOIN | {"name": "Someone else"})

    assert again.status_code == 410
    assert Person.objects.filter(email=NEW).count() == 1


def test_a_withdrawn_invitation_is_dead(coordinator, invite):
    address = invite()
    number = Invitation.objects.get().pk

    coordinator.post(f"{PEOPLE}invitations/{number}/withdraw/")

    assert Client().get(address).status_code == 410
    assert acts()[-1] == "invitation.withdrawn"


def test_after_two_weeks_the_link_is_dead(invite):
    address = invite()

    with time_machine.travel(timezone.now() + timezone.timedelta(days=14, minutes=1)):
        assert Client().get(address).status_code == 410


def test_sent_again_the_new_link_works_and_the_old_is_dead(coordinator, invite):
    old = invite()

    coordinator.post(f"{PEOPLE}invitations/{Invitation.objects.get().pk}/resend/")

    assert Client().get(old).status_code == 410
    assert Client().get(link()).status_code == 200


@pytest.mark.parametrize("forged", ["x", "WzEsMV0:1abc:xyz", "a" * 300])
def test_a_link_that_nobody_signed_leads_nowhere(city, forged):
    assert Client().get(f"/en/invitations/{forged}/").status_code == 410


def test_the_mail_speaks_the_language_that_was_chosen(invite):
    assert invite(language="fr").startswith("/fr/")
    assert invite(email="b@go-out.example", language="nl").startswith("/nl/")


def test_a_weak_password_is_refused_and_what_was_typed_is_kept(invite):
    answer = Client().post(invite(), {"name": "Kim", "password": "short"})

    assert answer.context["form"].errors["password"]
    assert 'value="Kim"' in answer.content.decode()
    assert not Person.objects.filter(email=NEW).exists()


def test_the_same_is_not_sent_twice(invite, coordinator):
    invite()

    again = coordinator.post(
        f"{PEOPLE}invite/", {"email": NEW, "role": Role.EDITOR, "language": "en"}
    )

    assert again.status_code == 409
    assert len(mail.outbox) == 1


def test_who_has_the_role_is_not_invited_to_it(coordinator, member, city):
    person = member(city, Role.EDITOR)

    answer = coordinator.post(
        f"{PEOPLE}invite/", {"email": person.email, "role": Role.EDITOR, "language": "en"}
    )

    assert answer.status_code == 409


@pytest.mark.parametrize("email", ["", "kim", "kim@", "kim@go out.example"])
def test_a_wrong_address_gets_a_sentence_and_sends_nothing(coordinator, email):
    answer = coordinator.post(
        f"{PEOPLE}invite/", {"email": email, "role": Role.EDITOR, "language": "en"}
    )

    assert answer.context["form"].errors["email"]
    assert not Invitation.objects.exists()


def test_the_administrators_role_is_no_choice(city, seat):
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        _, browser = seat(city, role)
        answer = browser.post(
            f"{PEOPLE}invite/", {"email": NEW, "role": Role.ADMINISTRATOR, "language": "en"}
        )
        assert answer.context["form"].errors["role"]


def test_a_mail_that_did_not_leave_is_tried_again(coordinator, invite, monkeypatch):
    def away(*_args):
        raise OSError("no mail today")

    with monkeypatch.context() as broken:
        broken.setattr(tasks, "send_mail", away)
        coordinator.post(f"{PEOPLE}invite/", {"email": NEW, "role": Role.EDITOR, "language": "en"})
        assert mail.outbox == []

    assert tasks.send_waiting() == 1
    assert tasks.send_waiting() == 0
    assert [m.to for m in mail.outbox] == [[NEW]]


def test_every_act_is_on_the_trail_and_no_name_or_address_is(invite):
    Client().post(invite(), JOIN)

    assert acts()[-3:] == ["invitation.sent", "invitation.accepted", "seat.given"]
    for entry in Entry.objects.all():
        kept = f"{entry.label} {entry.changes}"
        assert NEW not in kept
        assert "Kim" not in kept


def test_who_may_no_longer_give_a_role_has_given_none_beforehand(city, invite, member):
    link = invite()
    member(city, Role.COORDINATOR, email="stays@here.example")
    inviter = Invitation.objects.get().invited_by
    inviter.seats.all().delete()

    answer = Client().post(link, JOIN)

    assert answer.status_code == 409
    assert "may no longer give this role" in answer.content.decode()
    assert not Seat.objects.filter(role=Invitation.objects.get().role).exists()


def test_an_account_that_ended_leaves_its_address_nowhere(invite):
    Client().post(invite(), JOIN)
    person = accounts.with_address(NEW)

    actions.end_account(person)

    assert Invitation.objects.get().email == ""
    assert accounts.with_address(NEW) is None
