"""Replies read and judged: `score`."""

import warnings
from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pandas as pd

from jagbench.analysis.frame.rows import Given, Judgement, judged, judgement, to_frame
from jagbench.api.forms import AnyPath, Probes, probes_of, suite_of, warned
from jagbench.errors import InvalidArgument
from jagbench.interchange.scoring import frame_of_replies
from jagbench.probes import Probe
from jagbench.words import amount, are

if TYPE_CHECKING:
    pass


Missing = Literal["unscored", "left out"]
"""What becomes of probes without a reply."""


@overload
def score(probes: Probe, replies: str) -> Judgement: ...
@overload
def score(
    probes: Probes,
    replies: "Mapping[str, str | None] | pd.Series[Any] | pd.DataFrame | AnyPath",
    *,
    missing: Missing = "unscored",
    name: str = "replies",
) -> pd.DataFrame: ...
def score(
    probes: Probe | Probes,
    replies: "str | Mapping[str, str | None] | pd.Series[Any] | pd.DataFrame | AnyPath",
    *,
    missing: Missing = "unscored",
    name: str = "replies",
) -> Judgement | pd.DataFrame:
    """Read and judge replies.

    Args:
        probes: One probe, or what the replies answer.
        replies: To one probe its reply, a text. Else texts by the ids of probes, as a mapping or a series; a
            frame with the columns `probe` (or `id`) and `reply`; or a file of replies: JSON lines, Parquet,
            CSV, or a log of lm-eval, Inspect or HELM (docs/interchange.md). None in the place of a text is a
            failure, not an answer.
        missing: Whether probes without a reply are there as `unscored`, or left out.
        name: What the columns `run` and `model` hold.

    Returns:
        For one probe a `Judgement` with `verdict`, `reading`, `rule`, `strict` and `lures`; else a frame with
        the columns of `jagbench.analysis.frame.rows.Row`, one row a probe, in the order of the probes.

    Raises:
        InvalidArgument: if no reply is to one of the probes, or a reply is no text.

    Warns:
        RuntimeWarning: if some replies are to other probes; they are left out and counted.
    """
    if isinstance(probes, Probe):
        if not isinstance(replies, str):
            raise InvalidArgument(f"The reply to one probe is a text, not {type(replies).__name__}.")
        return judgement(probes, Given(text=replies))
    asked = probes_of(probes)
    if isinstance(replies, str | PathLike):
        table = frame_of_replies(Path(replies), suite_of(probes), notice=warned)
        return table if missing == "unscored" else _answered(table)
    texts = _texts(replies)
    there = {probe.id for probe in asked}
    strange = [each for each in texts if each not in there]
    if strange and len(strange) == len(texts):
        raise InvalidArgument(
            f"No reply of {len(texts):,} is to one of {amount(len(asked), 'probe')}: {strange[0]!r} is no id "
            "of them."
        )
    if strange:
        warnings.warn(
            f"{len(strange)} of {amount(len(texts), 'reply')} {are(len(strange))} to other probes and left "
            f"out: {', '.join(map(repr, strange[:3]))}.",
            RuntimeWarning,
            stacklevel=2,
        )
    given = (
        (probe, Given(text=texts.get(probe.id)))
        for probe in asked
        if missing == "unscored" or probe.id in texts
    )
    return to_frame(judged(probe, reply, run=name, model=name) for probe, reply in given)


def _answered(table: pd.DataFrame) -> pd.DataFrame:
    return table[(table["verdict"] != "unscored") | (table["error"] != "no reply")].reset_index(drop=True)


def _texts(replies: "Mapping[str, str | None] | pd.Series[Any] | pd.DataFrame") -> dict[str, str | None]:
    """The texts by id; what pandas says for nothing is None."""
    if isinstance(replies, pd.DataFrame):
        key = next((each for each in ("probe", "id") if each in replies.columns), None)
        if key is None or "reply" not in replies.columns:
            raise InvalidArgument(
                "A frame of replies has the columns 'probe' (or 'id') and 'reply', not "
                f"{list(replies.columns)}."
            )
        found: Iterable[tuple[Any, Any]] = zip(replies[key], replies["reply"], strict=True)
    elif hasattr(replies, "items"):
        found = replies.items()
    else:
        raise InvalidArgument(
            "Replies are a mapping from ids to texts, a series, a frame or a file, not "
            f"{type(replies).__name__}."
        )
    texts: dict[str, str | None] = {}
    for each, text in found:
        nothing = text is None or (isinstance(text, float) and text != text)
        if not (nothing or isinstance(text, str)):
            raise InvalidArgument(f"The reply to {each!r} is a text or None, not {text!r:.80}.")
        texts[str(each)] = None if nothing else str(text)
    return texts
