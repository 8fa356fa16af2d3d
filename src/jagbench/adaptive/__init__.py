"""Sampling until precise: fresh probes of a suite's recipe, more of them where accuracy is less certain."""

from jagbench.adaptive.cells import EACH, Each
from jagbench.adaptive.sample import KIND, folder_of, refuse_width, sample
from jagbench.adaptive.table import Reached, beside, is_adaptive, reached

__all__ = [
    "EACH",
    "KIND",
    "Each",
    "Reached",
    "beside",
    "folder_of",
    "is_adaptive",
    "reached",
    "refuse_width",
    "sample",
]
