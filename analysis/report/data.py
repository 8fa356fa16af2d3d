"""The replies of a frame as data for the page: columns, each value once, compressed, safe inside a page.

What is asked stands once for all runs and samples that were asked it. A column is a list, or, where values
repeat, `{"of": [...], "at": [...]}`: the distinct values, and for each row the place of its own.
"""

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from jagbench.analysis.measures.famous import FAMOUS, TWIN
from jagbench.probes import Probe

MOST = 250_000
"""Replies that a page holds at most; those that are not right come first."""

SHORT = 20_000
"""Characters kept of a reply where all replies together are longer than `ROOM`."""

LONG = 2_000_000
"""Characters kept of a reply otherwise."""

ROOM = 64_000_000
"""Characters of replies that a page holds before long ones are cut."""

ASKED = (
    "probe",
    "skill",
    "level",
    "grade",
    "language",
    "frame",
    "template",
    "format",
    "notation",
    "direction",
    "order",
    "kind",
    "prompt",
    "options",
    "expected",
)
"""What the page knows of a question, beside its `item`, where that has variants in it, and `famous`: the
question in public that it is, or is a twin of."""

GIVEN = (
    "run",
    "sample",
    "verdict",
    "strict",
    "reply",
    "length",
    "start",
    "end",
    "reading",
    "rule",
    "lures",
    "finish_reason",
    "tokens",
    "error",
)
"""What the page knows of a reply, beside `asked`, the place of its question."""

_ALIKE = ("language", "skill", "template", "level")
"""What is alike stands together, within the reach of the compression: prompts take half of the room so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """The replies of a page."""

    compressed: Future[bytes]
    """The gzip of JSON, `{"runs": ..., "asked": {column: ...}, "given": {column: ...}}`, made on another core
    where there is one."""
    replies: int
    """Replies that it holds."""
    left_out: int
    """Right replies of the frame that it does not."""
    kept: int
    """Characters held of each reply at most."""
    cut: int
    """Replies that are longer, of which the rest is left out."""

    @property
    def text(self) -> str:
        """The data in base64, once it is compressed."""
        return base64.b64encode(self.compressed.result()).decode("ascii")


def packed(
    frame: pd.DataFrame, about: Mapping[str, Mapping[str, str]], probes: Sequence[Probe] = ()
) -> Packed:
    """The replies of a frame as data for the page.

    `start` and `end` of a reading count UTF-16 units, as JavaScript does, and so does the `length` of the
    whole reply.

    Args:
        frame: The frame of one or several runs.
        about: For each run how it was asked: a term such as `"model"` and its text.
        probes: The probes that were asked, which know the famous questions.
    """
    held = frame
    if len(frame) > MOST:
        held = pd.concat([frame[~frame["correct"]], frame[frame["correct"]]]).head(MOST).sort_index()
    keep = LONG if int(held["reply"].str.len().sum()) <= ROOM else SHORT
    asked = _asked(held)
    place = pd.Index(asked["probe"]).get_indexer(pd.Index(held["probe"]))
    content = {
        "runs": about,
        "asked": {name: column(asked[name].tolist()) for name in ASKED}
        | {"item": column(_shared(asked["item"])), "famous": column(_marks(asked, probes))},
        "given": {name: column(values) for name, values in _given(held, keep).items()}
        | {"asked": place.tolist()},
    }
    aside = ThreadPoolExecutor(1)
    compressed = aside.submit(gzip.compress, _json(content), 6, mtime=0)
    aside.shutdown(wait=False)
    return Packed(
        compressed=compressed,
        replies=len(held),
        left_out=len(frame) - len(held),
        kept=keep,
        cut=int((held["reply"].str.len() > keep).sum()),
    )


def _asked(held: pd.DataFrame) -> pd.DataFrame:
    """What the page says of each question, once, in order; all that a reply has besides is not moved."""
    first = np.flatnonzero(~held["probe"].duplicated().to_numpy(np.bool_))
    alike = held[list(_ALIKE)].iloc[first].reset_index(drop=True).sort_values(list(_ALIKE), kind="stable")
    return held[[*ASKED, "item"]].iloc[first[alike.index]]


def _json(content: object) -> bytes:
    try:
        return msgspec.json.encode(content)
    except UnicodeEncodeError:  # a lone surrogate
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )


def _shared(items: "pd.Series[str]") -> list[str]:
    """The item of each question that has variants in the page; nothing where the id would lead to itself."""
    return items.where(items.duplicated(keep=False), "").tolist()


def _marks(asked: pd.DataFrame, probes: Sequence[Probe]) -> list[str]:
    """The famous question of each question: `"9.9 or 9.11"`, `"twin of 9.9 or 9.11"`, or nothing."""
    marks = {
        probe.id: f"{words}{probe.params[name]}"
        for probe in probes
        for name, words in ((FAMOUS, ""), (TWIN, "twin of "))
        if name in probe.params
    }
    return [marks.get(probe, "") for probe in asked["probe"].tolist()]


def _given(held: pd.DataFrame, keep: int) -> Mapping[str, list[Any]]:
    texts: list[str] = held["reply"].tolist()
    starts, ends = held["span_start"].tolist(), held["span_end"].tolist()
    made: dict[str, list[Any]] = {
        "strict": [int(strict) for strict in held["strict"]],
        "reply": [text[:keep] for text in texts],
        "length": [units(text) for text in texts],
        "start": [units(text[: max(at, 0)]) for text, at in zip(texts, starts, strict=True)],
        "end": [units(text[: max(at, 0)]) for text, at in zip(texts, ends, strict=True)],
        "tokens": [None if pd.isna(count) else int(count) for count in held["tokens"].tolist()],
    }
    return {name: made[name] if name in made else held[name].tolist() for name in GIVEN}


def column(values: Sequence[Any]) -> object:
    """A column as the page has it: each distinct value once where that is shorter."""
    distinct = list(dict.fromkeys(values))
    if 2 * len(distinct) > len(values):
        return list(values)
    places = {value: place for place, value in enumerate(distinct)}
    return {"of": distinct, "at": [places[value] for value in values]}


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text) + sum(character > "\uffff" for character in text)
