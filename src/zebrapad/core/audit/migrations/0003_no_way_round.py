"""The ways round the refusals of 0002 are closed too; see docs/decisions/."""

from django.db import migrations

from zebrapad.core.audit.protection import acts, lift, put


def protect(_apps, editor):
    for act in acts(editor.connection):
        put(editor.connection, act)


def unprotect(_apps, editor):
    for act in ("REPLACE", "TRUNCATE"):
        lift(editor.connection, act)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_trail_stands")]
    operations = [migrations.RunPython(protect, unprotect)]
