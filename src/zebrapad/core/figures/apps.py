from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "zebrapad.core.figures"
    label = "figures"
