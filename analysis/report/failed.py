"""The failed probes of a frame as data for the page: JSON that is safe inside a script element."""

import json
from typing import Any

import pandas as pd

from jagbench.analysis.statistics.cells import records

SHORT = 20_000
"""Characters kept of a reply where all replies together are longer than `ROOM`."""

LONG = 2_000_000
"""Characters kept of a reply otherwise."""

ROOM = 64_000_000
"""Characters of replies that a page holds before long ones are cut."""

FIELDS = (
    "run",
    "probe",
    "skill",
    "level",
    "language",
    "frame",
    "verdict",
    "prompt",
    "options",
    "reply",
    "length",
    "start",
    "end",
    "expected",
    "reading",
    "rule",
    "lures",
    "finish_reason",
    "error",
)
"""What the page knows of a failed probe, in this order."""


def failed(frame: pd.DataFrame) -> pd.DataFrame:
    """Every row whose verdict is not `correct`, unscored ones among them."""
    return frame[~frame["correct"]]


def failed_json(frame: pd.DataFrame) -> str:
    """The failed probes as a JSON object `{"fields": [...], "rows": [[...], ...]}`.

    `start` and `end` count UTF-16 units, as JavaScript does; `length` is that of the whole reply. All of
    it is ASCII, and `<`, `>` and `&` are escaped, so that no reply can end the script element or begin a
    comment in it.
    """
    table = failed(frame)
    keep = LONG if sum(map(len, table["reply"])) <= ROOM else SHORT
    rows = [_row(record, keep) for record in records(table)]
    text = json.dumps({"fields": FIELDS, "rows": rows}, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _row(record: dict[str, Any], keep: int) -> list[object]:
    reply: str = record["reply"]
    start, end = record["span_start"], record["span_end"]
    shown = {
        **record,
        "reply": reply[:keep],
        "length": units(reply),
        "start": units(reply[: max(start, 0)]),
        "end": units(reply[: max(end, 0)]),
    }
    return [shown[field] for field in FIELDS]


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)
