from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "zebrapad.features.plan"
    label = "plan"
