"""What a skill is, where its choices come from, and exact numbers to make items of."""

from jagbench.generators.skill.definition import Ladder, Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source

__all__ = ["Ladder", "Level", "Question", "Shown", "Skill", "Source", "Stratum"]
