"""Where probes come from: skills, their items, misconceptions, phrasings and oracles."""

from jagbench.generators.common import languages
from jagbench.generators.generate import generate, probe_at, variants
from jagbench.generators.phrasing import Ways
from jagbench.generators.registry import get_skill, match_skills, register, skill_names
from jagbench.generators.skill import Level, Question, Shown, Skill
from jagbench.generators.source import Source

__all__ = [
    "Level",
    "Question",
    "Shown",
    "Skill",
    "Source",
    "Ways",
    "generate",
    "get_skill",
    "languages",
    "match_skills",
    "probe_at",
    "register",
    "skill_names",
    "variants",
]
