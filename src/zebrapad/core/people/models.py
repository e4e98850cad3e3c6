"""Person: who signs in. Seat: their role in a city. Invitation: the way to one."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import CityModel, Organisation
from zebrapad.core.people.access import Role


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who signs in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=8, default="nl")
    # Administers the installation; an ordinary role in a city is a `Seat`.
    administrator = models.BooleanField(default=False)
    # A demo account: it, and only it, needs no second factor.
    example = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = PersonManager()

    def __str__(self) -> str:
        if not self.is_active:
            return _("Former member, number %(number)s") % {"number": self.pk}
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name


class Seat(CityModel):
    """A person's role in one city."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("city", "person", "role", name="seat_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=[r for r in Role.values if r != Role.ADMINISTRATOR]),
                name="seat_role_of_a_city",
            ),
        ]

    def __str__(self) -> str:
        # No name: this is what the trail keeps, also when the person has left.
        return str(Role(self.role).label)


class Invitation(CityModel):
    """A role offered by mail; it becomes a seat when the person accepts it."""

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    language = models.CharField(_("language of the mail"), max_length=8, default="nl")
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent = models.DateTimeField(default=timezone.now)
    mailed = models.DateTimeField(null=True, blank=True)
    accepted = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "city",
                "email",
                "role",
                condition=models.Q(accepted__isnull=True, withdrawn__isnull=True),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[r for r in Role.values if r != Role.ADMINISTRATOR]),
                name="invitation_role_of_a_city",
            ),
        ]

    def __str__(self) -> str:
        return str(Role(self.role).label)  # no address, for the same reason
