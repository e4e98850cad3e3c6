from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "zebrapad.core.people"
    label = "people"
