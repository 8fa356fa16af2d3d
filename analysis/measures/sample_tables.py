"""What several samples of each probe show, as a table for the terminal."""

import pandas as pd
from rich.table import Table

from jagbench.analysis.measures.samples import title
from jagbench.analysis.statistics.cells import records


def samples_table(found: pd.DataFrame, samples: int) -> Table:
    """The measures of one run with their intervals, in per cent.

    Args:
        found: `samples.sample_table` of the run.
        samples: How many samples were asked for.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(f"over {samples} samples")
    for name in ("%", "95 %", "probes"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in records(found):
        k = None if pd.isna(row["k"]) else int(row["k"])
        value, low, high = (f"{100 * row[name]:.1f}" for name in ("value", "low", "high"))
        bounds = f"{low} to {high}" if row["low"] < 0 else f"{low}–{high}"
        table.add_row(title(row["measure"], k, samples), value, bounds, f"{row['probes']:,}")
    return table
