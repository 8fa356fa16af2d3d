"""The public API: what `import jagbench as jb` offers, each a few lines over the rooms that do the work.

Probes: `load`, `skills`, `skill`, `generate`, `ask`, `grid`. Asking a model, or any function: `run`. Replies
read and judged: `read`, `score`. What came out: `Run`, `profile`, `compare`, `power`,
`plot`, `report`.
"""

import sys
import warnings
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pandas as pd

from jagbench.analysis.compare.paired import Comparison
from jagbench.analysis.compare.paired import compare as compare_frame
from jagbench.analysis.compare.power import DIFFERENCES, Power, planned, power_of_pair, power_of_run
from jagbench.analysis.frame.rows import Given, Judgement, judged, judgement, run_labels, to_frame
from jagbench.analysis.frame.rows import frame as frame_of_run
from jagbench.analysis.measures.profile import Profile
from jagbench.analysis.measures.profile import profile as profile_of_frame
from jagbench.analysis.measures.samples import sample_table
from jagbench.analysis.statistics.cells import cells
from jagbench.analysis.statistics.paired_power import POWER
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.examples import draw_examples
from jagbench.generators.language.phrasing import Ways
from jagbench.generators.mechanism import by_hand
from jagbench.generators.mechanism.by_hand import Operand
from jagbench.generators.mechanism.generate import Exhausted, chooser, fresh
from jagbench.generators.mechanism.minimal_pairs import MinimalPair, Tokens
from jagbench.generators.mechanism.minimal_pairs import minimal_pairs as stream_of_pairs
from jagbench.generators.mechanism.registry import skill_names
from jagbench.generators.skill.definition import Skill
from jagbench.given import a_number, a_path, a_skill, a_text, levels_of, names_of, some_probes
from jagbench.interchange.opening import open_runs
from jagbench.interchange.scoring import frame_of_replies
from jagbench.probes import Probe, Suite, load, write_probes
from jagbench.probes.exclusion import Suites
from jagbench.probes.item import Param
from jagbench.runners.engine import Arguments
from jagbench.runners.manner import Manner
from jagbench.runners.run import run as run_suite
from jagbench.runners.run_directory import RunDirectory

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from jagbench.adaptive import Each
    from jagbench.analysis.measures.ladder import Climbed
    from jagbench.hunting.hunt import Hunted
    from jagbench.hunting.result import Minimum, SkillFound

AnyPath = str | PathLike[str]
Function = Callable[[str], str | Awaitable[str]] | Callable[[list[dict[str, str]]], str | Awaitable[str]]
"""From a prompt, or from `messages`, to a text."""
Probes = Suite | Sequence[Probe] | AnyPath
"""A suite, some probes, or the name or path of a suite or of one's own questions."""


def skills() -> list[str]:
    """The names of all skills, those of plug-ins among them, sorted."""
    return skill_names()


def generate(
    skill: Skill | str,
    *,
    level: int | Iterable[int] | None = None,
    seed: int = 0,
    count: int = 10,
    language: str = "en",
    frames: Sequence[str] = (),
    notations: Sequence[str] = ("digits",),
    formats: Sequence[str] = (),
    directions: Sequence[str] = (),
    strata: Mapping[str, Param] | None = None,
    separates: Sequence[str] = (),
    exclude: Suites = (),
) -> list[Probe]:
    """Fresh probes of a skill: the same address gives the same probes on every machine.

    Args:
        skill: A skill or its name.
        level: One level or several; all of them when left out.
        seed: Any integer; different seeds give independent probes.
        count: Probes of each level; a larger count keeps those of a smaller one.
        language: ISO 639-1 code.
        frames: What the numbers may stand for; everything when empty.
        notations: How numbers may be written.
        formats: The forms of answer that may be asked for; every one when empty.
        directions: The ends that may be asked for; every one when empty.
        strata: Declared factors with the value that they must have, such as `{"carry_chain": 2}`.
        separates: Only diagnostic probes: those on which each of these misconceptions predicts another
            answer, such as `["version_order", "longer_is_larger"]`. One with nothing to say counts as right.
        exclude: Suites whose items are left out: as loaded, by name, or as the path of a file.

    Raises:
        InvalidArgument: if a name, level, language, factor or misconception is unknown.

    Warns:
        RuntimeWarning: where a level has fewer different probes; it gives what there is.
    """
    found = a_skill(skill)
    levels = levels_of(level, found)
    ways = Ways(
        frames=names_of(frames, "frames"),
        notations=names_of(notations, "notations"),
        formats=names_of(formats, "formats"),
        directions=names_of(directions, "directions"),
    )
    keep = chooser(found, strata=strata, separates=names_of(separates, "misconceptions"))
    probes: list[Probe] = []
    for each in levels:
        stream = fresh(
            found,
            level=each,
            seed=a_number(seed, "A seed"),
            count=a_number(count, "A count"),
            language=a_text(language, "A language", "its code, such as 'en'"),
            ways=ways,
            exclude=exclude,
            keep=keep,
        )
        try:
            probes.extend(stream)
        except Exhausted as error:
            warnings.warn(str(error), RuntimeWarning, stacklevel=2)
    return probes


def minimal_pairs(
    skill: Skill | str,
    tokenizer: Any,
    *,
    level: int = 1,
    seed: int = 0,
    count: int = 10,
    language: str = "en",
    frames: Sequence[str] = (),
    formats: Sequence[str] = ("bare",),
    directions: Sequence[str] = (),
    most_changed: int = 3,
) -> list[MinimalPair]:
    """Clean and corrupted prompts for activation patching: alike but for a few tokens, and as long in tokens.

    Args:
        skill: A skill or its name.
        tokenizer: A function from a text to its tokens; a tokenizer of transformers or tokenizers; or a name
            that `jagbench.runners.tokenizers.open_tokenizer` takes, such as `"llamacpp:smollm2"`.
        level: From 1, the easiest.
        seed: Any integer; the same pairs on every machine.
        count: How many.
        language: ISO 639-1 code.
        frames: What the numbers may stand for; everything when empty.
        formats: The forms of answer that may be asked for.
        directions: The ends that may be asked for; every one when empty.
        most_changed: Tokens in which a pair may differ at most.

    Returns:
        Pairs with `clean` and `corrupted`, two probes with another right answer each, their tokens, and the
        `positions` of those that differ.

    Raises:
        InvalidArgument: if a name, level or language is unknown, or it is no tokenizer.
        JagbenchError: if a tokenizer by name cannot be loaded.

    Warns:
        RuntimeWarning: where the level has fewer such pairs; it gives those that there are.
    """
    found = a_skill(skill)
    stream = stream_of_pairs(
        found,
        tokens=_tokens(tokenizer),
        level=a_number(level, "A level"),
        seed=a_number(seed, "A seed"),
        count=a_number(count, "A count"),
        language=a_text(language, "A language", "its code, such as 'en'"),
        ways=Ways(
            frames=names_of(frames, "frames"),
            formats=names_of(formats, "formats"),
            directions=names_of(directions, "directions"),
            notations=("digits",),
        ),
        most_changed=a_number(most_changed, "The most tokens that may change"),
    )
    pairs: list[MinimalPair] = []
    try:
        pairs.extend(stream)
    except Exhausted as error:
        warnings.warn(str(error), RuntimeWarning, stacklevel=2)
    return pairs


def _tokens(tokenizer: Any) -> Tokens:
    """A function from a text to its tokens."""
    if isinstance(tokenizer, str):
        from jagbench.runners.tokenizers import open_tokenizer

        cut = open_tokenizer(tokenizer)
        return lambda text: [text[start:end] for start, end in cut(text)]
    encode = getattr(tokenizer, "encode", tokenizer)
    if not callable(encode):
        raise InvalidArgument(
            f"A tokenizer is a function from a text to its tokens, an object with 'encode', or a name, not "
            f"{tokenizer!r:.80}."
        )

    def tokens(text: str) -> Sequence[Any]:
        found: Any = encode(text)
        return tuple(getattr(found, "ids", found))

    return tokens


def ask(
    skill: Skill | str,
    *operands: Operand,
    direction: str | None = None,
    language: str = "en",
    frame: str = "plain",
    form: str = "bare",
    notation: str = "digits",
) -> Probe:
    """The probe of operands of your own: `ask("comparison.decimals", "9.9", "9.11", direction="larger")`.

    Its answer and lures are worked out, and the skill's oracle has answered the prompt once more.

    Raises:
        InvalidArgument: as `jagbench.generators.mechanism.by_hand.ask` does.
    """
    found = a_skill(skill)
    a_text(language, "A language", "its code, such as 'en'")
    return by_hand.ask(
        found, operands, direction=direction, language=language, frame=frame, form=form, notation=notation
    )


def grid(
    skill: Skill | str,
    *,
    direction: str | None = None,
    language: str = "en",
    frame: str = "plain",
    form: str = "bare",
    notation: str = "digits",
    **operands: Iterable[Operand],
) -> list[Probe]:
    """The probes of every combination of operands: `grid("arithmetic.addition", a=range(20), b=range(20))`.

    The operands stand in the order in which the skill draws them, under names of your own, which the `params`
    of the probes hold. Combinations that cannot be asked are left out.

    Raises:
        InvalidArgument: as `jagbench.generators.mechanism.by_hand.grid` does.
    """
    found = a_skill(skill)
    a_text(language, "A language", "its code, such as 'en'")
    return by_hand.grid(
        found, operands, direction=direction, language=language, frame=frame, form=form, notation=notation
    )


Missing = Literal["unscored", "left out"]
"""What becomes of probes without a reply."""


@overload
def score(probes: Probe, replies: str) -> Judgement: ...
@overload
def score(
    probes: Probes,
    replies: "Mapping[str, str | None] | pd.Series[Any] | pd.DataFrame | AnyPath",
    *,
    missing: Missing = "unscored",
    name: str = "replies",
) -> pd.DataFrame: ...
def score(
    probes: Probe | Probes,
    replies: "str | Mapping[str, str | None] | pd.Series[Any] | pd.DataFrame | AnyPath",
    *,
    missing: Missing = "unscored",
    name: str = "replies",
) -> Judgement | pd.DataFrame:
    """Read and judge replies.

    Args:
        probes: One probe, or what the replies answer.
        replies: To one probe its reply, a text. Else texts by the ids of probes, as a mapping or a series; a
            frame with the columns `probe` (or `id`) and `reply`; or a file of replies: JSON lines, Parquet,
            CSV, or a log of lm-eval, Inspect or HELM (docs/interchange.md). None in the place of a text is a
            failure, not an answer.
        missing: Whether probes without a reply are there as `unscored`, or left out.
        name: What the columns `run` and `model` hold.

    Returns:
        For one probe a `Judgement` with `verdict`, `reading`, `rule`, `strict` and `lures`; else a frame with
        the columns of `jagbench.analysis.frame.rows.Row`, one row a probe, in the order of the probes.

    Raises:
        InvalidArgument: if no reply is to one of the probes, or a reply is no text.

    Warns:
        RuntimeWarning: if some replies are to other probes; they are left out and counted.
    """
    if isinstance(probes, Probe):
        if not isinstance(replies, str):
            raise InvalidArgument(f"The reply to one probe is a text, not {type(replies).__name__}.")
        return judgement(probes, Given(text=replies))
    asked = _probes(probes)
    if isinstance(replies, str | PathLike):
        table = frame_of_replies(Path(replies), _suite(probes), notice=_warned)
        return table if missing == "unscored" else _answered(table)
    texts = _texts(replies)
    there = {probe.id for probe in asked}
    strange = [each for each in texts if each not in there]
    if strange and len(strange) == len(texts):
        raise InvalidArgument(
            f"None of the {len(texts)} replies is to one of the {len(asked)} probes: {strange[0]!r} is no id "
            "of them."
        )
    if strange:
        warnings.warn(
            f"{len(strange)} of {len(texts)} replies are to other probes and are left out: "
            f"{', '.join(map(repr, strange[:3]))}.",
            RuntimeWarning,
            stacklevel=2,
        )
    given = (
        (probe, Given(text=texts.get(probe.id)))
        for probe in asked
        if missing == "unscored" or probe.id in texts
    )
    return to_frame(judged(probe, reply, run=name, model=name) for probe, reply in given)


def _warned(sentence: str) -> None:
    """Pass on what is to be known of a file: a warning where something is left out."""
    if "left out" in sentence:
        warnings.warn(sentence, RuntimeWarning, stacklevel=4)


def _answered(table: pd.DataFrame) -> pd.DataFrame:
    return table[(table["verdict"] != "unscored") | (table["error"] != "no reply")].reset_index(drop=True)


def _texts(replies: "Mapping[str, str | None] | pd.Series[Any] | pd.DataFrame") -> dict[str, str | None]:
    """The texts by id; what pandas says for nothing is None."""
    if isinstance(replies, pd.DataFrame):
        key = next((each for each in ("probe", "id") if each in replies.columns), None)
        if key is None or "reply" not in replies.columns:
            raise InvalidArgument(
                "A frame of replies has the columns 'probe' (or 'id') and 'reply', not "
                f"{list(replies.columns)}."
            )
        found: Iterable[tuple[Any, Any]] = zip(replies[key], replies["reply"], strict=True)
    elif hasattr(replies, "items"):
        found = replies.items()
    else:
        raise InvalidArgument(
            "Replies are a mapping from ids to texts, a series, a frame or a file, not "
            f"{type(replies).__name__}."
        )
    texts: dict[str, str | None] = {}
    for each, text in found:
        nothing = text is None or (isinstance(text, float) and text != text)
        if not (nothing or isinstance(text, str)):
            raise InvalidArgument(f"The reply to {each!r} is a text or None, not {text!r:.80}.")
        texts[str(each)] = None if nothing else str(text)
    return texts


def _probes(probes: Probes) -> Sequence[Probe]:
    if isinstance(probes, str | PathLike):
        return load(probes).probes
    return probes.probes if isinstance(probes, Suite) else some_probes(probes)


class Run:
    """A run: a model that was asked a suite, with its replies and what they come to.

    Args:
        path: The folder of a run; or a file of replies made elsewhere (docs/interchange.md), which is judged.
        suite: What the replies of a file answer; None where the file holds its questions.
        model: Of a file that names several models, the one that is meant.

    Raises:
        InvalidArgument: if there is no run, or no reply in the file can be used.

    Warns:
        RuntimeWarning: where replies of a file are left out.
    """

    def __init__(
        self, path: AnyPath, *, suite: "Suite | AnyPath | None" = None, model: str | None = None
    ) -> None:
        runs = open_runs([a_path(path, "A run")], suite, notice=_warned)
        if model is not None:
            named = {run.manifest.engine.model: run for run in runs}
            if model not in named:
                raise unknown_name("model of this file", model, named)
            runs = [named[model]]
        if len(runs) > 1:
            names = ", ".join(repr(run.manifest.engine.model) for run in runs)
            raise InvalidArgument(f"{path} names {len(runs)} models: give model=, one of {names}.")
        self.directory = runs[0]

    @property
    def path(self) -> Path:
        """The folder, or the file of replies."""
        return self.directory.source

    @property
    def model(self) -> str:
        """The model as it was given."""
        return self.directory.manifest.model

    @property
    def suite(self) -> str:
        """Name of the suite."""
        return self.directory.manifest.suite

    @cached_property
    def probes(self) -> list[Probe]:
        """What was asked."""
        return self.directory.probes()

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a probe and sample, judged; the columns are those of `jagbench.analysis.frame.rows.Row`."""
        return frame_of_run(self.directory)

    def accuracy(self, *by: str) -> pd.DataFrame:
        """Accuracy with its 95 % interval of every cell: `accuracy("family", "level")`, or of all."""
        return cells(self.frame, by)

    def samples(self, *by: str, ks: Sequence[int] | None = None) -> pd.DataFrame:
        """What several samples of each probe show: pass@k, all of k right, majority, consistency.

        Args:
            by: The columns that make a cell: any of `family`, `skill`, `level`.
            ks: How many samples to look at; 2, 4, 8, ... and all there are when left out.

        Returns:
            One row a cell, measure and k, with 95 % intervals clustered by item; empty for a run with one
            sample each. The measures are those of `jagbench.analysis.measures.samples`.

        Raises:
            InvalidArgument: if no probe has so many scored samples.
        """
        return sample_table(self.frame, by, ks=ks)

    def profile(self) -> Profile:
        """How jagged the run is."""
        return profile_of_frame(self.frame)

    def __repr__(self) -> str:
        return f"Run({str(self.path)!r}: {self.model}, {self.suite})"

    def _repr_html_(self) -> str:
        """What a notebook shows: accuracy by family."""
        shown = self.accuracy("family")[["family", "asked", "scored", "accuracy", "low", "high", "baseline"]]
        return f"<p>{_html(repr(self))}</p>{shown.to_html(index=False, float_format='{:.2f}'.format)}"


def _html(text: str) -> str:
    from html import escape

    return escape(text)


def run(
    model: str | Function,
    suite: Probes = "smoke-v2",
    *,
    name: str | None = None,
    fingerprint: str | None = None,
    out: AnyPath | None = None,
    limit: int | None = None,
    until: float | None = None,
    each: "Each" = "cell",
    max_probes: int | None = None,
    manner: Manner | None = None,
    arguments: Arguments | None = None,
) -> Run:
    """Ask a model, or any function from a prompt to a text, the probes of a suite.

    The same call goes on where an earlier one was stopped.

    Args:
        model: `engine:name`, or a function, sync or async. A parameter named `messages` is given the
            conversation, a list of `{"role", "content"}`; any other the prompt.
        suite: A suite, its name or path, or probes.
        name: What a function is called; its own name when left out.
        fingerprint: What tells a function from another of the same name; a hash of its code when left out.
        out: Folder of the run; by default `runs/MODEL-SUITE-PROTOCOL`.
        limit: Ask only this many probes, a balanced sample.
        until: Ask fresh probes of the suite's recipe instead, until each 95 % interval has this half-width
            (docs/adaptive.md).
        each: With `until`, what is to be so precise.
        max_probes: With `until`, most probes.
        manner: How the probes are asked; directly, at temperature 0, when left out.
        arguments: Arguments of the engine, such as `{"concurrency": 8}`.

    Returns:
        The run. Where a function raised or gave no text, the probe is unscored and asked again by the same
        call.

    Raises:
        InvalidArgument: if there is no such model or suite, or the folder holds another run.
        JagbenchError: if the engine breaks, or the run cannot be written.
    """
    called = _model(model, name, fingerprint)
    if until is not None:
        return _sampled(
            called,
            _suite(suite),
            until=until,
            each=each,
            max_probes=max_probes,
            limit=limit,
            manner=manner,
            out=out,
            arguments=arguments,
        )
    if max_probes is not None:
        raise InvalidArgument("'max_probes' says how 'until' samples: give 'until' too, such as 0.03.")
    directory = run_suite(
        called,
        _suite(suite),
        out=None if out is None else Path(out),
        limit=limit,
        manner=manner,
        arguments=arguments,
        draw_examples=draw_examples,
    )
    return Run(directory.path)


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
        said = "".join(f"<p>{_html(line)}</p>" for line in str(self).splitlines())
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

    levels = () if level is None else (level,) if isinstance(level, int) else tuple(level)
    hunted = hunt_skills(
        _model(model, name, fingerprint),
        skills,
        levels=levels,
        language=language,
        budget=Budget(rounds=rounds, probes=max_probes),
        seed=seed,
        batch=batch,
        misconceptions=misconceptions,
        manner=manner,
        out=None if out is None else Path(out),
        arguments=arguments,
    )
    found = Hunt(hunted)
    write(hunted.directory.path, found.document)
    return found


def _sampled(
    model: str,
    suite: Suite | str,
    *,
    until: float,
    each: "Each",
    max_probes: int | None,
    limit: int | None,
    manner: Manner | None,
    out: AnyPath | None,
    arguments: Arguments | None,
) -> Run:
    from jagbench.adaptive import sample

    if limit is not None:
        raise InvalidArgument("'until' decides by itself which probes are asked: leave out 'limit'.")
    directory = sample(
        model,
        load(suite) if isinstance(suite, str) else suite,
        until=until,
        each=each,
        max_probes=max_probes,
        manner=manner,
        out=None if out is None else Path(out),
        arguments=arguments,
    )
    return Run(directory.path)


def _model(model: str | Function, name: str | None, fingerprint: str | None) -> str:
    """A model as the runners know it; a function is handed over to them."""
    if not isinstance(model, str):
        from jagbench.runners.engines.python import hand_over

        return hand_over(model, name, fingerprint)
    if name is not None or fingerprint is not None:
        raise InvalidArgument(
            "'name' and 'fingerprint' are for functions: leave them out for a model by name."
        )
    return model


def _suite(suite: Probes) -> Suite:
    """What is asked; what was inferred of somebody's own questions is said on standard error."""
    if isinstance(suite, str | PathLike):
        suite = load(suite)
        for sentence in suite.notes:
            print(sentence, file=sys.stderr)
    if isinstance(suite, Suite):
        return suite
    import hashlib

    probes = some_probes(suite)
    sha256 = hashlib.sha256(write_probes(probes)).hexdigest()
    return Suite(name=f"probes-{sha256[:8]}", sha256=sha256, probes=probes)


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

    directory = climb(
        _model(model, name, fingerprint),
        skills,
        rounds=rounds,
        probes=probes,
        language=language,
        seed=seed,
        manner=manner,
        out=None if out is None else Path(out),
        arguments=arguments,
    )
    made = Run(directory.path)
    return climbed(
        made.frame, made.probes, {skill: ladder_of(get_skill(skill)).counts for skill in skills or ladders()}
    )


Runs = Run | RunDirectory | AnyPath
"""A run, its folder, or a file of replies that holds its questions."""


def _opened(run: Runs) -> Run:
    if isinstance(run, Run):
        return run
    return Run(run.path if isinstance(run, RunDirectory) else run)


def _side_by_side(runs: Sequence[Runs]) -> pd.DataFrame:
    """The frames of runs one below the other, each under a label of its own."""
    opened = [_opened(each) for each in runs]
    labels = run_labels([each.directory for each in opened])
    if len(set(labels)) < len(labels):
        raise InvalidArgument("The same run stands twice: give each folder once.")
    frames = [each.frame.assign(run=label) for each, label in zip(opened, labels, strict=True)]
    return pd.concat(frames, ignore_index=True)


def profile(run: Runs) -> Profile:
    """How jagged a run is, in figures with intervals (docs/statistics.md)."""
    return _opened(run).profile()


def compare(first: Runs, *others: Runs, strict: bool = False) -> Comparison:
    """Runs on the same probes, each of the others against the first, paired (docs/comparing.md).

    Raises:
        InvalidArgument: if a run stands twice, there is no other, or they share no probe.
    """
    return compare_frame(_side_by_side([first, *others]), strict=strict)


def power(
    *runs: Runs,
    probes: int | None = None,
    discordance: float | None = None,
    differences: Sequence[float] = DIFFERENCES,
    wanted: float = POWER,
) -> Power:
    """Which differences between two models can be found, and what could not have been (docs/power.md).

    Args:
        runs: One run, for what a comparison with another model could find and what the run by itself could
            not have found; or two, for their comparison. None to plan one.
        probes: Without a run: how many independent probes.
        discordance: Share of the pairs that is right in one of the models only; needed without a run, assumed
            of one, seen of two.
        differences: Those that probes are counted for, as shares.
        wanted: How often a difference is to be found.

    Raises:
        InvalidArgument: if a number is out of its range, there are more than two runs, or what is stated
            contradicts what is given.
    """
    if not runs:
        if probes is None or discordance is None:
            raise InvalidArgument("Without a run, power needs 'probes' and 'discordance'.")
        return planned(probes, discordance, wanted=wanted, differences=differences)
    if probes is not None:
        raise InvalidArgument("'probes' plans a run: leave it out where runs are given.")
    if len(runs) == 1:
        return power_of_run(
            _opened(runs[0]).frame, discordance=discordance, wanted=wanted, differences=differences
        )
    if len(runs) > 2 or discordance is not None:
        raise InvalidArgument("Power is that of one run, or of two, whose discordance is seen.")
    frame = _side_by_side(runs)
    first, second = frame["run"].unique().tolist()
    return power_of_pair(frame, second, against=first, wanted=wanted, differences=differences)


def plot(
    chart: str,
    *runs: Runs,
    ax: "Axes | None" = None,
    venue: str = "icml",
    column: Literal["one", "two"] | None = None,
    skills: Sequence[str] = (),
    labels: Sequence[str] = (),
    title: str = "",
) -> "Axes":
    """Draw a chart of runs: `plot("coastline", "runs/a", "runs/b")` (docs/charts.md has them all).

    Args:
        chart: Its name, as `jagbench plot` lists it.
        runs: Whose replies.
        ax: Where it is drawn; a figure of its own when left out, which a notebook shows.
        venue: Whose page a figure of its own is for.
        column: One column of the page or both; what the chart wants when left out.
        skills: Only these skills or families; all when empty.
        labels: What the runs are called, in order.
        title: A line above it.

    Raises:
        InvalidArgument: if there is no such chart, it has nothing to show, or there is too little room.
    """
    from jagbench.analysis.charts.chart import chart_named
    from jagbench.analysis.charts.venues import venue as venue_named
    from jagbench.charting import material_of

    found, page = chart_named(a_text(chart, "A chart", "its name, such as 'coastline'")), venue_named(venue)
    if not runs:
        raise InvalidArgument(f"{chart} is drawn from runs: give at least one.")
    material = material_of([_opened(each).directory for each in runs], labels=labels, skills=skills)
    width = page.two if (column or ("two" if found.two_columns else "one")) == "two" else page.one
    return found.draw(found.data(material), ax=ax, width=width, title=title)


def report(*runs: Runs, out: AnyPath | None = None) -> Path:
    """Write the report of runs as one HTML file that works offline.

    Args:
        runs: At least one.
        out: The file; `report.html` in the first run's folder when left out.

    Returns:
        Its path.

    Raises:
        InvalidArgument: if a run has no probe yet, or stands twice.
        JagbenchError: if a file cannot be read or written.
    """
    from jagbench.cli.report import write_report

    if not runs:
        raise InvalidArgument("A report is of at least one run: give its folder.")
    opened = [_opened(each).directory for each in runs]
    return write_report(opened, out=None if out is None else Path(out)).paths[0]
