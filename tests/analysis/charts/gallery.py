"""The pictures of `docs/charts.md`: `python -m tests.analysis.charts.gallery docs/images/charts`.

Their replies are invented by `materials.reply`, so that every chart has something to show on any machine.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from jagbench.analysis.charts.chart import Material, charts
from jagbench.analysis.charts.figure import figures
from jagbench.analysis.charts.venues import venue
from tests.analysis.charts.checks import figure_of
from tests.analysis.charts.materials import MATERIALS, material

_SKILLS = (
    *("arithmetic.addition", "arithmetic.subtraction", "arithmetic.multiplication", "comparison.decimals"),
    *("counting.letters", "counting.vowels"),
)


def some_skills(runs: int) -> Material:
    """Enough replies to a few skills."""
    return material("core-v2", 16, runs, *_SKILLS)


SHOWN: Mapping[str, tuple[Callable[[int], Material], int]] = {
    **{name: (make, 3) for name, make in MATERIALS.items()},
    "coastline": (lambda runs: material("core-v2", 3, runs), 3),
    "difficulty": (some_skills, 2),
    "wrong-answers": (some_skills, 2),
    "operands": (some_skills, 1),
    "rephrasings": (some_skills, 2),
    "models": (some_skills, 3),
    "differences": (some_skills, 2),
    "tokens": (MATERIALS["tokens"], 1),
    "hunt": (MATERIALS["hunt"], 1),
}
"""For each chart its material, and of how many runs."""


def main(folder: str) -> None:
    """Draw the first page of every chart, as wide as it wants on a page of ICML, at 150 dots an inch."""
    page = venue("icml")
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, chart in charts().items():
        if name in SHOWN:
            make, runs = SHOWN[name]
            width = page.two if chart.two_columns or name == "coastline" else page.one
            figure = figures(chart, make(runs), width=width)[0]
            figure_of(figure.draw()).savefig(Path(folder) / f"{name}.png", dpi=150)


if __name__ == "__main__":
    main(*sys.argv[1:])
