from django.apps import AppConfig


class CitiesConfig(AppConfig):
    name = "zebrapad.core.cities"
    label = "cities"
