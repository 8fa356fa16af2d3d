"""The table of a run: one row a probe and sample, judged; its files in and out."""

from jagbench.analysis.frame.replies_file import frame_of_file
from jagbench.analysis.frame.rows import frame, frames

__all__ = ["frame", "frame_of_file", "frames"]
