"""`jagbench audit`: reading measured against labelled replies."""

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from jagbench.analysis.audit import AuditResult


@click.command(
    name="audit",
    epilog="\b\nExample:\n  jagbench audit replies/arithmetic.jsonl replies/elementary.jsonl --json",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print counts, groups and errors as one JSON object.")
def command(files: tuple[str, ...], as_json: bool) -> None:
    """Measure reading against replies that people have labelled.

    Each FILE holds one labelled reply a line, as JSON (docs/reading.md has the keys). A false negative
    is a correct reply that is not read as its answer, a false positive a reply read as correct that is
    not. Replies of scope "beyond" are reported apart.
    """
    from jagbench.analysis.audit import audit, load_labelled

    result = audit(load_labelled(files))
    click.echo(json.dumps(result.as_json(), ensure_ascii=False) if as_json else _report(result))


def _report(result: "AuditResult") -> str:
    """The result as text: counts, then by scope and source, then confusions, then every error."""
    by = result.by()
    lines = [_row("", list(result.counts())), _row("core", list(result.counts().values())), ""]
    for group in ("scope", "source", "kind", "rule"):
        lines += [
            f"by {group}",
            *(_row(f"  {name}", list(counts.values())) for name, counts in by[group].items()),
            "",
        ]
    confusions = [f"  {pair}: {count}" for pair, count in result.confusions().items()]
    lines += ["outcomes confused (labelled -> read)", *(confusions or ["  none"]), ""]
    errors = [
        f"  {e['id']}: expected {_short(e['expected'])}, got {_short(e['got'])} ({e['rule']})"
        for e in result.errors()
    ]
    return "\n".join([*lines, "not read as labelled", *(errors or ["  none"])])


def _row(name: str, cells: list[str] | list[int]) -> str:
    return f"{name:<34}" + "".join(f"{cell!s:>17}" for cell in cells)


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"
