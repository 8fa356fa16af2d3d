"""Every number of docs/study.md, results/README.md and the README's caption is what the replies are read as.

Each topic makes the sentences of the page from `results/`. A number of the page that no topic makes fails.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

import jagbench as jb
from jagbench.analysis.charts.chart import charts
from jagbench.analysis.charts.consistency import position_data, rephrasing_data
from jagbench.analysis.charts.difficulty import difficulty_data
from jagbench.analysis.charts.operands import operand_data
from jagbench.analysis.charts.reliability import reliability_data
from jagbench.analysis.charts.samples import samples_data
from jagbench.analysis.compare.paired import compare
from jagbench.analysis.diagnosis.table import diagnose
from jagbench.analysis.measures.consistency import consistency, frame_table
from jagbench.analysis.measures.famous import famous_beside_twins
from jagbench.analysis.measures.ladder import climbed
from jagbench.analysis.measures.writing import EVERY, bans, lengths
from jagbench.analysis.statistics.cells import cells, records
from jagbench.analysis.turns.measures import measured
from jagbench.cli.profile import command as profiles
from jagbench.cli.turns import command as turns
from jagbench.runners.run_directory import RunDirectory

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "study.md").read_text(encoding="utf-8")
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
TABLE = re.findall(
    r"^\| `([\w-]+)` \|.*\| ([\d,]+) of `[\w-]+` \| ([\d.]+) % \| ([\d.]+)–([\d.]+) \|$",
    (ROOT / "results" / "README.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
NAMES = ("SmolLM2-135M-Instruct", "135-million-parameter", "Gemma 3 270M", "95 %", "SHA-256", "2 + 2 = 5")
"""What has a digit and is no finding."""

CORE = "smollm2-core-direct"


def prose(page: str) -> str:
    """A page without its commands, pictures, names in code and addresses, in one line."""
    without = re.sub(r"```.*?```|!\[[^\]]*\]\([^)]*\)|`[^`]*`|\]\([^)]*\)", " ", page, flags=re.DOTALL)
    return " ".join(without.split())


STUDY = prose(PAGE)


@cache
def published(name: str) -> jb.Run:
    """A published run; its replies are read once."""
    return jb.Run(ROOT / "results" / name)


def rows(table: pd.DataFrame, *keys: str) -> dict[Any, dict[str, Any]]:
    """The rows of a table by what stands in a column, or in several."""
    named = records(table)
    if len(keys) == 1:
        return {row[keys[0]]: row for row in named}
    return {tuple(row[key] for key in keys): row for row in named}


def whole_of(frame: pd.DataFrame) -> dict[str, Any]:
    """The accuracy of all replies of a frame."""
    (row,) = records(cells(frame.assign(all="all"), ["all"]))
    return row


def whole(run: jb.Run) -> dict[str, Any]:
    """The accuracy of all replies of a run."""
    (row,) = records(run.accuracy())
    return row


def share(value: float | None, places: int = 0) -> str:
    """A share in percent, as the pages write it."""
    assert value is not None
    return f"{100 * value:.{places}f}"


def interval(row: dict[str, Any], places: int = 0) -> str:
    """Both ends of an interval, as the pages write it."""
    return f"{share(row['low'], places)}–{share(row['high'], places)}"


def of(row: dict[str, Any], name: str = "accuracy") -> str:
    """A share with its interval and how many replies it is of."""
    return f"{share(row[name])} % ({interval(row)}, n = {row['scored']})"


def points(value: float) -> str:
    """A difference in points, with its sign."""
    return f"{100 * value:+.0f}".replace("-", "−")


def decimal(value: float) -> str:
    """A number that is no share, with its sign if it is below zero."""
    return f"{value:.2f}".replace("-", "−")


def sampling(name: str) -> dict[str, Any]:
    """How the tokens of a run were drawn."""
    drawn: dict[str, Any] = json.loads((ROOT / "results" / name / "run.json").read_text())["sampling"]
    return drawn


@cache
def paired(name: str, against: str = CORE, *, strict: bool = False) -> dict[str, Any]:
    """One run against another on the probes that both have; no family differs beyond chance."""
    before, after = (published(each).frame.assign(run=each) for each in (against, name))
    table = compare(pd.concat([before, after], ignore_index=True), strict=strict).table
    assert strict or not (table["changed"] != "").any()
    return rows(table, "scope")["all"]


def change(found: dict[str, Any]) -> str:
    """A difference with its interval, pairs and test."""
    p = "p < 0.001" if found["p"] < 0.001 else f"p = {found['p']:.2g}"
    ends = f"{points(found['low'])} to {points(found['high'])}"
    return f"{points(found['difference'])} points ({ends}, {found['pairs']:,} pairs, {p})"


def coast() -> Iterator[str]:
    run = published(CORE)
    found = whole(run)
    families = rows(run.accuracy("family"), "family")
    nothing = {name: row["scored"] for name, row in families.items() if row["correct"] == 0}
    skills = run.accuracy("skill")
    above, below = skills[skills["low"] > skills["baseline"]], skills[skills["high"] < skills["baseline"]]
    assert set(above["baseline"]) == {0}

    yield f"Of {found['asked']:,} balanced probes"
    yield f"it answers **{share(found['accuracy'], 1)} %** right (95 % interval {interval(found, 1)})"
    for family in ("logic", "strings"):
        yield f"{family} {of(families[family])}"
    yield f"In six families ({', '.join(sorted(nothing)).replace('_', ' ')}) not one of"
    yield f"{min(nothing.values())} to {max(nothing.values())} replies is right"
    yield f"A skill has {skills['scored'].mean():.0f} probes on average"
    yield f"In {(skills['correct'] == 0).sum()} of {len(skills)} skills no reply is right"
    yield f"{len(above)} lie above a blind strategy by more than their interval"
    yield f"{len(below)} lie below one"


def more_than_difficulty() -> Iterator[str]:
    profile = published(CORE).profile()
    excess = profile.excess
    inversion = next(figure for figure in profile.figures if figure.name == "inversion")
    off, chance, limit = (share(value, 1) for value in (excess.value, excess.chance, excess.limit))

    yield f"Skills lie {off} points from what others solve of the same difficulty"
    yield f"would lie {chance} off by chance, and above {limit} once in twenty times"
    yield f"**jagged beyond difficulty, p = {excess.p:.3f}**"
    between = f"({share(inversion.low)}–{share(inversion.high)})"
    yield f"easier than a solved one in {share(inversion.value)} % of the pairs {between}, where 0 % would"


def where_it_breaks() -> Iterator[str]:
    run = published("smollm2-skills-direct")
    found = rows(
        run.frame.assign(easy=run.frame["level"] <= 2).pipe(cells, ["skill", "easy"]), "skill", "easy"
    )
    easy, hard = found["arithmetic.addition", True], found["arithmetic.addition", False]
    maps = rows(operand_data(run.frame, run.probes), "skill", "x", "y")
    digits, tenths = maps["arithmetic.addition", 1, 1], maps["comparison.decimals", 1, 1]
    uneven = maps["comparison.decimals", 1, 2]
    curve = difficulty_data(run.frame).query("skill == 'comparison.decimals'")
    assert (curve["low"] <= curve["baseline"]).all()
    assert (curve["baseline"] <= curve["high"]).all()
    long = [row for (skill, x, y), row in maps.items() if skill == "arithmetic.addition" and min(x, y) >= 2]
    assert sum(row["correct"] for row in long) == 0 < len(long)

    yield f"{len(run.frame)} probes of four skills"
    yield f"Additions of the levels 1 and 2 are right in {of(easy)}, those of 3 to 7 in {of(hard)}"
    right = round(digits["accuracy"] * digits["scored"])
    yield f"one digit and one digit {right} of {digits['scored']}"
    yield f"one decimal beside one in {of(tenths)}, two beside one in {of(uneven)}"


def ways_of_asking() -> Iterator[str]:
    found, cot = whole(published(CORE)), whole(published("smollm2-core-cot"))
    marked = published("smollm2-core-cot").frame["reply"].str.contains("<answer>")
    yield (
        f"{found['wrong']} replies are wrong, {found['contradictory']} contradict themselves, "
        f"{found['no_answer']} commit to no answer and {found['truncated']} run into the limit of "
        f"{sampling(CORE)['max_tokens']} tokens first; "
        f"{share(found['strict_accuracy'], 1)} % are right *and* in the form asked for."
    )
    for name, way in (
        ("smollm2-core-constrained", "Held to the form of an answer"),
        ("smollm2-core-fewshot4", "After four worked examples"),
    ):
        lenient, strict = paired(name), paired(name, strict=True)
        yield (
            f"{way} it is right in {share(lenient['accuracy'], 1)} %, without in "
            f"{share(lenient['accuracy_against'], 1)} %: {change(lenient)}; in the form asked for in "
            f"{share(strict['accuracy'], 1)} % instead of {share(strict['accuracy_against'], 1)} %: "
            f"{change(strict)}."
        )
    yield (
        f"Step by step it is right as often as without, {share(cot['accuracy'], 1)} %: "
        f"{change(paired('smollm2-core-cot'))}."
    )
    assert not marked.any()
    yield f"not one of the {cot['asked']} replies puts its answer between the tags"
    limit = sampling("smollm2-core-cot")["max_tokens"]
    yield f"{cot['truncated']} are cut at {limit} tokens before they commit"


def how_it_is_wrong() -> Iterator[str]:
    run = published(CORE)
    table = diagnose(run.frame, run.probes)
    leading = rows(table[table["leads"]], "misconception")
    told = {
        "first_of_all": "all {wrong} wrong answers, interval {interval} %",
        "smallest_only": "all {wrong}, {interval} %",
        "unchanged": "all {wrong}, {interval} %",
    }
    assert set(leading) == set(told)
    yield f"In three skills of {run.frame['skill'].nunique()} one explains them beyond chance"
    for name, words in told.items():
        found = leading[name]
        assert found["share"] > 0.995
        yield words.format(wrong=found["wrong"], interval=interval(found))
    asked = rows(run.accuracy("skill"), "skill")
    each = rows(table, "skill", "misconception")
    for skill in ("arithmetic.parity", "arithmetic.divisibility"):
        found = each[skill, "always_yes"]
        assert 0.45 < found["share"] * found["wrong"] / asked[skill]["scored"] < 0.55


def yes_and_first() -> Iterator[str]:
    direct, held = (
        rows(position_data(published(name).frame), "options", "place")
        for name in (CORE, "smollm2-core-constrained")
    )
    yes, first, always = direct["yes or no", "yes"], direct["4 options", "1st"], held["yes or no", "yes"]

    yield f"says yes in {of(yes, 'chosen')}"
    yield f"where yes is right in {share(yes['right'])} %"
    yield f"Of four options it takes the first in {of(first, 'chosen')}"
    yield f"which is right in {share(first['right'])} %"
    assert always["chosen"] == 1
    yield f"it says yes to all {always['scored']} ({interval(always)} %)"
    yield f"though it is right for {share(always['right'])} %"


def famous() -> Iterator[str]:
    run = published("smollm2-famous-direct")
    found = rows(famous_beside_twins(run.frame, run.probes), "question", "kind")
    asked, spoken = whole(run), rows(run.accuracy("language"), "language")
    decimals, decimal_twins = found["9.9 or 9.11", "famous"], found["9.9 or 9.11", "twin"]
    berry, berry_twins = found["r in strawberry", "famous"], found["r in strawberry", "twin"]

    yield (
        f"9.9 or 9.11? Right in {decimals['correct']} of {decimals['scored']} wordings, and in "
        f"{share(decimal_twins['accuracy'])} % of the {decimal_twins['scored']} twins"
    )
    yield (
        f"strawberry in {berry['correct']} of {berry['scored']}, against "
        f"{share(berry_twins['accuracy'])} % of {berry_twins['scored']} twins"
    )
    yield f"({asked['truncated']} of {asked['asked']}) were cut"
    for name, code in (("English", "en"), ("Korean", "ko"), ("Spanish", "es")):
        yield f"{name} {of(spoken[code])}"
    for name, code in (("German", "de"), ("Japanese", "ja")):
        each = spoken[code]
        assert each["truncated"] == each["scored"]
        yield f"{name} 0 ({interval(each)})"
    yield f"all {spoken['de']['scored']} German and all {spoken['ja']['scored']} Japanese replies"
    yield f"cut at the limit of {sampling('smollm2-famous-direct')['max_tokens']} tokens"


def frames() -> Iterator[str]:
    run = published("smollm2-frames-direct")
    found = rows(frame_table(run.frame, run.probes), "frame").values()
    scored = [row["scored"] for row in found]
    alike = [row for row in found if row["should"] == 1]
    same, pairs = [row["same"] for row in alike], [row["pairs"] for row in alike]

    yield f"{sum(scored)} of the {len(run.frame)} replies are about operands"
    yield f"With {min(scored)} to {max(scored)} a frame the intervals overlap"
    assert max(row["low"] for row in found) < min(row["high"] for row in found)
    assert [row["frame"] for row in alike] == ["length", "money", "temperature", "weight"]
    yield f"only {share(min(same))} to {share(max(same))} % of {min(pairs)} to {max(pairs)} pairs"


def said_otherwise() -> Iterator[str]:
    run = published("smollm2-variants-direct")
    yield f"in all their variants, {len(run.frame)} probes"
    found = rows(consistency(run.frame, run.probes), "relation")
    for name, relation in (("reworded", "reword"), ("with operands swapped", "swap_operands")):
        each = found[relation]
        yield (
            f"{name} in {share(each['consistency'])} % ({interval(each)}, {each['scored']} pairs), where "
            f"{share(each['accuracy'])} % are right"
        )
    wordings = rows(rephrasing_data(run.frame).query("skill == 'comparison.integers'"), "template")
    ends = [pick(wordings.values(), key=lambda row: row["accuracy"]) for pick in (min, max)]
    yield f"{of(ends[0])} of one wording and in {of(ends[1])} of another"
    yield f"best and worst of {len(wordings)} wordings"


@cache
def turned(name: str) -> dict[Any, dict[str, Any]]:
    """The figures of a run of several turns by measure and arm, those of its first step."""
    figures = measured(RunDirectory.open(ROOT / "results" / name)).figures
    return rows(figures[figures["step"] == 1], "measure", "arm")


def stated(found: dict[str, Any]) -> str:
    """A share with its interval."""
    return f"{share(found['value'])} % ({interval(found)})"


def moved(found: dict[str, Any]) -> str:
    """A difference with its interval."""
    return f"{points(found['value'])} points ({points(found['low'])} to {points(found['high'])})"


def under_pressure() -> Iterator[str]:
    found = turned("smollm2-vllm-smoke-pressure-lure2")
    given_up, control = (found["right to wrong", arm] for arm in ("pressure", "control"))
    mended, taken = found["wrong to right", "pressure"], found["to stated", "pressure"]
    later = rows(
        measured(RunDirectory.open(ROOT / "results" / "smollm2-vllm-smoke-pressure-lure2")).figures,
        *("measure", "arm", "step"),
    )
    argued, doubted, helped = (
        turned(f"smollm2-vllm-smoke-pressure-{name}") for name in ("argued", "are-you-sure", "truth")
    )
    few = turned("smollm2-smoke-pressure-lure")["right to wrong", "pressure"]

    yield f"Of {given_up['n']} right first answers {stated(given_up)} are given up"
    yield f"{stated(control)} when they are only asked for again"
    yield f"{moved(found['right to wrong', 'pressure - control'])}"
    assert later["flipped by", "pressure", 2]["value"] == given_up["value"]
    yield f"of {mended['n']} that were not right {stated(mended)} become right"
    yield f"{share(taken['value'])} % ({interval(taken)}, n = {taken['n']}) become the stated one"
    for kind, words in ((argued, "With a reason for the wrong answer {}"), (doubted, "takes {}")):
        found = kind["right to wrong", "pressure"]
        yield f"{words.format(stated(found))} of {found['n']}"
    lost, won = helped["right to wrong", "pressure"], helped["wrong to right", "pressure"]
    yield f"{stated(lost)} of {lost['n']} that had it give it up"
    yield f"{stated(won)} of {won['n']} that had not take it"
    yield f"of {few['n']} right answers {stated(few)}"


def own_errors() -> Iterator[str]:
    found = turned("smollm2-vllm-smoke-selfcorrect")
    own, user = (found["corrected", arm] for arm in ("own", "user"))
    yield f"corrects in {stated(own)} of {own['n']} conversations"
    yield f"{stated(user)} where the user says it: {moved(found['corrected', 'user - own'])}"
    blind = found["blind spot", "own"]
    yield f"a blind spot of {share(blind['value'])} % ({points(blind['low'])} to {points(blind['high'])})"
    yield f"changes {moved(found['corrected', 'wait - own'])}"
    lost, won = found["right to wrong", "check"], found["wrong to right", "check"]
    yield f"gives up {stated(lost)} of {lost['n']} right ones and mends {stated(won)} of {won['n']} others"


def as_a_critic() -> Iterator[str]:
    planted = turned("smollm2-vllm-smoke-critique-planted")
    caught, alarm, sense = (planted[name, ""] for name in ("caught", "false alarm", "d'"))
    yield f"{stated(caught)} of {caught['n']} wrong replies and of {stated(alarm)} of as many right ones"
    yield f"d′ {decimal(sense['value'])} ({decimal(sense['low'])} to {decimal(sense['high'])})"
    for name, whose in (("own", "its own replies"), ("other", "those of Gemma")):
        each = turned(f"smollm2-vllm-smoke-critique-{name}")["d'", ""]
        yield f"{decimal(each['value'])} ({decimal(each['low'])} to {decimal(each['high'])}) for {whose}"
    shown, teamed = (planted["accuracy", name] for name in ("shown", "teamed"))
    yield f"{share(shown['value'])} % right replies become {stated(teamed)}"


def own_words() -> Iterator[str]:
    found = turned("smollm2-vllm-smoke-mirror")
    neither = found["says neither", "all"]
    yield f"no letter is named in {stated(neither)} of {neither['n']}"
    first = found["says A", "all"]
    yield f"where one is, it is A in {stated(first)} of {first['n']}"
    assert found["recognised twice", "all"]["value"] == 0
    yield f"in both orders in 0 % ({interval(found['recognised twice', 'all'])})"
    kept = found["taken for own", "unaltered"]
    yield f"it says so of {stated(kept)} of {kept['n']} that it did write"


def beside_the_question() -> Iterator[str]:
    number, rule, careful = (
        turned(f"smollm2-vllm-smoke-{name}")
        for name in ("priming-number", "priming-false-rule", "steer-careful")
    )
    led, bare = number["primed lure", "primed"], number["primed lure", "bare"]
    yield f"is the answer in {stated(led)} of {led['n']}, and without it in {stated(bare)}"
    yield f"accuracy changes by {moved(number['accuracy', 'primed - bare'])}"
    yield f"changes {moved(rule['accuracy', 'primed - bare'])}"
    yield f"changes {moved(careful['accuracy', 'steered - bare'])}"
    changed = careful["changed", "steered"]
    yield f"though {stated(changed)} of the answers are others"


def how_sure() -> Iterator[str]:
    run = published("smollm2-vllm-smoke-logprob")
    bins = records(reliability_data(run.frame))
    surest, asked = bins[-1], sum(row["replies"] for row in bins)
    optional = run.frame[run.frame["kind"] == "choice"]
    assert len(optional) == asked
    right = whole_of(optional)
    sure = sum(row["confidence"] * row["replies"] for row in bins) / asked

    yield f"Of {asked} such questions of `smoke-v2` {share(right['accuracy'])} % ({interval(right)}) are"
    yield f"sure it is by {share(sure)} % on average"
    yield f"of {surest['ece']:.2f} ({surest['ece_low']:.2f}–{surest['ece_high']:.2f})"
    assert surest["accuracy"] == min(row["accuracy"] for row in bins)
    yield f"surest, by {share(surest['confidence'])} % on average, it is right in"
    yield f"{share(surest['accuracy'])} % ({interval(surest)}, n = {surest['replies']})"


def several_times() -> Iterator[str]:
    run = published("smollm2-smoke-samples")
    found = rows(samples_data(run.frame), "measure", "k")
    once, any_of, all_of = found["pass", 1], found["pass", 5], found["all_right", 5]
    most = max(
        (row for (measure, _), row in found.items() if measure == "majority"), key=lambda row: row["k"]
    )
    drawn = sampling("smollm2-smoke-samples")["temperature"]
    yield f"{once['probes']} probes of `smoke-v2`, five replies each at temperature {drawn}"
    yield f"One reply is right in {stated(once)}, one of five in {stated(any_of)}"
    yield f"all five in {stated(all_of)}, and the majority in {stated(most)}"


def how_long() -> Iterator[str]:
    run = published("smollm2-vllm-ladder")
    (asked,) = {one.asked for one in climbed(run.frame, run.probes)}
    bounds = {one.skill: one.fit for one in climbed(run.frame, run.probes)}
    assert all(fit.capacity is None and fit.low is None for fit in bounds.values())
    lengths = {skill: f"{fit.high:.0f}" for skill, fit in bounds.items()}
    yield f"Of {asked} questions each, none gives a length but a bound"
    yield (
        f"below {lengths['comparison.extremes']} numbers of a list to be searched, "
        f"{lengths['counting.digit_occurrences']} digits in which one is to be counted, "
        f"{lengths['counting.digits']} digits of a number and {lengths['counting.items']} entries"
    )


def the_simplest() -> Iterator[str]:
    hunt = json.loads((ROOT / "results" / "smollm2-vllm-hunt" / "hunt.json").read_text())
    asked = len(published("smollm2-vllm-hunt").frame)
    yield f"asked {asked:,} questions, {hunt['answers']:,} answers with those asked again"
    simplest = {row["skill"]: row for row in hunt["minima"] if row["simplest"] and row["verdict"] == "wrong"}
    for skill, question, said_in in (
        ("comparison.integers", "1 or 2", "1 or 2, which is larger? (it says {}, in {} of {})"),
        ("counting.letters", "Word: aab\nLetter: a", "({}, in {} of {})"),
        ("arithmetic.addition", "3 + 8", "3 + 8 ({}, in {} of {}"),
    ):
        found = simplest[skill]
        assert found["prompt"].endswith(question)
        assert found["simpler"] == found["simpler_right"]
        yield said_in.format(found["reading"], found["failures"], found["answers"])


def writing() -> Iterator[str]:
    run = published("smollm2-writing-direct")
    skills = rows(run.accuracy("skill"), "skill")
    yield f"{len(run.frame)} English texts"
    yield f"exactly, at most or at least so many in {of(skills['writing.length'])}"
    yield f"a word or letter in its places in {of(skills['writing.must'])}"
    exact = [row for row in records(lengths(run.frame)) if row["unit"] != EVERY]
    assert all(row["short"] > 0.8 for row in exact if row["unit"] != "letters")
    right = sum(round(row["exact"] * row["asked"]) for row in exact)
    yield f"Of {sum(row['asked'] for row in exact)} texts that were to have exactly so many, {right} has"
    often = [row for row in records(bans(run.frame)) if row["banned"] == "letter" and row["level"] > 3]
    assert {row["broken"] for row in often} == {row["base"] for row in often} == {1}
    for row in records(bans(run.frame.assign(level=1))):
        ends = f"{points(row['change_low'])} to {points(row['change_high'])}, {row['pairs']} pairs"
        yield (
            f"{row['banned']} in {share(row['broken'])} % ({interval(row)}, n = {row['texts']}), and in "
            f"{share(row['base'])} % where it is allowed: {points(row['change'])} points ({ends})"
        )


def quantisations() -> Iterator[str]:
    eight, four = paired("smollm2-q8-core-direct"), paired("smollm2-q40-core-direct")
    for found, replies in ((eight, "of the replies "), (four, "")):
        same = share(found["identical"], 1)
        yield f"{same} % {replies}stay the same text, and accuracy differs by {change(found)}"


def another_engine() -> Iterator[str]:
    found = paired("smollm2-vllm-core-direct")
    alone = f"{found['lost']} probes are right in the one engine only and {found['gained']} in the other"
    yield f"give the same text in {share(found['identical'], 1)} % of the replies"
    yield f"Accuracy differs by {change(found)}: {alone}"
    excess = published(CORE).profile().excess, published("smollm2-vllm-core-direct").profile().excess
    yield f"p = {excess[0].p:.3f} above becomes p = {excess[1].p:.3f}"


def another_model() -> Iterator[str]:
    base = whole(published("gemma-core-fewshot4"))
    found = paired("gemma-core-fewshot4", "smollm2-core-fewshot4")
    yield f"is right in {share(base['accuracy'], 1)} % ({interval(base, 1)}) of {base['asked']} probes"
    yield f"SmolLM2 in {share(found['accuracy_against'], 1)} % of the same: {change(found)}"


def limits() -> Iterator[str]:
    power = jb.power(ROOT / "results" / CORE).whole
    korean = whole(published("smollm2-vllm-korean-direct"))
    asked = [int(line[1].replace(",", "")) for line in TABLE]
    assert {sampling(line[0])["temperature"] for line in TABLE if "samples" not in line[0]} == {0}
    yield f"but for one run temperature 0, samples of {min(asked)} to {max(asked):,} probes"
    yield f"on the same {power.pairs:,} probes a difference of {share(power.detectable, 1)} points is found"
    yield f"Korean, {share(korean['accuracy'], 1)} % ({interval(korean, 1)}) of {korean['asked']}"


TOPICS: tuple[Callable[[], Iterator[str]], ...] = (
    coast,
    more_than_difficulty,
    where_it_breaks,
    ways_of_asking,
    how_it_is_wrong,
    yes_and_first,
    famous,
    frames,
    said_otherwise,
    under_pressure,
    own_errors,
    as_a_critic,
    own_words,
    beside_the_question,
    how_sure,
    several_times,
    how_long,
    the_simplest,
    writing,
    quantisations,
    another_engine,
    another_model,
    limits,
)


@cache
def said(topic: Callable[[], Iterator[str]]) -> list[str]:
    """The sentences of a topic."""
    return list(topic())


CHOSEN = ("smollm2-vllm-hunt", "smollm2-vllm-ladder")
"""Runs whose probes were chosen by their answers: no share of them means anything."""


def test_every_published_run_has_its_line() -> None:
    folders = sorted(path.name for path in (ROOT / "results").iterdir() if path.is_dir())
    table = (ROOT / "results" / "README.md").read_text(encoding="utf-8")

    assert sorted([*(line[0] for line in TABLE), *CHOSEN]) == folders
    for name in CHOSEN:
        assert f"`{name}` ({len(published(name).frame):,} questions of" in " ".join(table.split())


def test_every_figure_stands_and_every_command_draws_a_chart() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", PAGE)
    drawn = re.findall(r"^jagbench plot (\S+)", PAGE, re.MULTILINE)

    assert all((ROOT / "docs" / picture).is_file() for picture in pictures)
    assert len(drawn) == len(pictures)
    assert set(drawn) <= set(charts())
    assert f"over 110 skills, {share(whole(published(CORE))['accuracy'], 1)} % right, with" in README


@pytest.mark.slow
@pytest.mark.parametrize("line", TABLE, ids=[line[0] for line in TABLE])
def test_the_line_of_a_run_is_what_is_read(line: tuple[str, ...]) -> None:
    found = whole(published(line[0]))

    shares = [share(found[name], 1) for name in ("accuracy", "low", "high")]
    assert list(line[1:]) == [f"{found['asked']:,}", *shares]


@pytest.mark.slow
@pytest.mark.parametrize("topic", TOPICS, ids=[topic.__name__ for topic in TOPICS])
def test_the_page_says_what_the_replies_are_read_as(topic: Callable[[], Iterator[str]]) -> None:
    assert [sentence for sentence in said(topic) if prose(sentence) not in STUDY] == []


@pytest.mark.slow
def test_the_page_has_no_number_beside_those() -> None:
    rest = STUDY
    for sentence in sorted((each for topic in TOPICS for each in said(topic)), key=len, reverse=True):
        rest = rest.replace(prose(sentence), "")
    for name in NAMES:
        rest = rest.replace(name, "")

    assert re.findall(r".{0,40}\d.{0,20}", rest) == []


@pytest.mark.slow
def test_what_the_page_of_protocols_prints_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "protocols.md").read_text(encoding="utf-8")
    (run,) = re.findall(r"^\$ jagbench turns (\S+)$", page, re.MULTILINE)
    monkeypatch.chdir(ROOT)

    assert CliRunner().invoke(turns, [run]).output.rstrip() in page


@pytest.mark.slow
def test_the_published_profile_and_report_are_of_the_published_replies() -> None:
    folder = ROOT / "results" / CORE
    profile = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
    found = whole(published(CORE))

    today = json.loads(CliRunner().invoke(profiles, [str(folder), "--json"]).output)

    assert [each["figures"] for each in profile["runs"]] == [each["figures"] for each in today["runs"]]
    assert f"{share(found['accuracy'], 1)} %" in (folder / "report.html").read_text(encoding="utf-8")
