"""How long reading takes as replies grow: hostile and ordinary ones from 1 kB to 10 MB.

Run from the root: `python bench/reading.py`. Prints milliseconds per reply, and per row the growth
from 1 MB to 10 MB; linear reading grows tenfold at most, since long replies are read at both ends only.
"""

import sys
import time
from collections.abc import Callable, Sequence

from jagbench.analysis.reading import read
from jagbench.probes import AnswerKind

KINDS: tuple[AnswerKind, ...] = ("integer", "choice", "list", "text", "time")
SIZES = {"1 kB": 10**3, "10 kB": 10**4, "100 kB": 10**5, "1 MB": 10**6, "10 MB": 10**7}

UNITS = {
    "digits": "7",
    "spaces": " ",
    "newlines": "\n",
    "open brackets": "(",
    "the answer is": "the answer is ",
    "answer is 5.": "The answer is 5. ",
    "boxed": "\\boxed{",
    "boxed values": "\\boxed{7} ",
    "open thoughts": "<think>",
    "thoughts": "<think>7</think> ",
    "closing thoughts": "</think>",
    "answer tags": "<answer>",
    "closing tags": "</answer>",
    "numbers": "7 ",
    "comma digits": "7,",
    "sums": "7 + ",
    "equations": "7 = ",
    "groups": "1 234 ",
    "words": "one hundred ",
    "options": "9.9 is larger than 9.11. ",
    "negations": "not ",
    "bullets": "- 7\n",
    "list": "7, 8; ",
    "brackets": "[",
    "quotes": '"',
    "stars": "**",
    "fractions": "\\frac{1}{2} ",
    "powers": "10^",
    "exponents": "1e9",
    "colons": "1:",
    "days": "1 day ",
    "Korean": "세 개 ",
    "syllables": "이십",
    "full width": "７",
    "surrogates": "\ud800",
    "NUL": "\0",
    "prose": "We add the two numbers and carry the one, then look again. ",
}


def milliseconds(call: Callable[[], object]) -> float:
    """The shortest of a few calls."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return 1000 * best


def row(unit: str, kind: AnswerKind) -> list[float]:
    """Milliseconds for one repeated unit at each size."""
    options = ("9.9", "9.11") if kind == "choice" else ()
    prompt = "Which is larger, 9.9 or 9.11?"
    times: list[float] = []
    for size in SIZES.values():
        reply = (unit * (size // len(unit) + 1))[:size]
        times.append(milliseconds(lambda reply=reply: read(reply, kind=kind, options=options, prompt=prompt)))
    return times


def main(kinds: Sequence[AnswerKind]) -> None:
    """Print one table per answer kind."""
    for kind in kinds:
        print(f"\n{kind:<18}" + "".join(f"{size:>10}" for size in SIZES) + f"{'x10':>8}")
        slowest = 0.0
        for name, unit in UNITS.items():
            times = row(unit, kind)
            slowest = max(slowest, times[3])
            print(
                f"{name:<18}" + "".join(f"{value:>10.2f}" for value in times) + f"{times[4] / times[3]:>8.1f}"
            )
        print(f"slowest at 1 MB: {slowest:.1f} ms")


if __name__ == "__main__":
    main([kind for kind in KINDS if kind in sys.argv[1:]] or KINDS)
