"""The page of a leaderboard: a section for each suite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jagbench.analysis.compare.leaderboard import MASTERED, Board, Standing
from jagbench.analysis.compare.sizes import CLASSES, size_class, size_text
from jagbench.analysis.report.build import page
from jagbench.analysis.report.section import (
    Block,
    Entry,
    Section,
    Sheet,
    Text,
    labelled,
    percent,
    points,
    ranged,
    span,
)

METHOD = (
    "Every two runs are compared on the same probes (exact sign-flip test by item), with Holm's correction "
    "over all pairs of a suite. A run has a rank of its own only where it is told apart from every other; "
    "else the ranks stand there that it can have, which hold with 95 % confidence for all runs at once "
    "(Mogstad, Romano, Shaikh and Wilhelm 2024). Runs that share a letter are not told apart."
)
"""What a rank and a group are."""

HUMAN = (
    "The reference is a child that has mastered the questions of its school grade: 95 % right. A run falls "
    "below it at a grade where its whole 95 % interval does; where none is named it was not shown, which few "
    "replies may be the reason for."
)
"""What the human grade is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What has to be said of a run beside what came out of it."""

    model: str
    """The model as it was given."""
    protocol: str
    """How it was asked."""
    extent: str
    """How much of the suite it is about, in words."""
    parameters: int | None
    """Parameters of the model; None where they are not known."""


def render_leaderboard(boards: Sequence[Board], facts: Mapping[str, Facts], said: Sequence[str] = ()) -> str:
    """A leaderboard as an HTML page that asks nothing of any server.

    Args:
        boards: A board for each suite.
        facts: What has to be said of each run.
        said: What has to be known before any figure, in sentences.
    """
    sections = [_section(board, facts, place) for place, board in enumerate(boards)]
    return page(
        "leaderboard.html.j2",
        scripts=("tables.js",),
        sections=sections,
        runs=sum(len(board.standings) for board in boards),
        said=said,
        method=[METHOD, HUMAN],
    )


def _section(board: Board, facts: Mapping[str, Facts], place: int) -> Section:
    name = f"board-{place + 1}"
    protocols = {run.run: facts[run.run].protocol for run in board.standings}
    sizes = {
        run.run: size_class(parameters)
        for run in board.standings
        if (parameters := facts[run.run].parameters) is not None
    }
    return Section(
        name=name,
        title=board.suite,
        blocks=[
            *_asked(board),
            _ranking(board, facts, name),
            *_leaders(board, protocols, sorted(set(protocols.values())), "protocol", name),
            *_leaders(board, sizes, [words for _, words in CLASSES], "size", name),
            _families(board, name),
            _grades(board, name),
            *_pairs(board, name),
        ],
    )


def _asked(board: Board) -> list[Block]:
    if board.common == board.probes:
        return []
    words = (
        f"Of {board.probes:,} probes, {board.common:,} were asked of every run: accuracies are over a run's "
        "own probes, and comparisons over those that both runs were asked."
    )
    return [Text(paragraphs=[words], warning=True)]


def _ranking(board: Board, facts: Mapping[str, Facts], name: str) -> Sheet:
    return Sheet(
        name=f"{name}-ranking-table",
        caption="Ranking",
        note="Right with its 95 % interval; the tick is what a blind strategy reaches.",
        head=[
            "run",
            "rank",
            "group",
            "right",
            "95 % interval",
            "n",
            "strict",
            "below a child of",
            "size",
            "protocol",
            "asked",
        ],
        labels=1,
        rows=[_row(each, facts[each.run]) for each in board.standings],
    )


def _row(each: Standing, fact: Facts) -> list[Entry]:
    cell, grade = each.cell, each.below_grade
    return [
        Entry(text=each.run, number=False, hint=fact.model),
        Entry(text=each.rank),
        labelled(each.groups),
        ranged(cell["accuracy"], cell["low"], cell["high"], cell["baseline"]),
        Entry(text=span(cell["low"], cell["high"])),
        Entry(text=f"{cell['scored']:,}"),
        Entry(text=percent(cell["strict_accuracy"])),
        labelled("not shown" if grade is None else f"grade {grade}"),
        Entry(text=size_text(fact.parameters)),
        labelled(fact.protocol),
        labelled(fact.extent),
    ]


def _leaders(board: Board, kinds: Mapping[str, str], order: Sequence[str], by: str, name: str) -> list[Block]:
    """The runs that none of their kind is above; nothing where there is one kind."""
    if len(set(kinds.values())) < 2:
        return []
    cells = {each.run: each.cell for each in board.standings}
    rows: list[list[Entry]] = []
    for kind in order:
        runs = [run for run in cells if kinds.get(run) == kind]
        leaders = board.leaders(runs)
        rows += [
            [
                labelled(kind),
                labelled(run),
                ranged(cells[run]["accuracy"], cells[run]["low"], cells[run]["high"]),
                Entry(text=span(cells[run]["low"], cells[run]["high"])),
                Entry(text=f"{cells[run]['scored']:,}"),
                Entry(text=str(len(runs))),
            ]
            for run in leaders
        ]
    return [
        Sheet(
            name=f"{name}-{by}-table",
            caption=f"First by {by}",
            note=f"The runs of each {by} that no other of it is above; several are not told apart.",
            head=[by, "run", "right", "95 % interval", "n", "runs in all"],
            labels=2,
            rows=rows,
        )
    ]


def _families(board: Board, name: str) -> Sheet:
    families = list(dict.fromkeys(family for each in board.standings for family in each.families))
    return Sheet(
        name=f"{name}-families-table",
        caption="By family",
        note="Right in %; the pointer on a number shows its interval and n.",
        head=["run", *families],
        labels=1,
        rows=[
            [labelled(each.run), *(_heat(each.families.get(family)) for family in families)]
            for each in board.standings
        ],
        turned=True,
    )


def _heat(cell: Mapping[str, Any] | None) -> Entry:
    if cell is None or not cell["scored"]:
        return Entry(text="", hint="not asked" if cell is None else "nothing scored")
    return Entry(
        text=f"{100 * cell['accuracy']:.0f}",
        heat=cell["accuracy"],
        hint=f"{cell['correct']} of {cell['scored']}, {span(cell['low'], cell['high'])}",
    )


def _grades(board: Board, name: str) -> Sheet:
    grades = sorted({grade for each in board.standings for grade in each.grades})
    return Sheet(
        name=f"{name}-grades-table",
        caption="By school grade",
        note="Right over the probes of each grade, by which a child has mastered them; the line is the 95 % "
        f"interval, the tick the reference of {100 * MASTERED:.0f} %.",
        head=["run", *(f"grade {grade}" for grade in grades)],
        labels=1,
        rows=[
            [
                labelled("a child of that grade"),
                *(Entry(text=percent(MASTERED), share=MASTERED) for _ in grades),
            ],
            *(
                [labelled(each.run), *(_graded(each.grades.get(grade)) for grade in grades)]
                for each in board.standings
            ),
        ],
    )


def _graded(cell: Mapping[str, Any] | None) -> Entry:
    if cell is None or not cell["scored"]:
        return Entry(text="–")
    return Entry(
        text=percent(cell["accuracy"]),
        share=cell["accuracy"],
        low=cell["low"],
        high=cell["high"],
        blind=MASTERED,
        hint=f"{cell['correct']} of {cell['scored']}, {span(cell['low'], cell['high'])}",
    )


def _pairs(board: Board, name: str) -> list[Block]:
    if not board.pairs:
        return []
    return [
        Sheet(
            name=f"{name}-pairs-table",
            caption="Every two runs",
            note="Percentage points on the same probes; p with Holm's correction over all pairs.",
            head=["run", "against", "pairs", "difference", "95 % interval", "p", "told apart"],
            labels=2,
            rows=[
                [
                    labelled(pair.first),
                    labelled(pair.second),
                    Entry(text=f"{pair.pairs:,}"),
                    Entry(text=points(pair.difference)),
                    Entry(text=f"{points(pair.low)} to {points(pair.high)}" if pair.pairs else "–"),
                    Entry(text="–" if not pair.pairs else "<0.001" if pair.p < 0.001 else f"{pair.p:.3f}"),
                    labelled("yes" if pair.apart else "no" if pair.pairs else "no probe in common"),
                ]
                for pair in board.pairs
            ],
            folded=True,
        )
    ]
