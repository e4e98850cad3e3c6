from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "zebrapad.core.ui"
    label = "ui"
