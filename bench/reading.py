"""How long reading takes: hostile replies from 1 kB to 10 MB, and ordinary ones of every kind.

Run from the root: `python bench/reading.py [KIND...]`. The first table has the slowest shapes of each kind
and language at each size in milliseconds of processor time, with the growth from 100 kB to 10 MB as an
exponent (1 is linear); all shapes are timed, and `--all` prints every row. The second has the median time of
ordinary replies in microseconds, once the words of their language are ready.
"""

import argparse
import math
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jagbench.analysis.reading import read
from jagbench.probes import AnswerKind
from jagbench.probes.answer import ANSWER_KINDS

SIZES = {"1 kB": 10**3, "8 kB": 8 * 10**3, "100 kB": 10**5, "1 MB": 10**6, "10 MB": 10**7}
AIM = 50.0
"""Milliseconds that a reply of 1 MB may take."""
SLOWEST = 5
"""Rows printed for each kind and language."""

COMMON: Mapping[str, str] = {
    "yes and no, with commas": "no, ",
    "waits, with commas": "wait, ",
    "remainders": "remainder 7 ",
    "semicolons": "; ",
    "colons and spaces": ": ",
    "dates and places": "March 7 the 3rd ",
    "letters and options": "C (57) ",
    "not this one": "9.9, not ",
    "digits": "7",
    "spaces": " ",
    "newlines": "\n",
    "tabs and spaces": "\t \n",
    "no-break spaces": "\u00a0",
    "open round brackets": "(",
    "open square brackets": "[",
    "open braces": "{",
    "nested brackets": "([{",
    "closing brackets": ")]}",
    "announcements": "the answer is ",
    "answers": "The answer is 5. ",
    "headings": "Answer: ",
    "open boxes": "\\boxed{",
    "boxes": "\\boxed{7} ",
    "nested boxes": "\\boxed{\\text{",
    "open thoughts": "<think>",
    "thoughts": "<think>7</think> ",
    "closing thoughts": "</think>",
    "thoughts in thoughts": "<think><thinking>",
    "open angle brackets": "<",
    "answer tags": "<answer>",
    "closing tags": "</answer>",
    "numbers": "7 ",
    "long numbers": "123456789 ",
    "numbers and commas": "7,",
    "decimals": "9.11 ",
    "decimals and commas": "9,11; ",
    "sums": "7 + ",
    "equations": "7 = ",
    "chains": "7 + 7 = 14 = ",
    "groups": "1 234 ",
    "grouped": "1,234,567 ",
    "apostrophes": "1'234",
    "options": "9.9 is larger than 9.11. ",
    "options without stops": "9.9 is larger than 9.11 and ",
    "options by sign": "9.9 > 9.11 ",
    "negations": "not ",
    "commas": ", ",
    "colons": "1:",
    "clock times": "13:05 ",
    "bullets": "- 7\n",
    "numbered lines": "1. 7\n",
    "letters by line": "1. r\n",
    "list": "7, 8; ",
    "lists": "[7, 8] ",
    "words in a list": "apple, ",
    "quotes": '"',
    "stars": "**",
    "bold": "**7** ",
    "backquotes": "```\n",
    "fractions": "\\frac{1}{2} ",
    "open fractions": "\\frac{",
    "mixed numbers": "1 1/2 ",
    "slashes": "1/",
    "dollars": "$",
    "powers": "10^",
    "exponents": "1e9",
    "signs": "-",
    "JSON objects": '{"answer": ',
    "JSON answers": '{"answer": "7"}\n',
    "JSON arrays": '{"answer": [',
    "ISO dates": "2024-03-15 ",
    "dates in digits": "03/04/2024 ",
    "surrogates": "\ud800",
    "NUL": "\0",
    "full width": "７",
    "vulgar fractions": "½",
    "superscripts": "10²",
    "hyphens": "a-b-",
    "question marks": "? ",
    "waits": "Wait, no. ",
    "second thoughts": "It is 5. Wait, it is 7. ",
    "turns": "\nQuestion: ",
    "prose": "We add the two numbers and carry the one, then look again. ",
    "one endless word": "straw",
}
"""Shapes for every language: a name, and the text that is repeated."""
OWN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "number words": "one hundred ",
        "numerals": "twenty-one and ",
        "days": "1 day ",
        "dates": "March 15, 2024, ",
        "yes and no": "Yes, no. ",
    },
    "ko": {
        "number words": "이십",
        "counters": "세 개 ",
        "myriads": "3만 5천 ",
        "dates": "2024년 3월 15일 ",
        "options in words": "9.9가 9.11보다 크고 ",
    },
    "de": {
        "number words": "zweihundert",
        "one word": "dreiundzwanzig",
        "decimal commas": "1.234,5 ",
        "dates": "15. März 2024 ",
        "options in words": "9,9 ist größer als 9,11 ",
    },
    "fr": {
        "number words": "quatre-vingt ",
        "decimal commas": "1 234,5 ",
        "dates": "15 mars 2024 ",
        "options in words": "9,9 est plus grand que 9,11 ",
    },
    "es": {
        "number words": "dos mil ",
        "decimal commas": "1.234,5 ",
        "dates": "15 de marzo de 2024 ",
        "options in words": "9,9 es mayor que 9,11 ",
    },
    "zh": {
        "number words": "二百",
        "digits in words": "三",
        "myriads": "12万3456",
        "dates": "2024年3月15日",
        "options in words": "9.9比9.11大，",
        "parts": "4分之3",
    },
    "ja": {
        "number words": "二百",
        "counters": "三つ",
        "dates": "2024年3月15日",
        "options in words": "9.9は9.11より大きい、",
        "parts": "4分の3",
    },
}
"""Shapes of one language."""
LANGUAGES = tuple(OWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One shape read at every size."""

    kind: AnswerKind
    language: str
    shape: str
    times: Sequence[float]
    """Milliseconds, in the order of `SIZES`."""

    @property
    def exponent(self) -> float:
        """Growth from 100 kB to 10 MB: the power of the length that the time goes with."""
        return math.log(self.times[4] / self.times[2]) / math.log(100)


def milliseconds(call: Callable[[], object], *, calls: int) -> float:
    """The shortest of a few calls, in processor time, which other work on the machine leaves alone."""
    best = math.inf
    for _ in range(calls):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return 1000 * best


QUESTIONS: Mapping[str, Sequence[tuple[Sequence[str], str]]] = {
    "choice": (
        (("9.9", "9.11"), "Which is larger, 9.9 or 9.11?"),
        (("yes", "no"), "Is 56234 divisible by 8 without a remainder? Answer yes or no."),
        (("47", "64", "57"), "Which option is between 59 and 65?\nA: 47\nB: 64\nC: 57"),
    ),
    "integer": (
        ((), "Which is larger, 9.9 or 9.11?"),
        ((), "Which day after the first is the second date?\nMarch 1, 2012; March 7, 2012"),
        ((), "How many times does r occur in arbor? A double letter counts twice."),
    ),
    "text": (((), "Which is larger, 9.9 or 9.11?"), ((), "Reverse the word.\nWord: pots")),
    "list": (((), "Which is larger, 9.9 or 9.11?"), ((), "Put these in order.\nWords: alpha, beta, gamma")),
}
"""What hostile replies answer: a reply is looked at for what its question asks; options and prompt."""


def row(shape: str, unit: str, kind: AnswerKind, language: str) -> Row:
    """One repeated unit at each size, in reply to the question with which it takes longest."""
    rows = [
        Row(kind=kind, language=language, shape=shape, times=times(unit, kind, language, *question))
        for question in QUESTIONS.get(kind, (((), "Which is larger, 9.9 or 9.11?"),))
    ]
    return max(rows, key=lambda each: max(each.times[:4]))


def times(unit: str, kind: AnswerKind, language: str, options: Sequence[str], prompt: str) -> list[float]:
    """Milliseconds at each size."""
    read(unit, kind=kind, options=options, prompt=prompt, language=language)  # its patterns are ready
    replies = [(unit * (size // len(unit) + 1))[:size] for size in SIZES.values()]
    return [
        milliseconds(
            lambda reply=reply: read(reply, kind=kind, options=options, prompt=prompt, language=language),
            calls=1 if reply is replies[-1] else 2,
        )
        for reply in replies
    ]


def shapes(language: str) -> Iterator[tuple[str, str]]:
    """The shapes for a language: all in English, elsewhere its own and those that notation changes."""
    yield from OWN[language].items()
    for name, unit in COMMON.items():
        if language == "en" or name in ("numbers", "list", "bullets", "options", "commas"):
            yield name, unit


def hostile(kinds: Sequence[AnswerKind], *, every: bool) -> None:
    """Print the slowest shapes of each kind and language, and whether each meets the aim."""
    print(f"{'hostile':<42}" + "".join(f"{size:>9}" for size in SIZES) + f"{'exponent':>10}")
    rows: list[Row] = []
    for kind in kinds:
        for language in LANGUAGES:
            read("7", kind=kind, language=language)
            found = [row(name, unit, kind, language) for name, unit in shapes(language)]
            rows += found
            for each in sorted(found, key=lambda each: -each.times[3])[: None if every else SLOWEST]:
                name = f"{each.kind:<8} {each.language}  {each.shape}"
                cells = "".join(f"{value:>9.2f}" for value in each.times)
                print(f"{name:<42}{cells}{each.exponent:>10.2f}")
    slow = [each for each in rows if each.times[3] > AIM]
    steepest = max(rows, key=lambda each: each.exponent)
    slowest = max(rows, key=lambda each: each.times[3])
    print(f"\n{len(rows)} rows; over {AIM:.0f} ms at 1 MB: {len(slow)}")
    print(f"slowest at 1 MB: {slowest.times[3]:.1f} ms ({slowest.kind} {slowest.language} {slowest.shape})")
    print(f"slowest at 8 kB: {max(each.times[1] for each in rows):.1f} ms")
    print(f"largest exponent: {steepest.exponent:.2f} ({steepest.kind} {steepest.language} {steepest.shape})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Ordinary replies to one question."""

    kind: AnswerKind
    prompt: str
    options: Sequence[str] = ()
    bare: str
    sentence: str
    two: str


ORDINARY = (
    Asked(
        kind="integer",
        prompt="How many times does r occur in strawberry?",
        bare="3",
        sentence="The answer is 3.",
        two="There are 3 r's in strawberry. They stand at positions 3, 8 and 9.",
    ),
    Asked(
        kind="decimal",
        prompt="What is 4.5 + 4.61?",
        bare="9.11",
        sentence="The answer is 9.11.",
        two="4.5 + 4.61 = 9.11. So the sum is 9.11.",
    ),
    Asked(
        kind="choice",
        prompt="Which is larger, 9.9 or 9.11?",
        options=("9.9", "9.11"),
        bare="9.9",
        sentence="9.9 is larger than 9.11.",
        two="9.11 is smaller than 9.9. So the larger number is 9.9.",
    ),
    Asked(
        kind="choice",
        prompt="Is 7 odd?",
        options=("yes", "no"),
        bare="Yes",
        sentence="Yes, 7 is odd.",
        two="7 cannot be divided by 2. So yes, it is odd.",
    ),
    Asked(
        kind="text",
        prompt="Spell hello backwards.",
        bare="olleh",
        sentence='The reversed word is "olleh".',
        two='Reading from the end gives o, l, l, e, h. So the word is "olleh".',
    ),
    Asked(
        kind="list",
        prompt="Sort 3, 1 and 2.",
        bare="1, 2, 3",
        sentence="The sorted list is: 1, 2, 3.",
        two="We compare the numbers one by one.\nSorted: [1, 2, 3]",
    ),
    Asked(
        kind="time",
        prompt="It is 12:05. What time is it in an hour?",
        bare="13:05",
        sentence="The time is 1:05 PM.",
        two="An hour after 12:05 is 13:05. So it is 13:05.",
    ),
    Asked(
        kind="date",
        prompt="Which day is 5 days after 2024-03-10?",
        bare="2024-03-15",
        sentence="The date is March 15, 2024.",
        two="We add 5 to 10, which is 15. So the day is 2024-03-15.",
    ),
)


def ordinary() -> None:
    """Print the median time of ordinary replies in microseconds."""
    print(f"\n{'ordinary, median microseconds':<42}{'bare':>9}{'sentence':>10}{'two':>9}{'new prompt':>12}")
    for asked in ORDINARY:
        cells = [microseconds(asked, reply) for reply in (asked.bare, asked.sentence, asked.two)]
        fresh = microseconds(asked, asked.sentence, fresh=True)
        name = asked.kind + (" yes or no" if "yes" in asked.options else "")
        print(f"{name:<42}{cells[0]:>9.1f}{cells[1]:>10.1f}{cells[2]:>9.1f}{fresh:>12.1f}")


def microseconds(asked: Asked, reply: str, *, fresh: bool = False, calls: int = 300) -> float:
    """The median of many readings of one reply; `fresh` gives each a prompt and options not seen before."""
    times: list[float] = []
    for call in range(calls):
        whole = f"{call + 10}." if fresh else "9."
        said, *options = (text.replace("9.", whole) for text in (reply, *asked.options))
        prompt = asked.prompt.replace("9.", whole) + (f" ({call})" if fresh else "")
        start = time.perf_counter()
        read(said, kind=asked.kind, options=tuple(options), prompt=prompt, language="en")
        times.append(time.perf_counter() - start)
    return 1e6 * statistics.median(times)


def main() -> None:
    """Time the kinds that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", metavar="KIND", choices=[*ANSWER_KINDS, []], default=[])
    parser.add_argument("--all", action="store_true", help="print every row")
    given = parser.parse_args()
    hostile([kind for kind in ANSWER_KINDS if not given.kinds or kind in given.kinds], every=given.all)
    ordinary()


if __name__ == "__main__":
    main()
