"""Does an indicator move, which way, how surely; is an action late? No flattery.

The rules and their cases, in words: `docs/progress.md`; the cases as tests: `tests/`.
"""

from zebrapad.engines.progress.actions import (
    ActionJudgement,
    Course,
    Milestone,
    OnTime,
    Step,
    Tally,
    action_standing,
    milestone_step,
    milestones_on_time,
)
from zebrapad.engines.progress.indicators import judge
from zebrapad.engines.progress.judgement import Doubt, Judgement, Standing
from zebrapad.engines.progress.points import Goal, Point, Polarity

__all__ = [
    "ActionJudgement",
    "Course",
    "Doubt",
    "Goal",
    "Judgement",
    "Milestone",
    "OnTime",
    "Point",
    "Polarity",
    "Standing",
    "Step",
    "Tally",
    "action_standing",
    "judge",
    "milestone_step",
    "milestones_on_time",
]
