"""Hashed names for all that pages load, also inside ES modules."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped library
    support_js_module_import_aggregation = True
