"""`jagbench audit`: reading measured against labelled replies."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from jagbench.cli.judge_option import alike, judge_options
from jagbench.errors import InvalidArgument, JagbenchError, unknown_name

if TYPE_CHECKING:
    from jagbench.analysis.checking.audit import AuditResult, Compared, Group, Rate
    from jagbench.judges.labelled import JudgedLabels

_GROUPS = ("scope", "source", "kind", "rule", "model", "task")
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)
"""Characters of a reply that a terminal would act on or not show."""


@click.command(
    name="audit",
    epilog="\b\nExample:\n  jagbench audit replies/arithmetic.jsonl replies/elementary.jsonl --json\n"
    "  jagbench audit replies/arithmetic.jsonl --by model\n"
    "  jagbench audit replies/arithmetic.jsonl --show arith-17",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print counts, groups and errors as one JSON object.")
@click.option(
    "--by",
    "groups",
    type=click.Choice(_GROUPS),
    multiple=True,
    default=("scope", "source", "kind", "rule"),
    help="A table of rates by this; may be given several times. Default: scope, source, kind and rule.",
)
@click.option(
    "--scope", default="core", help="The scope whose disagreements are listed, core or beyond. Default: core."
)
@click.option("--show", metavar="ID", help="Open one reply: its question, label and reading.")
@judge_options("Have a model, ENGINE:NAME, read the replies of scope core too, and hold it to the labels.")
def command(
    files: tuple[str, ...],
    as_json: bool,
    groups: tuple["Group", ...],
    scope: str,
    show: str | None,
    judge: str | None,
    judge_args: tuple[str, ...],
) -> None:
    """Measure reading against replies that people have labelled.

    Each FILE holds one labelled reply a line, as JSON (docs/reading.md has the keys). A false negative
    is a correct reply that is not read as its answer, a false positive a reply read as correct that is
    not; rates are of the replies where each can happen, with 95 % Wilson intervals. Replies of scope
    "beyond" are reported apart.
    """
    from jagbench.analysis.checking.audit import SCOPES, audit, load_labelled
    from jagbench.judges.asking import check_judge

    if scope not in SCOPES:
        raise unknown_name("scope", scope, SCOPES)
    if judge is not None:
        check_judge(judge)
    elif judge_args:
        raise InvalidArgument("--judge-arg is for the engine of a judge: name one with --judge MODEL.")
    if judge is not None and show is not None:
        raise InvalidArgument("--show opens one reply, and --judge reads all of them: give one of the two.")
    result = audit(load_labelled(files))
    for sentence in result.notes():
        click.echo(sentence, err=True)
    second = None if judge is None else _second(result, judge, judge_args)
    if show is not None:
        click.echo(_opened(result.find(show)))
    elif as_json:
        told = {} if second is None else {"judge": _judge_data(str(judge), second)}
        click.echo(json.dumps({**result.as_json(), **told}, ensure_ascii=False))
    else:
        click.echo(_report(result, groups, scope))
        for sentence in () if second is None else _judged(str(judge), second):
            click.echo(sentence)
    if second is not None and second.failures:
        raise JagbenchError(
            f"The judge failed on {len(second.failures)} of {second.asked} replies, the first of them with: "
            f"{second.failures[0]}"
        )


def _second(result: "AuditResult", judge: str, arguments: Sequence[str]) -> "JudgedLabels":
    """What a judge makes of the replies that count."""
    from jagbench.cli.progress import Judging
    from jagbench.judges.labelled import judged_labels
    from jagbench.runners.engines.arguments import read_arguments

    with Judging() as progress:
        return judged_labels(
            result.core(),
            judge,
            arguments=read_arguments(arguments),
            on_judged=progress,
            on_notice=lambda sentence: click.echo(sentence, err=True),
        )


def _judge_data(judge: str, second: "JudgedLabels") -> dict[str, object]:
    """What `--json` has of a judge; bounds without replies are null."""
    sides: dict[str, dict[str, float | None]] = {
        name: {key: None if value != value else value for key, value in asdict(side).items()}
        for name, side in (("people", second.people), ("rules", second.rules))
    }
    return {"model": judge, **asdict(second), **sides}


def _judged(judge: str, second: "JudgedLabels") -> list[str]:
    """How far a judge and the labels read alike, in sentences."""
    parts = [
        (second.without, "hold no candidate and were not shown to it"),
        (second.undecided, "it could not decide"),
        (len(second.failures), "it failed to answer"),
    ]
    left = "".join(f"; {count:,} {said}" for count, said in parts if count)
    how = "by probabilities" if second.weighted else "in words"
    lines = [f"\nJudge {judge}: read {second.people.read:,} of {second.labelled:,} replies, {how}{left}."]
    if second.people.read:
        lines.append(alike("The judge and the labels read", second.people))
        lines.append(alike("The rules and the labels read, of the same,", second.rules))
    return lines


def _report(result: "AuditResult", groups: Sequence["Group"], scope: str) -> str:
    """The result as text: a table of rates for each group, then confusions, then every disagreement."""
    from jagbench.analysis.checking.audit import shown

    counts = ("replies", "right", "outcome")
    lines = [
        f"{'':<34}"
        + "".join(f"{name:>9}" for name in counts)
        + f"{'false negatives':>26}{'false positives':>26}"
    ]
    lines += [_row("core", result.core()), ""]
    for group in groups:
        lines += [f"by {group}", *(_row(f"  {name}", cell) for name, cell in result.cells(group).items()), ""]
    confusions = [f"  {pair}: {count}" for pair, count in result.confusions().items()]
    lines += ["outcomes confused (labelled -> read)", *(confusions or ["  none"]), ""]
    errors = [
        f"  {e['id']}: expected {_short(e['expected'])}, got {_short(e['got'])} ({e['rule']})"
        for e in map(shown, result.disagreements(scope))
    ]
    lines += [f"not read as labelled, scope {scope} (--show ID opens one)", *(errors or ["  none"])]
    return "\n".join(lines)


def _row(name: str, compared: Sequence["Compared"]) -> str:
    from jagbench.analysis.checking.audit import false_negatives, false_positives, tally

    counts = tally(compared)
    cells = "".join(f"{counts[key]:>9}" for key in ("replies", "right", "outcome_errors"))
    rates = (false_negatives(compared), false_positives(compared))
    return f"{_short(name):<34}{cells}" + "".join(f"{_rate(rate):>26}" for rate in rates)


def _rate(rate: "Rate") -> str:
    """A rate as count, base and interval: "1/80 (0.2-6.7 %)"."""
    bounds = rate.interval
    if bounds is None:
        return "-"
    return f"{rate.errors}/{rate.of} ({100 * bounds[0]:.1f}-{100 * bounds[1]:.1f} %)"


def _opened(compared: "Compared") -> str:
    """One labelled reply in full, with what was read in it between `>>>` and `<<<`."""
    labelled, reading = compared.labelled, compared.reading
    reply = labelled.reply
    if reading.span is not None:
        start, end = reading.span
        reply = f"{reply[:start]}>>>{reply[start:end]}<<<{reply[end:]}"
    groups = ", ".join(f"{key} {value}" for key, value in labelled.groups.items())
    lines = [
        f"{labelled.id}: {groups}",
        f"prompt: {labelled.prompt}",
        *([f"options: {', '.join(labelled.options)}"] if labelled.options else []),
        f"right answer: {labelled.gold} ({labelled.kind})",
        f"label: {labelled.outcome}, {labelled.answer}, {'correct' if labelled.correct else 'not correct'}",
        f"reading: {reading.outcome}, {reading.value}, by {reading.rule}",
        "reply:",
        reply,
    ]
    return _visible("\n".join(lines))


def _visible(text: str) -> str:
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _short(value: object) -> str:
    text = _visible(str(value))
    text = text[: len(text) - len(text.lstrip())] + " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"
