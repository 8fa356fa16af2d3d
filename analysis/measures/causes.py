"""What went wrong with most of a run, where one cause did: said before any figure, with what helps."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from jagbench.analysis.frame.verdicts import NOT_ASKED

MOST = 0.5
"""Share of the scored replies from which one kind of ending, or one text, is what the run is about."""

FAILED = 0.1
"""Share of the replies asked for from which an engine's failures are."""

_FEWEST_TEXTS = 10
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why the figures of a run say little of the model."""

    kind: str
    """`"failed"`, `"truncated"`, `"refused"`, `"no_answer"` or `"same_text"`."""
    count: int
    """Replies that it concerns."""
    of: int
    """Replies that it could concern."""
    sentence: str
    """What happened, with both numbers, and what helps."""


def causes(frame: pd.DataFrame) -> list[Cause]:
    """The causes that dominate a run, the one with the greatest share first; none for most runs.

    Args:
        frame: The frame of one run.
    """
    asked = frame[frame["error"] != NOT_ASKED]
    scored = asked[asked["verdict"] != "unscored"]
    found = [_failed(asked), *_endings(scored), _same_text(scored)]
    return sorted((each for each in found if each), key=lambda each: -each.count / each.of)


def _failed(asked: pd.DataFrame) -> Cause | None:
    failed = asked[asked["verdict"] == "unscored"]
    count, of = len(failed), len(asked)
    if not count or count < FAILED * of:
        return None
    (why, times), *_ = Counter(failed["error"].tolist()).most_common(1)
    share = "" if times == count else f"{times:,} of them: "
    return Cause(
        kind="failed",
        count=count,
        of=of,
        sentence=f"{_share(count, of)} replies asked for failed and are unscored; {share}"
        f"{_closed(_cut(why))} "
        "The same `jagbench run` asks only those again.",
    )


_ENDINGS = {
    "truncated": "ran into the token limit before they committed to an answer: --max-tokens raises it, and "
    "--protocol thinking:off keeps a thinking model short.",
    "refused": "refuse to answer: look at some of them in the report; another --system message may help.",
    "no_answer": "commit to no answer: --protocol constrained holds replies to the form asked for, and a "
    "model that was not trained on chats is asked by --prompting completion.",
}


def _endings(scored: pd.DataFrame) -> list[Cause]:
    counts = Counter(scored["verdict"].tolist())
    return [
        Cause(
            kind=verdict,
            count=counts[verdict],
            of=len(scored),
            sentence=f"{_share(counts[verdict], len(scored))} replies {words}",
        )
        for verdict, words in _ENDINGS.items()
        if counts[verdict] and counts[verdict] >= MOST * len(scored)
    ]


def _same_text(scored: pd.DataFrame) -> Cause | None:
    """One text as the reply to most questions, far more often than any one answer is right."""
    scored = scored[scored["verdict"] != "truncated"]  # what is cut early is often cut alike
    if len(scored) < _FEWEST_TEXTS:
        return None
    (text, count), *_ = Counter(scored["reply"].tolist()).most_common(1)
    (_, usual), *_ = Counter(scored["expected"].tolist()).most_common(1)
    if count < MOST * len(scored) or count <= 2 * usual:
        return None
    what = repr(_cut(text)) if text else "an empty text"
    return Cause(
        kind="same_text",
        count=count,
        of=len(scored),
        sentence=f"{_share(count, len(scored))} replies are one and the same text, {what}: the model "
        "may not be given the question; --show-prompts 1 shows what it is given.",
    )


def _share(count: int, of: int) -> str:
    return f"All {of:,}" if count == of else f"{count:,} of {of:,}"


def _closed(text: str) -> str:
    """A sentence with its end: engines of others and foreign logs may leave the full stop out."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text.rstrip(' ,;:')}."


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
