"""The look of the charts: colours of what is no run, and a style that is applied only while one is saved."""

from contextlib import AbstractContextManager

import matplotlib.style

INK = "#1b1f24"
"""Text and axes."""

PAPER = "#ffffff"
"""What lies behind, and fills hollow markers."""

GRID = "#d5d9de"
"""Grid lines."""


def style() -> AbstractContextManager[None]:
    """The jagbench style for a `with` block; it must hold while a chart is saved."""
    # After a reset, so that a user's matplotlibrc (`text.usetex`, fonts) does not reach a figure.
    return matplotlib.style.context("jagbench.analysis.charts.jagbench", after_reset=True)
