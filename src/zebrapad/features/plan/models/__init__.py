"""The plan and its parts: the working copy, and the versions kept for ever."""

from zebrapad.features.plan.models.around import Happening, Remark, Reminder
from zebrapad.features.plan.models.measured import Dimension, Indicator, Measurement, Target
from zebrapad.features.plan.models.promises import Action, Goal, Milestone, Plan, Status, Version

__all__ = [
    "Action",
    "Dimension",
    "Goal",
    "Happening",
    "Indicator",
    "Measurement",
    "Milestone",
    "Plan",
    "Remark",
    "Reminder",
    "Status",
    "Target",
    "Version",
]
