"""Where probes come from: skills, their items, misconceptions, phrasings and oracles."""

from jagbench.generators.language.common import languages
from jagbench.generators.language.phrasing import Ways
from jagbench.generators.mechanism.generate import generate, probe_at, variants
from jagbench.generators.mechanism.registry import get_skill, match_skills, register, skill_names
from jagbench.generators.mechanism.strategies import probe_strategy
from jagbench.generators.skill.definition import Ladder, Level, Question, Shown, Skill, Stratum
from jagbench.generators.skill.source import Source

__all__ = [
    "Ladder",
    "Level",
    "Question",
    "Shown",
    "Skill",
    "Source",
    "Stratum",
    "Ways",
    "generate",
    "get_skill",
    "languages",
    "match_skills",
    "probe_at",
    "probe_strategy",
    "register",
    "skill_names",
    "variants",
]
