"""Charts, drawn on the server."""

from zebrapad.core.ui.charts.series import series_chart

__all__ = ["series_chart"]
