"""Probes as a table: one row a probe, for pandas, Parquet and CSV."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from jagbench.errors import unknown_name
from jagbench.probes.probe import Probe
from jagbench.probes.spreadsheet import write_csv
from jagbench.probes.suite import write_probes
from jagbench.probes.written import target_of

if TYPE_CHECKING:
    import pandas as pd

_PLAIN = (
    *("id", "item", "skill", "family", "version", "level", "grade", "language", "frame", "template"),
    *("format", "direction", "order", "notation", "prompt", "statement"),
)
COLUMNS = (*_PLAIN, "kind", "answer", "also", "target", "options", "operands", "params", "lures")
"""The columns: the fields of a probe; `params` and `lures` hold JSON, `also`, `options` and
`operands` lists."""


def to_pandas(probes: Sequence[Probe], marks: Mapping[str, str] | None = None) -> "pd.DataFrame":
    """Probes as a frame with the columns `COLUMNS`, one row each, in their order.

    Args:
        probes: Such as those of a suite.
        marks: What stands in every row besides, each in a column of its own: `Suite.marks`.
    """
    import pandas as pd

    columns: dict[str, list[object]] = {name: [getattr(probe, name) for probe in probes] for name in _PLAIN}
    columns |= {
        "kind": [probe.answer.kind for probe in probes],
        "answer": [probe.answer.value for probe in probes],
        "also": [list(probe.answer.also) for probe in probes],
        "target": [target_of(probe) for probe in probes],
        "options": [list(probe.answer.options) for probe in probes],
        "operands": [list(probe.operands) for probe in probes],
        "params": [_json(_factors(probe)) for probe in probes],
        "lures": [_json(probe.lures) for probe in probes],
    }
    marked = {name: [value] * len(probes) for name, value in (marks or {}).items()}
    return pd.DataFrame({**{name: columns[name] for name in COLUMNS}, **marked})


def _factors(probe: Probe) -> Mapping[str, object]:
    """The declared factors of a probe: its params without what has a column of its own."""
    named = ("operands", "direction", "notation", "format")
    return {name: value for name, value in probe.params.items() if name not in named}


def _json(content: Mapping[str, object]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _to_parquet(probes: Sequence[Probe], marks: Mapping[str, str]) -> bytes:
    return to_pandas(probes, marks).to_parquet(index=False)


def _to_csv(probes: Sequence[Probe], marks: Mapping[str, str]) -> bytes:
    frame = to_pandas(probes, marks)
    for name in ("also", "options", "operands"):
        frame[name] = [json.dumps(value, ensure_ascii=False) for value in frame[name]]
    text = io.StringIO(newline="")
    write_csv(frame, text)
    return text.getvalue().encode("utf-8")


FORMATS: Mapping[str, Callable[[Sequence[Probe], Mapping[str, str]], bytes]] = {
    "jsonl": write_probes,
    "parquet": _to_parquet,
    "csv": _to_csv,
}
"""What probes can be exported as; in CSV, lists are JSON too."""


def export(probes: Sequence[Probe], form: str, marks: Mapping[str, str] | None = None) -> bytes:
    """Probes as the bytes of a file.

    Args:
        probes: Such as those of a suite.
        form: One of `FORMATS`.
        marks: What every line or row says of its suite: `Suite.marks`.

    Raises:
        InvalidArgument: if the form is unknown.
    """
    if form not in FORMATS:
        raise unknown_name("format", form, FORMATS)
    return FORMATS[form](probes, marks or {})
