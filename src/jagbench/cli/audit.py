"""`jagbench audit`: reading measured against labelled replies."""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jagbench.analysis.checking.audit import AuditResult, Compared, Group, Rate

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
@click.option("--scope", default="core", help="The scope whose disagreements are listed. Default: core.")
@click.option("--show", metavar="ID", help="Open one reply: its question, label and reading.")
def command(
    files: tuple[str, ...], as_json: bool, groups: tuple["Group", ...], scope: str, show: str | None
) -> None:
    """Measure reading against replies that people have labelled.

    Each FILE holds one labelled reply a line, as JSON (docs/reading.md has the keys). A false negative
    is a correct reply that is not read as its answer, a false positive a reply read as correct that is
    not; rates are of the replies where each can happen, with 95 % Wilson intervals. Replies of scope
    "beyond" are reported apart.
    """
    from jagbench.analysis.checking.audit import audit, load_labelled

    result = audit(load_labelled(files))
    if show is not None:
        click.echo(_opened(result.find(show)))
    elif as_json:
        click.echo(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        click.echo(_report(result, groups, scope))


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
