"""Figures as SVG, drawn without a library; colours are the reader's, and never the only sign."""

from zebrapad.engines.pairtest.report.figures.distribution import distribution
from zebrapad.engines.pairtest.report.figures.dots import dots
from zebrapad.engines.pairtest.report.figures.forest import Row, forest
from zebrapad.engines.pairtest.report.figures.lines import Line, lines

__all__ = ["Line", "Row", "distribution", "dots", "forest", "lines"]
