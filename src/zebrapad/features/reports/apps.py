from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "zebrapad.features.reports"
    label = "reports"
