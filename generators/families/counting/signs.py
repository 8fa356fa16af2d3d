"""Digits of a number, symbols in a row, pieces of strings, brackets: nothing here belongs to a language."""

from collections.abc import Sequence
from functools import cache

from jagbench.generators.families.counting.counts import count, slots
from jagbench.generators.families.counting.misconceptions import signs as wrong
from jagbench.generators.families.counting.oracle import signs as oracle
from jagbench.generators.language.words import ITEMS
from jagbench.generators.mechanism.registry import register
from jagbench.generators.skill.definition import Ladder, Level, Skill, Stratum
from jagbench.generators.skill.draws import choices, places, sample
from jagbench.generators.skill.source import Source

# --- digits of a number -----------------------------------------------------------------------------

DIGITS = "0123456789"


def draw_digits(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number: of any digits, with a run of one digit, or with zeros behind."""
    length = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    digits = choices(source, DIGITS, length)
    digits[0] = source.choice(DIGITS[1:])
    run = source.integer(2, max(2, length - 1))
    if stratum["run"] == "inside":
        start = source.integer(0, length - run)
        digits[start : start + run] = digits[start] * run
    elif stratum["run"] == "zeros":
        digits[length - run + 1 :] = "0" * (run - 1)
    else:
        steps = choices(source, range(1, 10), length)
        for place in range(1, length):
            digits[place] = DIGITS[(int(digits[place - 1]) + steps[place]) % 10]
    return ["".join(digits)]


def _digit_strata(shortest: int, longest: int) -> list[Stratum]:
    return [{"run": run, "shortest": shortest, "longest": longest} for run in ("none", "inside", "zeros")]


digits = register(
    Skill(
        name="counting.digits",
        summary="How many digits a number has.",
        levels=[
            Level(grade=1, strata=_digit_strata(2, 5)),
            Level(grade=2, strata=_digit_strata(5, 9)),
            Level(grade=3, strata=_digit_strata(9, 15)),
            Level(grade=4, strata=_digit_strata(15, 25)),
            Level(grade=4, strata=_digit_strata(25, 50)),
        ],
        draw=draw_digits,
        solve=lambda question: count(wrong.length(question)),
        slots=slots("number"),
        oracle=oracle.digits,
        misconceptions=wrong.DIGITS,
        ladder=Ladder(
            counts="digits of the number",
            shortest=2,
            longest=2000,
            strata=lambda length: _digit_strata(length, length)[:2],
        ),
    )
)


def draw_digit_occurrences(source: Source, stratum: Stratum) -> Sequence[str]:
    """A number and a digit that stands in it as often as the stratum says."""
    digit, times, doubled = source.choice(DIGITS[1:]), int(stratum["count"]), bool(stratum["doubled"])
    shortest = int(stratum["shortest"]) if doubled else max(int(stratum["shortest"]), 2 * times - 1)
    length = source.integer(shortest, int(stratum["longest"]))
    others = DIGITS.replace(digit, "")
    digits = choices(source, others, length)
    digits[0] = source.choice(others.replace("0", ""))
    if times:
        for place in places(source, length, times, doubled=doubled):
            digits[place] = digit
    return "".join(digits), digit


def _occurrence_strata(shortest: int, longest: int, counts: Sequence[int]) -> list[Stratum]:
    return [
        {"count": times, "doubled": doubled, "shortest": shortest, "longest": longest}
        for times in counts
        for doubled in ([False, True] if times > 1 else [False])
    ]


digit_occurrences = register(
    Skill(
        name="counting.digit_occurrences",
        summary="How often a digit stands in a number.",
        levels=[
            Level(grade=1, strata=_occurrence_strata(4, 5, [0, 1, 2, 3])),
            Level(grade=2, strata=_occurrence_strata(6, 9, [0, 1, 2, 3])),
            Level(grade=3, strata=_occurrence_strata(10, 15, [0, 1, 2, 3, 4])),
            Level(grade=4, strata=_occurrence_strata(16, 25, [0, 2, 3, 4, 5, 6])),
            Level(grade=4, strata=_occurrence_strata(26, 50, [0, 2, 4, 6, 8, 10])),
        ],
        draw=draw_digit_occurrences,
        solve=lambda question: count(wrong.occurrences(question)),
        slots=slots("number", "digit"),
        oracle=oracle.digit_occurrences,
        misconceptions=wrong.DIGIT_OCCURRENCES,
        ladder=Ladder(
            counts="digits of the number",
            shortest=4,
            longest=2000,
            strata=lambda length: _occurrence_strata(length, length, [length // 4, length // 3]),
        ),
    )
)

# --- symbols in a row -------------------------------------------------------------------------------

MARKS = ("symbol", "emoji", "letter")
CAPITALS = "ABDEHKLMNPRSTUXZ"


@cache
def marks(kind: str) -> Sequence[str]:
    """What stands in rows; every mark is a single code point."""
    return CAPITALS if kind == "letter" else ITEMS[kind]


def draw_symbols(source: Source, stratum: Stratum) -> Sequence[str]:
    """A row of a symbol, alone or among another one, and the symbol."""
    mark, other = sample(source, marks(str(stratum["marks"])), 2)
    fewest, most = int(stratum["fewest"]), int(stratum["most"])
    times = source.integer(fewest, most)
    if stratum["among"] == "alone":
        return mark * times, mark
    others = source.integer(fewest, most)
    row = [other] * (times + others)
    for place in sample(source, range(times + others), times):
        row[place] = mark
    return "".join(row), mark


def _symbol_strata(fewest: int, most: int, mixed_most: int) -> list[Stratum]:
    return [
        {"marks": kind, "among": among, "fewest": fewest, "most": limit}
        for kind in MARKS
        for among, limit in (("alone", most), ("another", mixed_most))
    ]


symbols = register(
    Skill(
        name="counting.symbols",
        summary="How often a symbol, emoji or letter stands in a row, alone or among another one.",
        levels=[
            Level(grade=1, strata=_symbol_strata(2, 6, 4)),
            Level(grade=1, strata=_symbol_strata(5, 12, 8)),
            Level(grade=1, strata=_symbol_strata(10, 25, 18)),
            Level(grade=2, strata=_symbol_strata(20, 50, 35)),
            Level(grade=3, strata=_symbol_strata(40, 100, 60)),
        ],
        draw=draw_symbols,
        solve=lambda question: count(wrong.occurrences(question)),
        slots=slots("row", "symbol"),
        oracle=oracle.symbols,
        misconceptions=wrong.SYMBOLS,
    )
)

# --- pieces of strings ------------------------------------------------------------------------------

PIECES = {"overlapping": ("xx", "xyx", "xyxy", "xxx"), "plain": ("xy", "xyz", "xxy", "xyy")}
"""Shapes of pieces that can share letters with themselves, and that cannot."""
BUILDING = "abcdegiklmnoprstu"


def draw_substrings(source: Source, stratum: Stratum) -> Sequence[str]:
    """A string of three letters and a piece of it, which overlaps itself where it can."""
    kind, hardest = str(stratum["piece"]), int(stratum["shapes"])
    letters = sample(source, BUILDING, 3)
    shape = source.choice(PIECES[kind][:hardest])
    piece = shape.translate(str.maketrans("xyz", "".join(letters)))
    length = source.integer(int(stratum["shortest"]), int(stratum["longest"]))
    row = choices(source, letters, length)
    # Where a piece overlaps itself, it begins again after its period.
    period = {"xx": 1, "xxx": 1, "xyx": 2, "xyxy": 2}.get(shape, len(piece))
    planted = piece + piece[-period:] if kind == "overlapping" else piece
    for start in choices(
        source, range(length - len(planted) + 1), source.integer(0, int(stratum["planted"]))
    ):
        row[start : start + len(piece)] = piece
    if kind == "overlapping":
        start = source.integer(0, length - len(planted))
        row[start : start + len(planted)] = planted
    return "".join(row), piece


def _piece_strata(shortest: int, longest: int, planted: int, shapes: int) -> list[Stratum]:
    return [
        {"piece": piece, "shapes": shapes, "shortest": shortest, "longest": longest, "planted": planted}
        for piece in PIECES
    ]


substrings = register(
    Skill(
        name="counting.substrings",
        summary="How often a short string stands in a longer one, with or without shared letters.",
        levels=[
            Level(grade=2, strata=_piece_strata(5, 8, 2, 1)),
            Level(grade=2, strata=_piece_strata(8, 12, 3, 2)),
            Level(grade=3, strata=_piece_strata(13, 20, 5, 3)),
            Level(grade=4, strata=_piece_strata(21, 35, 9, 4)),
            Level(grade=5, strata=_piece_strata(36, 60, 16, 4)),
        ],
        draw=draw_substrings,
        solve=lambda question: count(wrong.pieces(question)),
        slots=slots("text", "piece"),
        oracle=oracle.substrings,
        misconceptions=wrong.SUBSTRINGS,
        directions=("overlapping", "separate"),
    )
)

# --- brackets ---------------------------------------------------------------------------------------

KINDS = ("()", "[]", "{}")


def draw_brackets(source: Source, stratum: Stratum) -> Sequence[str]:
    """Balanced brackets of so many pairs, nested as deep as the stratum allows."""
    pairs = source.integer(int(stratum["fewest"]), int(stratum["most"]))
    depth = source.integer(1, min(pairs, int(stratum["deepest"])))
    # Steps up and down, and how many brackets are open before each of them and at the end.
    steps = [1] * depth + [-1] * depth
    opened = [*range(depth + 1), *range(depth - 1, -1, -1)]
    for _ in range(pairs - depth):
        place = source.integer(0, len(steps))
        if opened[place] == depth:
            place += 1
        steps[place:place] = (1, -1)
        opened[place:place] = (opened[place], opened[place] + 1)
    kinds = choices(source, KINDS[: int(stratum["kinds"])], pairs)
    waiting: list[str] = []
    row: list[str] = []
    for step in steps:
        if step > 0:
            waiting.append(kinds.pop())
            row.append(waiting[-1][0])
        else:
            row.append(waiting.pop()[1])
    return ["".join(row)]


def _bracket_strata(fewest: int, most: int, *depths: int) -> list[Stratum]:
    return [
        {"kinds": kinds, "fewest": fewest, "most": most, "deepest": deepest}
        for kinds in (1, 3)
        for deepest in depths
    ]


brackets = register(
    Skill(
        name="counting.brackets",
        summary="How many opening brackets a row has, or how deep they are nested.",
        levels=[
            Level(grade=2, strata=_bracket_strata(2, 5, 3)),
            Level(grade=3, strata=_bracket_strata(4, 9, 3, 5)),
            Level(grade=4, strata=_bracket_strata(8, 16, 4, 8)),
            Level(grade=5, strata=_bracket_strata(15, 28, 6, 12)),
            Level(grade=6, strata=_bracket_strata(25, 50, 8, 20)),
        ],
        draw=draw_brackets,
        solve=lambda question: count(wrong.brackets(question)),
        slots=slots("row"),
        oracle=oracle.brackets,
        misconceptions=wrong.BRACKETS,
        ladder=Ladder(
            counts="pairs of brackets",
            shortest=2,
            longest=1000,
            strata=lambda length: _bracket_strata(length, length, max(2, min(length, 20))),
        ),
        directions=("opening", "depth"),
    )
)
