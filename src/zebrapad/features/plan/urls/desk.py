from django.urls import path

from zebrapad.core.ui.editing.urls import pages
from zebrapad.features.plan.forms.parts import ROOM
from zebrapad.features.plan.views import desk, sheets

BELOW = "desk/plan/"
urlpatterns = [
    path(BELOW, desk.parts, name="parts"),
    path(f"{BELOW}changes/", desk.changes, name="changes"),
    path(f"{BELOW}publish/", desk.publish, name="publish"),
    path(f"{BELOW}preview/", desk.preview, name="preview"),
    path(f"{BELOW}preview/actions/<slug:key>/", desk.preview_action, name="preview-action"),
    path(
        f"{BELOW}preview/indicators/<slug:key>/", desk.preview_indicator, name="preview-indicator"
    ),
    path(f"{BELOW}measurements.csv", sheets.measurements, name="measurements"),
    path(f"{BELOW}import/", sheets.bring_in, name="import"),
    *pages(BELOW, ROOM),
]
