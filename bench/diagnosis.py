"""How well `jagbench.analysis.diagnosis` finds misconceptions that are known because they were planted.

Respondents answer real probes, fresh ones of the catalogue and those of core-v1, by two misconceptions at
known rates, by errors without system, and otherwise rightly. Their errors are made here, not by the slips
that diagnosis reckons with: near misses are rounded from a normal distribution, digits and letters changed
anywhere, numbers copied from the question, options drawn. What hits a lure by chance counts as an error.

`python bench/diagnosis.py [REPETITIONS]` prints the tables that docs/diagnosis.md quotes.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from time import perf_counter

import numpy as np
import pandas as pd

from jagbench.analysis.diagnosis import UNEXPLAINED, diagnose, statements
from jagbench.analysis.reading import same_value
from jagbench.generators import generate, get_skill
from jagbench.probes import AnswerKind, Probe, load

PLANTED: Sequence[tuple[str, str, str]] = (
    ("arithmetic.addition", "no_carry", "lost_carry"),
    ("arithmetic.addition", "one_more", "no_carry"),
    ("arithmetic.decimals", "whole_number_parts", "point_left"),
    ("arithmetic.divisibility", "sum_of_digits", "always_yes"),
    ("arithmetic.fractions", "adds_numerators_and_denominators", "upside_down"),
    ("arithmetic.multiplication", "dropped_partial", "adds"),
    ("arithmetic.order_of_operations", "left_to_right", "adds_first"),
    ("arithmetic.rounding", "truncates", "always_up"),
    ("arithmetic.subtraction", "smaller_from_larger", "unpaid_borrow"),
    ("calendar.days_between", "thirty_day_months", "one_more"),
    ("calendar.weekday_after", "one_more", "last_digit"),
    ("comparison.decimals", "version_order", "shorter_is_larger"),
    ("comparison.decimals", "longer_is_larger", "first_option"),
    ("comparison.equality", "compares_text", "ignores_zeros"),
    ("comparison.extremes", "second", "lexicographic"),
    ("comparison.fractions", "compare_denominators", "gap_thinking"),
    ("comparison.negatives", "ignores_sign", "last_option"),
    ("comparison.sorting", "lexicographic", "drops_one"),
    ("counting.letters", "one_less", "distinct_letters"),
    ("counting.words", "one_more", "distinct_words"),
    ("kinship.siblings", "forgets_self", "adds_both"),
    ("sets.either_or_both", "counts_both_twice", "answers_exactly_one"),
    ("spelling.delete", "merges_doubles", "first_only"),
    ("spelling.reverse", "drops_middle", "swaps_ends"),
)
"""Skill, the misconception that leads, and the one that comes second."""

NEEDED = ["run", "skill", "grade", "probe", "item", "verdict", "reading", "lures"]
"""The columns of a frame that diagnosis reads."""

WRONG = 200
"""Wrong answers to expect of each respondent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a respondent answers."""

    name: str
    leading: float = 0.55
    """Share of the wrong answers that the leading misconception gives."""
    second: float = 0.2
    """Share that the second gives."""
    accuracy: float = 0.6
    """Share of right answers, about."""
    rising: float = 0.0
    """How much more often errors without system come at the hardest level than in the middle: from 0 to 1."""
    alike: float = 0.0
    """Chance that a reply to another sample of a probe is that to the first."""
    suite: bool = False
    """Whether the probes are those of core-v1, asked several times, in place of fresh ones."""


SETTINGS = (
    Setting(name="fresh probes"),
    Setting(name="errors rise with level", rising=0.8),
    Setting(name="core-v1, several samples", suite=True),
    Setting(name="core-v1, samples half alike", suite=True, alike=0.5),
    Setting(name="high accuracy", accuracy=0.85),
    Setting(name="mostly without system", leading=0.25, second=0.1),
    Setting(name="nothing but errors", leading=0.0, second=0.0),
)


@cache
def fresh(skill: str) -> tuple[Probe, ...]:
    """1,800 fresh probes of a skill, or as many as it has, the levels alike."""
    levels = len(get_skill(skill).levels)
    found: list[Probe] = []
    for level in range(1, levels + 1):
        for count in (1800 // levels, 120, 40):
            try:
                found += generate(get_skill(skill), level=level, seed=7, count=count)
                break
            except ValueError:
                continue
    return tuple(found)


@cache
def published(skill: str) -> tuple[Probe, ...]:
    """The probes of core-v1."""
    return tuple(probe for probe in load("core-v1").probes if probe.skill == skill)


@cache
def met(kind: AnswerKind, language: str, value: str, lures: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The misconceptions whose lure a wrong answer is."""
    if kind == "choice":
        return tuple(name for name, lure in lures if lure == value)
    return tuple(name for name, lure in lures if same_value(value, lure, kind, language))


def erring(probe: Probe, draw: np.random.Generator) -> str:
    """An answer without system: a drawn option, which may be the right one, or a wrong answer."""
    kind, right = probe.answer.kind, probe.answer.value
    if kind == "choice":
        return str(draw.choice(probe.answer.options))
    for _ in range(20):
        if kind in ("integer", "decimal"):
            found = _number(probe, right, draw)
        elif kind == "list":
            found = ", ".join(_edited(right.split(", "), draw))
        else:
            found = "".join(_edited(list(right), draw))
        if found and not same_value(found, right, kind, probe.language):
            return found
    return "0"


def _number(probe: Probe, right: str, draw: np.random.Generator) -> str:
    way = draw.random()
    if "/" in right:
        above, _, below = right.partition("/")
        return f"{int(above) + round(draw.normal(0, 3))}/{below}"
    if way < 0.5:
        places = len(right.partition(".")[2])
        units = round(int(right.replace(".", "")) + draw.normal(0, 2.5))
        if not places:
            return str(units)
        digits = str(abs(units)).rjust(places + 1, "0")
        return f"{'-' if units < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    if way < 0.8:
        digits = list(right)
        at = draw.choice([place for place, digit in enumerate(digits) if digit.isdigit()])
        digits[at] = str(draw.integers(10))
        return "".join(digits)
    numbers = [word for text in probe.operands for word in text.split() if word.isdecimal()]
    return str(draw.choice(numbers)) if numbers else right


def _edited(entries: list[str], draw: np.random.Generator) -> list[str]:
    way, at, found = draw.random(), int(draw.integers(len(entries))), list(entries)
    if way < 0.4:
        del found[at]
    elif way < 0.6:
        found.insert(at, found[at])
    elif way < 0.8:
        found[at] = str(draw.choice(list("abcdefghijklmnopqrstuvwxyz")))
    elif len(found) > 1:
        at = min(at, len(found) - 2)
        found[at], found[at + 1] = found[at + 1], found[at]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How often a respondent answers by each source."""

    first: float
    second: float
    error: Mapping[int, float]
    """By level; of a choice how often it guesses."""
    shares: Sequence[float]
    """Share of the wrong answers of the first, the second, and of errors, to be expected."""


def rates(probes: Sequence[Probe], first: str, second: str, setting: Setting) -> Rates:
    """Rates that come near a setting, and the shares that are to be expected from them."""
    has = [sum(name in probe.lures for probe in probes) / len(probes) for name in (first, second)]
    wrong = 1 - setting.accuracy
    one, other = (
        min(0.7, share * wrong / max(each, 1e-9))
        for share, each in zip((setting.leading, setting.second), has, strict=True)
    )
    scale = min(1.0, 0.8 / max(1e-9, one + other))
    one, other = one * scale, other * scale
    error = (1 - setting.leading - setting.second) * wrong
    levels = sorted({probe.level for probe in probes})
    middle, half = (levels[0] + levels[-1]) / 2, max(1, levels[-1] - levels[0]) / 2
    by_level = {
        level: min(
            1 - one - other, error * (1 + setting.rising * (level - middle) / half) / _wrong_guess(probes)
        )
        for level in levels
    }
    weights = np.array(
        [
            [
                one * (first in probe.lures),
                other * (second in probe.lures),
                by_level[probe.level] * _wrong_guess([probe]),
            ]
            for probe in probes
        ]
    ).sum(axis=0)
    return Rates(first=one, second=other, error=by_level, shares=(weights / weights.sum()).tolist())


def _wrong_guess(probes: Sequence[Probe]) -> float:
    """The chance that an error without system is wrong: not all guesses are."""
    chances = [
        1 - probe.answer.options.count(probe.answer.value) / len(probe.answer.options)
        if probe.answer.options
        else 1.0
        for probe in probes
    ]
    return float(np.mean(chances))


def answered(
    probes: Sequence[Probe], first: str, second: str, rate: Rates, setting: Setting, draw: np.random.Generator
) -> pd.DataFrame:
    """A frame of replies, as many as should hold `WRONG` wrong answers."""
    wrong = sum(_wrong_rate(probe, first, second, rate) for probe in probes) / len(probes)
    asked = max(1, round(WRONG / wrong))
    order: list[int] = draw.permutation(len(probes)).tolist()
    places = [order[number % len(order)] for number in range(asked)]
    before: dict[int, str] = {}
    rows: list[tuple[object, ...]] = []
    for place in places:
        probe = probes[place]
        value = before.get(place)
        if value is None or draw.random() >= setting.alike:
            value = _reply(probe, first, second, rate, draw)
        before.setdefault(place, value)
        rows.append(_judged(probe, value))
    return pd.DataFrame(rows, columns=NEEDED)


def _judged(probe: Probe, value: str) -> tuple[object, ...]:
    """The row of a reply that is read as a value."""
    right = value == probe.answer.value
    lures = () if right else met(probe.answer.kind, probe.language, value, tuple(probe.lures.items()))
    verdict = "correct" if right else "wrong"
    return "planted", probe.skill, probe.grade, probe.id, probe.item, verdict, value, lures


def _wrong_rate(probe: Probe, first: str, second: str, rate: Rates) -> float:
    systematic = rate.first * (first in probe.lures) + rate.second * (second in probe.lures)
    return systematic + rate.error[probe.level] * _wrong_guess([probe])


def _reply(probe: Probe, first: str, second: str, rate: Rates, draw: np.random.Generator) -> str:
    at = draw.random()
    for name, width in ((first, rate.first), (second, rate.second)):
        if at < width:
            return probe.lures.get(name, probe.answer.value)
        at -= width
    return erring(probe, draw) if at < rate.error[probe.level] else probe.answer.value


def share_of(table: pd.DataFrame, name: str) -> pd.Series:
    """The row of a misconception, alone or with those that no reply tells from it; the rest if none."""
    mine = [name in joined.split(" / ") for joined in table["misconception"].tolist()]
    return table.iloc[mine.index(True) if any(mine) else -1]


def _stray(table: pd.DataFrame, planted: Sequence[str]) -> float:
    """The share of the wrong answers that goes to misconceptions that were not planted."""
    known = {UNEXPLAINED, *planted}
    rows = zip(table["misconception"].tolist(), table["share"].tolist(), strict=True)
    return sum(share for joined, share in rows if not known.intersection(joined.split(" / ")))


def try_setting(setting: Setting, repetitions: int) -> None:
    """Print one line for each planted pair, and one for all."""
    print(f"\n{setting.name}")
    heads = "".join(f"{name:>7}" for name in ("cover", "leader", "bias", "width", "stray"))
    print(f"{'skill':32} {'planted':36} wrong{heads}")
    totals: list[tuple[int, int, int, int]] = []
    for number, (skill, first, second) in enumerate(PLANTED):
        probes = published(skill) if setting.suite else fresh(skill)
        rate = rates(probes, first, second, setting)
        held = asked = led = wrong = 0
        bias = width = stray = 0.0
        for repetition in range(repetitions):
            draw = np.random.default_rng((number, repetition))
            table = diagnose(answered(probes, first, second, rate, setting, draw), probes)
            leading = statements(table)[0].leading
            wrong += int(table["wrong"].iloc[0])
            for name, share in zip((first, second, UNEXPLAINED), rate.shares, strict=True):
                row = share_of(table, name)
                low, high = (
                    (row["low"], row["high"])
                    if row["misconception"] != UNEXPLAINED or name == UNEXPLAINED
                    else (0.0, 0.0)
                )
                held += low - 1e-9 <= share <= high + 1e-9
                asked += 1
            row = share_of(table, first)
            found = row["share"] if row["misconception"] != UNEXPLAINED else 0.0
            bias += found - rate.shares[0]
            width += row["high"] - row["low"]
            stray += _stray(table, (first, second))
            led += (
                (leading is None)
                if not setting.leading
                else leading is not None and first in leading.split(" / ")
            )
        totals.append((held, asked, led, repetitions))
        print(
            f"{skill:32} {f'{first} {rate.shares[0]:.0%}, {second} {rate.shares[1]:.0%}'[:36]:36} "
            f"{wrong / repetitions:5.0f} {held / asked:6.1%} {led / repetitions:6.1%} "
            f"{bias / repetitions:+6.1%} {width / repetitions:6.1%} {stray / repetitions:6.1%}",
            flush=True,
        )
    held, asked, led, all_of = (sum(column) for column in zip(*totals, strict=True))
    print(f"{'all':69} {'':>5} {held / asked:6.1%} {led / all_of:6.1%}")


def time_rows(rows: int) -> None:
    """Print how long a run of many rows takes to diagnose; a fifth of them has a lure, a tenth an error."""
    probes = load("core-v1").probes
    draw = np.random.default_rng(5)
    replies = [_hurried(probes[number % len(probes)], draw) for number in range(rows)]
    table = pd.DataFrame(replies, columns=NEEDED)
    start = perf_counter()
    diagnose(table, probes)
    print(f"{rows:,} rows of {table['skill'].nunique()} skills diagnosed in {perf_counter() - start:.1f} s")


def _hurried(probe: Probe, draw: np.random.Generator) -> tuple[object, ...]:
    at, right = draw.random(), probe.answer.value
    value = (
        next(iter(probe.lures.values()), right) if at < 0.2 else erring(probe, draw) if at < 0.3 else right
    )
    return _judged(probe, value)


def main(repetitions: int) -> None:
    """Print the tables."""
    for setting in SETTINGS:
        try_setting(setting, repetitions)
    for rows in (5_502, 1_000_000):
        time_rows(rows)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
