"""What is asked next depends on what was answered: `hunt` and `ladder`."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from jagbench.api.forms import AnyPath, Function, model_of, refuse_manner
from jagbench.api.runs import Run, as_html
from jagbench.generators.skill.definition import Skill
from jagbench.given import a_number, a_skill, a_text, levels_of
from jagbench.probes import Probe
from jagbench.runners.engine import Arguments
from jagbench.runners.manner import Manner

if TYPE_CHECKING:
    from jagbench.analysis.measures.ladder import Climbed
    from jagbench.hunting.hunt import Hunted
    from jagbench.hunting.result import Minimum, SkillFound


class Hunt:
    """The simplest questions that a model reliably fails; made by `hunt`, which wrote it into its folder.

    Args:
        hunted: What was asked, and what each search came to.
    """

    def __init__(self, hunted: "Hunted") -> None:
        from jagbench.hunting.document import document
        from jagbench.hunting.result import results

        self.run = Run(hunted.directory.path)
        """The run with all that was asked."""
        self.skills: list[SkillFound] = results(hunted)
        """What the hunt of each skill came to, the simplest failures with their certificates among it."""
        self.document = document(hunted, self.skills)
        """The content of `hunt.json` (docs/hunt.md)."""

    @property
    def minima(self) -> "list[Minimum]":
        """The simplest failures of all skills."""
        return [minimum for skill in self.skills for minimum in skill.minima]

    @property
    def probes(self) -> list[Probe]:
        """Their probes, each once: a suite of what is to be mended."""
        return list({each.answer.probe.id: each.answer.probe for each in self.minima}.values())

    @property
    def frame(self) -> pd.DataFrame:
        """The table of the simplest failures, one row each; the columns are those of `hunting.table`."""
        from jagbench.hunting.table import COLUMNS, rows

        return pd.DataFrame(rows(self.skills), columns=list(COLUMNS))

    def __str__(self) -> str:
        from jagbench.hunting.table import sentences

        return "\n".join(sentences(self.skills))

    def __repr__(self) -> str:
        return f"Hunt({str(self.run.path)!r}: {self.run.model}, {len(self.minima)} simplest failures)"

    def _repr_html_(self) -> str:
        """What a notebook shows: the table, and a sentence or more on each skill."""
        said = "".join(f"<p>{as_html(line)}</p>" for line in str(self).splitlines())
        return f"{self.frame.to_html(index=False)}{said}"


def hunt(
    model: str | Function,
    *skills: Skill | str,
    level: int | Iterable[int] | None = None,
    language: str = "en",
    rounds: int = 40,
    max_probes: int = 3000,
    seed: int = 0,
    batch: int = 64,
    misconceptions: int = 3,
    name: str | None = None,
    fingerprint: str | None = None,
    manner: Manner | None = None,
    arguments: Arguments | None = None,
    out: AnyPath | None = None,
) -> Hunt:
    """Find the simplest questions that a model, or any function, reliably fails (docs/hunt.md).

    The same call goes on where an earlier one was stopped, and asks nothing twice.

    Args:
        model: As for `run`, like `name`, `fingerprint`, `manner` and `arguments`.
        skills: What is hunted: skills or their names.
        level: One level or several; all of them when left out.
        language: ISO 639-1 code.
        rounds: Rounds at most.
        max_probes: Answers at most, each repetition counted.
        seed: Seed of the draws.
        batch: Questions of a skill that are drawn in a round.
        misconceptions: How many are hunted of a skill: those with the most failures.
        name: What a function is called.
        fingerprint: What tells a function from another of the same name.
        manner: How the questions are asked.
        arguments: Arguments of the engine.
        out: Folder of the run; by default `runs/MODEL-hunt-SKILLS-PROTOCOL`.

    Raises:
        InvalidArgument: if there is no such model, skill, level or language, or the folder holds another run.
        JagbenchError: if the engine breaks, or the run cannot be written.
    """
    from jagbench.hunting.document import write
    from jagbench.hunting.hunt import Budget
    from jagbench.hunting.hunt import hunt as hunt_skills

    refuse_manner(manner, arguments)
    chosen = [a_skill(each) for each in skills]
    hunted = hunt_skills(
        model_of(model, name, fingerprint),
        chosen,
        levels=() if level is None else levels_of(level),
        language=a_text(language, "A language", "its code, such as 'en'"),
        budget=Budget(
            rounds=a_number(rounds, "The number of rounds", least=1),
            probes=a_number(max_probes, "The most probes", least=1),
        ),
        seed=a_number(seed, "A seed"),
        batch=a_number(batch, "A batch", least=8),
        misconceptions=a_number(misconceptions, "The number of misconceptions", least=1),
        manner=manner,
        out=None if out is None else Path(out),
        arguments=arguments,
    )
    found = Hunt(hunted)
    write(hunted.directory.path, found.document)
    return found


def ladder(
    model: str | Function,
    *skills: str,
    rounds: int = 10,
    probes: int = 16,
    language: str = "en",
    seed: int = 0,
    name: str | None = None,
    fingerprint: str | None = None,
    out: AnyPath | None = None,
    manner: Manner | None = None,
    arguments: Arguments | None = None,
) -> "list[Climbed]":
    """The length at which each skill of a model, or of any function, breaks (docs/ladder.md).

    Args:
        model: As in `run`.
        skills: Names of skills that have a ladder; all of them when left out.
        rounds: How many, from 1 to 15; the same call with more goes on.
        probes: Probes of each skill in a round.
        language: ISO 639-1 code.
        seed: Other seeds draw other probes.
        name: As in `run`.
        fingerprint: As in `run`.
        out: Folder of the run; by default `runs/MODEL-ladder-PROTOCOL`.
        manner: How the probes are asked; directly, at temperature 0, when left out.
        arguments: Arguments of the engine.

    Returns:
        For each skill its fit (`fit.capacity`, `fit.low`, `fit.high`) and the replies by length.

    Raises:
        InvalidArgument: if a name is unknown, a skill has no ladder, a number is out of its range, or the
            folder holds another run.
        JagbenchError: if the engine breaks, or the run cannot be written.
    """
    from jagbench.analysis.measures.ladder import climbed
    from jagbench.generators.mechanism.ladder import ladder_of, ladders
    from jagbench.generators.mechanism.registry import get_skill
    from jagbench.ladders import climb

    refuse_manner(manner, arguments)
    for skill in skills:
        a_text(skill, "A skill", "its name, such as 'counting.letters'")
    directory = climb(
        model_of(model, name, fingerprint),
        skills,
        rounds=a_number(rounds, "The number of rounds"),
        probes=a_number(probes, "The number of probes", least=1),
        language=a_text(language, "A language", "its code, such as 'en'"),
        seed=a_number(seed, "A seed"),
        manner=manner,
        out=None if out is None else Path(out),
        arguments=arguments,
    )
    made = Run(directory.path)
    return climbed(
        made.frame, made.probes, {skill: ladder_of(get_skill(skill)).counts for skill in skills or ladders()}
    )
