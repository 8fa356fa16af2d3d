"""Small frames whose every count is known."""

from collections.abc import Mapping, Sequence

import pandas as pd

from jagbench.analysis.frame.rows import Given, judged, to_frame
from jagbench.probes import Answer, Probe, probe_id


def decimals(a: str = "9.9", b: str = "9.11", *, right: str = "9.9", level: int = 1, **changes: str) -> Probe:
    """A comparison of two decimals whose only lure is the wrong option."""
    prompt = f"Which is larger, {a} or {b}? Answer with the number only."
    answer = Answer(kind="choice", value=right, options=(a, b))
    wrong = b if right == a else a
    fields = {
        "item": f"item-{a}-{b}",
        "skill": "comparison.decimals",
        "language": "en",
        "frame": "plain",
        "template": "which",
        "order": "ab",
    }
    return Probe(
        id=probe_id(prompt, answer),
        version=1,
        level=level,
        grade=3 + level,
        params={"direction": "larger"},
        prompt=prompt,
        answer=answer,
        lures={"version_order": wrong},
        **{**fields, **changes},
    )


def letters(
    word: str, letter: str, count: int, *, level: int = 1, lures: Mapping[str, str] | None = None
) -> Probe:
    """A question for a letter."""
    prompt = f"How many times does the letter {letter} stand in {word}? Answer with the number only."
    answer = Answer(kind="integer", value=str(count))
    return Probe(
        id=probe_id(prompt, answer),
        item=f"{word}-{letter}",
        skill="counting.letters",
        version=1,
        level=level,
        grade=level,
        language="en",
        frame="plain",
        template="how_many",
        order="ab",
        prompt=prompt,
        answer=answer,
        lures=lures or {},
    )


def replied(
    pairs: Sequence[tuple[Probe, str | None]], *, run: str = "mine", finish_reason: str = "stop"
) -> pd.DataFrame:
    """The frame of probes with their replies; None for no reply."""
    return to_frame(
        judged(
            probe,
            Given(text=text, finish_reason=finish_reason if text is not None else None),
            run=run,
            model=run,
        )
        for probe, text in pairs
    )


def mixed(run: str = "mine") -> pd.DataFrame:
    """Eight probes: 3 correct (2 strictly), 2 wrong (1 a lure), 1 without an answer, 2 unscored."""
    return replied(
        [
            (decimals("9.9", "9.11"), "9.9"),
            (decimals("9.8", "9.12", right="9.8"), "9.12"),
            (decimals("3.2", "3.15", right="3.2", level=2), "I think that 3.2 is larger."),
            (decimals("4.2", "4.15", right="4.2", level=2), None),
            (letters("strawberry", "r", 3, lures={"once_per_word": "1"}), "3"),
            (letters("banana", "n", 2, level=2), "7"),
            (letters("pear", "z", 0, level=2), "Who can tell?"),
            (letters("plum", "p", 1, level=2), None),
        ],
        run=run,
    )
