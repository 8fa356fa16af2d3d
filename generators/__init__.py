"""Where probes come from: skills, their items, misconceptions, phrasings and oracles."""

from jagbench.generators.generate import generate, probe_at, variants
from jagbench.generators.phrasing import languages
from jagbench.generators.registry import get_skill, match_skills, register, skill_names
from jagbench.generators.skill import Level, Question, Skill
from jagbench.generators.source import Source

__all__ = [
    "Level",
    "Question",
    "Skill",
    "Source",
    "generate",
    "get_skill",
    "languages",
    "match_skills",
    "probe_at",
    "register",
    "skill_names",
    "variants",
]
