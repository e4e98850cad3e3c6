from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "zebrapad.web"
    label = "web"
