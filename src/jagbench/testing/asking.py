"""Probes as the arguments of a test."""

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from jagbench.errors import InvalidArgument

if TYPE_CHECKING:
    from jagbench.probes import Probe
    from jagbench.probes.exclusion import Suites

MARK = "jagbench_probes"
"""The marker that asks the plug-in for probes."""

ARGUMENT = "probe"
"""The parameter of a test that is given one."""

RECORD = "record_property"
"""The fixture of pytest by which a test says what it measured."""

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which probes a test is about; they are made when they are needed."""

    skills: tuple[str, ...] = ()
    """Skills or families; of a suite all when empty."""
    level: "int | Sequence[int] | None" = None
    """One level or several; all when left out."""
    n: int = 10
    """Probes of each skill and level; with a suite, probes in all, a balanced sample."""
    suite: str | None = None
    """A suite, or a file of probes; fresh ones when left out."""
    seed: int = 0
    """Seed of fresh probes."""
    language: str = "en"
    """ISO 639-1 code."""
    frames: Sequence[str] = ()
    """What numbers may stand for; everything when empty."""
    notations: Sequence[str] = ("digits",)
    """How numbers may be written."""
    formats: Sequence[str] = ()
    """The forms of answer that may be asked for; every one when empty."""
    directions: Sequence[str] = ()
    """The ends that may be asked for; every one when empty."""
    exclude: "Suites" = ()
    """Suites whose items are left out of fresh probes."""

    def __str__(self) -> str:
        levels = () if self.level is None else (self.level,) if isinstance(self.level, int) else self.level
        parts = [
            ", ".join(self.skills) or self.suite or "all skills",
            *([f"level {' or '.join(map(str, levels))}"] if levels else []),
            *([f"of {self.suite}"] if self.suite and self.skills else []),
        ]
        return " ".join(parts)

    def draw(self) -> "list[Probe]":
        """The probes, the same every time.

        Raises:
            InvalidArgument: if a skill, level, language or suite is unknown, or there are not so many probes.
        """
        if self.n < 1:
            raise InvalidArgument(f"A test needs at least one probe: n is {self.n}.")
        return self._of_suite(self.suite) if self.suite is not None else self._fresh()

    def _fresh(self) -> "list[Probe]":
        from jagbench.generators import generate
        from jagbench.generators.language.phrasing import Ways
        from jagbench.generators.mechanism.registry import match_skills

        if not self.skills:
            raise InvalidArgument(
                "Name at least one skill or family, or a suite: probes('counting.letters')."
            )
        ways = Ways(
            frames=tuple(self.frames),
            notations=tuple(self.notations),
            formats=tuple(self.formats),
            directions=tuple(self.directions),
        )
        return [
            probe
            for skill in match_skills(self.skills)
            for level in self._levels(len(skill.levels))
            for probe in generate(
                skill,
                level=level,
                seed=self.seed,
                count=self.n,
                language=self.language,
                ways=ways,
                exclude=self.exclude,
            )
        ]

    def _levels(self, most: int) -> Sequence[int]:
        if self.level is None:
            return range(1, most + 1)
        return [self.level] if isinstance(self.level, int) else self.level

    def _of_suite(self, suite: str) -> "list[Probe]":
        from jagbench.probes import load
        from jagbench.runners.selection import Selection, balanced

        levels = () if self.level is None else (self.level,) if isinstance(self.level, int) else self.level
        wanted = Selection(
            families=tuple(name for name in self.skills if "." not in name),
            skills=tuple(name for name in self.skills if "." in name),
            levels=tuple(levels),
        )
        return balanced(wanted.of(load(suite).probes, suite), self.n)


def probes(
    *skills: str,
    level: "int | Sequence[int] | None" = None,
    n: int = 10,
    suite: str | None = None,
    seed: int = 0,
    language: str = "en",
    frames: Sequence[str] = (),
    notations: Sequence[str] = ("digits",),
    formats: Sequence[str] = (),
    directions: Sequence[str] = (),
    exclude: "Suites" = (),
    not_under: float | None = None,
    at_least: float | None = None,
) -> Callable[[Test], Test]:
    """Ask a test of your own jagbench's probes: it has a parameter `probe`, a `jagbench.probes.Probe`.

    Without a threshold there is one test a probe, made by the plug-in when tests are collected. With one
    there is a single test that goes through all probes: an assertion that fails is a wrong answer, any other
    exception ends it, and it passes or fails by the 95 % interval of the share that is right, clustered by
    item.

    Args:
        skills: Skills or families, such as `"comparison.decimals"`.
        level: One level or several; all when left out.
        n: Probes of each skill and level; with a suite, probes in all, a balanced sample.
        suite: A suite, or a file of probes, to take them from; fresh ones when left out.
        seed: Seed of fresh probes: the same on every machine.
        language: ISO 639-1 code.
        frames: What numbers may stand for; everything when empty.
        notations: How numbers may be written.
        formats: The forms of answer that may be asked for; every one when empty.
        directions: The ends that may be asked for; every one when empty.
        exclude: Suites whose items are left out of fresh probes.
        not_under: Fail where the whole interval is under this share.
        at_least: Fail unless the whole interval is at this share or above.

    Raises:
        InvalidArgument: if a threshold is no share, or the test has no parameter `probe`.
    """
    asked = Asked(
        skills=skills,
        level=level,
        n=n,
        suite=suite,
        seed=seed,
        language=language,
        frames=frames,
        notations=notations,
        formats=formats,
        directions=directions,
        exclude=exclude,
    )
    for share in (not_under, at_least):
        if share is not None and not 0 < share < 1:
            raise InvalidArgument(f"A threshold is a share between 0 and 1, not {share}.")

    def decorate(test: Test) -> Test:
        if ARGUMENT not in inspect.signature(test).parameters:
            raise InvalidArgument(
                f"The test {test.__name__!r} has no parameter {ARGUMENT!r}, in which it is given a probe."
            )
        if not_under is None and at_least is None:
            import pytest

            marked: Test = getattr(pytest.mark, MARK)(asked)(test)
            return marked
        return _counting(test, asked, not_under, at_least)

    return decorate


def _counting(test: Test, asked: Asked, not_under: float | None, at_least: float | None) -> Test:
    """One test in place of one a probe; pytest gives it the other fixtures of the test."""
    signature = inspect.signature(test)
    own = [each for name, each in signature.parameters.items() if name != ARGUMENT]
    records = RECORD in signature.parameters

    def begun(fixtures: dict[str, Any]) -> "tuple[_Count, Mapping[str, Any]]":
        record = fixtures[RECORD] if records else fixtures.pop(RECORD)
        return _Count(name=test.__name__, asked=asked, record=record), fixtures

    if inspect.iscoroutinefunction(test):

        @functools.wraps(test)
        async def gone_through_async(*arguments: Any, **fixtures: Any) -> None:
            count, given = begun(fixtures)
            for probe in asked.draw():
                with count.of(probe):
                    await test(*arguments, probe=probe, **given)
            count.decide(not_under, at_least)

        whole: Any = gone_through_async
    else:

        @functools.wraps(test)
        def gone_through(*arguments: Any, **fixtures: Any) -> None:
            count, given = begun(fixtures)
            for probe in asked.draw():
                with count.of(probe):
                    test(*arguments, probe=probe, **given)
            count.decide(not_under, at_least)

        whole = gone_through
    more = [] if records else [inspect.Parameter(RECORD, inspect.Parameter.KEYWORD_ONLY)]
    whole.__signature__ = signature.replace(parameters=[*own, *more])
    counted: Test = whole
    return counted


class _Count:
    """The probes that a test was right on."""

    def __init__(self, *, name: str, asked: Asked, record: Callable[[str, object], None]) -> None:
        self._name, self._asked, self._record = name, asked, record
        self._right: list[bool] = []
        self._items: list[str] = []
        self._wrong: list[str] = []

    def of(self, probe: "Probe") -> "_One":
        return _One(self, probe)

    def take(self, probe: "Probe", wrong: str | None) -> None:
        self._right.append(wrong is None)
        self._items.append(probe.item)
        if wrong is not None:
            self._wrong.append(f"{probe.prompt}\n    {wrong}")

    def decide(self, not_under: float | None, at_least: float | None) -> None:
        from jagbench.testing.measuring import Accuracy

        found = Accuracy(
            name=str(self._asked),
            right=self._right,
            items=self._items,
            wrong=self._wrong,
            record=self._record,
        )
        if at_least is not None:
            found.at_least(at_least)
        if not_under is not None:
            found.not_under(not_under)


class _One:
    """One probe: an assertion that fails within makes it wrong, a skip leaves it out."""

    def __init__(self, count: _Count, probe: "Probe") -> None:
        self._count, self._probe = count, probe

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        import pytest

        if error is None:
            self._count.take(self._probe, None)
            return True
        if isinstance(error, pytest.skip.Exception):
            return True
        if isinstance(error, AssertionError | pytest.fail.Exception):
            said = str(error).strip().splitlines() or ["the assertion failed"]
            self._count.take(self._probe, said[0])
            return True
        return False
