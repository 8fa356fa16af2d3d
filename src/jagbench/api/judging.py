"""Replies read and judged: `read`, `score`."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Literal, overload

import pandas as pd

from jagbench.analysis.frame.rows import Given, Judgement, judged, judgement, to_frame
from jagbench.analysis.reading import Reading
from jagbench.analysis.reading import read as read_reply
from jagbench.api.forms import AnyPath, Probes, probes_of, suite_of, warned
from jagbench.errors import InvalidArgument, unknown_name
from jagbench.given import a_text, names_of
from jagbench.interchange.scoring import frame_of_replies
from jagbench.probes import Probe
from jagbench.probes.answer import ANSWER_KINDS, AnswerKind
from jagbench.words import amount, are


def read(
    reply: str,
    *,
    kind: AnswerKind,
    options: Sequence[str] = (),
    prompt: str | None = None,
    finish_reason: str | None = None,
    language: str | None = None,
) -> Reading:
    """Read what a reply commits to (docs/reading.md).

    Args:
        reply: The raw text.
        kind: How the answer is to be read.
        options: The candidates of a choice as shown in the prompt.
        prompt: The question as asked; it tells an echo from an answer, and which end is asked for.
        finish_reason: How the reply ended; `"length"` means that it was cut at the token limit, and
            `"refusal"` that the model declined.
        language: ISO 639-1 code of the prompt's language; without it the prompt's words tell it.

    Raises:
        InvalidArgument: if the reply is no text, there is no such kind of answer, or a choice has no options.
    """
    if a_text(kind, "A kind of answer", "its name, such as 'integer'") not in ANSWER_KINDS:
        raise unknown_name("kind of answer", kind, ANSWER_KINDS)
    shown = names_of(options, "options")
    if kind == "choice" and not shown:
        raise InvalidArgument("A choice is read among its options: give options=, as the prompt shows them.")
    for value, what, given_as in (
        (prompt, "A prompt", "a text"),
        (finish_reason, "How a reply ended", "a text, such as 'length'"),
        (language, "A language", "its code, such as 'en'"),
    ):
        if value is not None:
            a_text(value, what, given_as)
    return read_reply(
        reply, kind=kind, options=shown, prompt=prompt, finish_reason=finish_reason, language=language
    )


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
            raise InvalidArgument(f"The reply to one probe is a text, not {replies!r:.80}.")
        return judgement(probes, Given(text=replies))
    a_text(name, "The name", "a text")
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
            f"Replies are a mapping from ids to texts, a series, a frame or a file, not {replies!r:.80}."
        )
    texts: dict[str, str | None] = {}
    for each, text in found:
        nothing = text is None or (isinstance(text, float) and text != text)
        if not (nothing or isinstance(text, str)):
            raise InvalidArgument(f"The reply to {each!r} is a text or None, not {text!r:.80}.")
        texts[str(each)] = None if nothing else str(text)
    return texts
