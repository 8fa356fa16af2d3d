"""The gallery: one page of documentation a skill, made from the code.

`python -m jagbench.generators.mechanism.gallery docs/skills` writes it.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from inspect import cleandoc
from itertools import pairwise
from pathlib import Path

from jagbench.generators.language.common import FAMILIES
from jagbench.generators.language.phrasing import Ways, home_language, languages_of, templates
from jagbench.generators.mechanism.domain import domain
from jagbench.generators.mechanism.generate import generate
from jagbench.generators.mechanism.registry import get_skill, skill_names
from jagbench.generators.skill.definition import Skill
from jagbench.probes.probe import Probe

SHOWN = 1200
"""Characters of a prompt that a page shows."""


def page(skill: Skill) -> str:
    """The page of one skill, in Markdown."""
    home = home_language(skill)
    parts = [
        f"# `{skill.name}`",
        skill.summary,
        f"Version {skill.version}. {_ways(skill, home)}",
        "## Levels",
        _levels(skill),
        *_sufficient(skill),
        *_ladder(skill),
        *(_sample(skill, level, home) for level in range(1, len(skill.levels) + 1)),
        "## Misconceptions",
        _misconceptions(skill),
    ]
    others = [language for language in languages_of(skill) if language != home]
    if others:
        parts += ["## In other languages", *(_probe(_first(skill, 2, language)) for language in others)]
    return "\n\n".join(parts) + "\n"


def index(skills: Iterable[Skill]) -> str:
    """The table of all skills, in Markdown."""
    rows = [
        f"| [`{skill.name}`]({skill.name}.md) | {skill.summary} | {len(skill.levels)} | "
        f"{skill.levels[0].grade} to {skill.levels[-1].grade} | {' '.join(languages_of(skill))} |"
        for skill in skills
    ]
    head = ["| skill | what is asked | levels | grades | languages |", "|---|---|---|---|---|"]
    about = (
        "Every skill with a sample of each level. These pages are made from the code; a test keeps them true."
    )
    return "\n".join(["# Skills", "", about, "", *head, *rows, ""])


def pages() -> Mapping[str, str]:
    """All pages by file name."""
    skills = [get_skill(name) for name in skill_names()]
    return {"README.md": index(skills), **{f"{skill.name}.md": page(skill) for skill in skills}}


def _ways(skill: Skill, language: str) -> str:
    found = templates(skill, language)
    facts: list[tuple[str, Iterable[str]]] = [
        ("Languages", languages_of(skill)),
        ("Frames", dict.fromkeys(template.frame for template in found)),
        ("Forms of answer", dict.fromkeys(template.form for template in found)),
        ("Directions", [direction for direction in skill.directions if direction]),
        ("Notations", skill.notations if len(skill.notations) > 1 else ()),
    ]
    return " ".join(f"{name}: {', '.join(values)}." for name, each in facts if (values := list(each)))


def _levels(skill: Skill) -> str:
    rows = [
        f"| {number} | {level.grade} | {domain(skill, number)} | {len(level.strata)} | "
        f"{_factors(level.strata)} |"
        for number, level in enumerate(skill.levels, start=1)
    ]
    return "\n".join(
        ["| level | grade | different items | strata | factors |", "|---|---|---|---|---|", *rows]
    )


def _sufficient(skill: Skill) -> list[str]:
    """What is said of guessers that do what is asked on some levels."""
    levels: dict[tuple[str, str], list[str]] = {}
    for number, level in enumerate(skill.levels, start=1):
        for name, reason in level.sufficient.items():
            levels.setdefault((name, reason), []).append(str(number))
    lines = [
        f"- `{name}`, level {', '.join(numbers)}: {reason}" for (name, reason), numbers in levels.items()
    ]
    return ["Guessers that may be right here, and why:", "\n".join(lines)] if lines else []


def _ladder(skill: Skill) -> list[str]:
    """How far the skill can be made longer beyond its levels."""
    if skill.ladder is None:
        return []
    return [f"Ladder: {skill.ladder.shortest:,} to {skill.ladder.longest:,} {skill.ladder.counts}."]


def _factors(strata: Sequence[Mapping[str, object]]) -> str:
    """Each factor with the values that a level's strata have, in order of appearance."""
    found: dict[str, Counter[str]] = {}
    for stratum in strata:
        for factor, value in stratum.items():
            found.setdefault(factor, Counter())[str(value)] += 1
    return "; ".join(f"{factor} {', '.join(values)}" for factor, values in found.items())


def _first(skill: Skill, level: int, language: str) -> Probe:
    return generate(skill, level=level, seed=0, count=1, language=language, ways=Ways(formats=("bare",)))[0]


def _sample(skill: Skill, level: int, language: str) -> str:
    return f"### Level {level}\n\n{_probe(_first(skill, level, language))}"


def _probe(probe: Probe) -> str:
    prompt = probe.prompt if len(probe.prompt) <= SHOWN else probe.prompt[:SHOWN] + " …"
    lures = ", ".join(f"{name} {_code(value)}" for name, value in probe.lures.items()) or "none"
    return f"```text\n{prompt}\n```\n\nAnswer: {_code(probe.answer.value)}. Lures: {lures}."


def _code(value: str) -> str:
    """A value as code, long ones cut."""
    return f"`{value if len(value) <= 80 else value[:80] + ' …'}`"


def _misconceptions(skill: Skill) -> str:
    documented = explanations(skill.family)
    lines = [
        f"- `{name}`: {explained}"
        if (explained := _first_line(wrong.__doc__) or documented.get(name, ""))
        else f"- `{name}`"
        for name, wrong in skill.misconceptions.items()
    ]
    return "\n".join(lines)


def _first_line(doc: str | None) -> str:
    """The first sentence or line of a docstring, with its line breaks closed up."""
    return " ".join(cleandoc(doc).split("\n\n")[0].split()) if doc else ""


@cache
def explanations(family: str) -> Mapping[str, str]:
    """What the modules of a family's misconceptions say of each name: below a function or an assignment."""
    folder = Path(str(FAMILIES)) / family
    files = [*folder.glob("misconceptions.py"), *sorted(folder.glob("misconceptions/*.py"))]
    found: dict[str, str] = {}
    for path in files:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for node, below in pairwise([*body, ast.Pass()]):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, _first_line(ast.get_docstring(node)))
            elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(below, ast.Expr):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name) and isinstance(below.value, ast.Constant):
                    found.setdefault(target.id, _first_line(str(below.value.value)))
    return found


def main(folder: Path) -> None:
    """Write all pages into a folder, and remove those of skills that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    written = pages()
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    for path in folder.glob("*.md"):
        if path.name not in written:
            path.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
