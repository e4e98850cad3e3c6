from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "zebrapad.core.audit"
    label = "audit"
