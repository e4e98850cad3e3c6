from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zebrapad.core.people"
    label = "people"

    def ready(self) -> None:
        # allauth says that a factor was added in this way only.
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415 - models must be ready

        from zebrapad.core.people.factors import added  # noqa: PLC0415

        authenticator_added.connect(added, dispatch_uid="zebrapad-factor-added")
