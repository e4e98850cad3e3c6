"""The database refuses to change or remove a line of the trail; see docs/decisions/."""

from django.db import migrations

from zebrapad.core.audit.protection import lift, put

ACTS = ("UPDATE", "DELETE")


def protect(_apps, editor):
    for act in ACTS:
        put(editor.connection, act)


def unprotect(_apps, editor):
    for act in ACTS:
        lift(editor.connection, act)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
