"""Numbers as options take them."""

from math import isfinite
from typing import Any

import click

from jagbench.given import MOST


def whole(least: int, most: int = MOST) -> click.IntRange:
    """A whole number within bounds, of which there are always two: no count is endless.

    Args:
        least: The least that it may be.
        most: The most.
    """
    return click.IntRange(least, most)


class FiniteRange(click.FloatRange):
    """A number within bounds; infinity and what is no number (NaN), which no bound keeps out, are refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number that was typed."""
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(f"{value} is no finite number.", param, ctx)
        return number
