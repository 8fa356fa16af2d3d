"""Wrong ways to count digits, symbols, brackets and pieces of strings."""

from collections.abc import Mapping
from itertools import accumulate, groupby

from jagbench.generators.families.counting.misconceptions.wrong import counted, off_by_one, rounded
from jagbench.generators.skill.definition import Misconception, Question, shared

# --- the digits of a number -------------------------------------------------------------------------


def length(question: Question) -> int:
    """The right count of digits; also how many signs a row has."""
    return len(question.item.operands[0])


def runs_of_digits(question: Question) -> int:
    """Count a digit that stands several times in a row once: 1000 has 2."""
    return len(list(groupby(question.item.operands[0])))


def distinct_digits(question: Question) -> int:
    """Count the different digits: 1212 has 2."""
    return len(set(question.item.operands[0]))


def leaves_out_zeros(question: Question) -> int:
    """Count no zeros: 1000 has 1 digit."""
    number = question.item.operands[0]
    return len(number) - number.count("0")


def groups_of_three(question: Question) -> int:
    """Count groups of three digits, as numbers are read and cut into tokens: 1234567 has 3."""
    return -(-len(question.item.operands[0]) // 3)


DIGITS: Mapping[str, Misconception] = {
    "runs_of_digits": counted(runs_of_digits),
    "distinct_digits": counted(distinct_digits),
    "leaves_out_zeros": counted(leaves_out_zeros),
    "groups_of_three": counted(groups_of_three),
    "round_number": rounded(length, 5),
    **off_by_one(length),
}

# --- how often a digit or symbol stands in a row ----------------------------------------------------


def occurrences(question: Question) -> int:
    """The right count of a sign in a row."""
    row, sign = question.item.operands
    return row.count(sign)


def runs(question: Question) -> int:
    """Count a sign that stands several times in a row once: 7 stands 2 times in 77167."""
    row, sign = question.item.operands
    return [each for each, _ in groupby(row)].count(sign)


def presence(question: Question) -> int:
    """Say 1 where the sign is there at all."""
    row, sign = question.item.operands
    return int(sign in row)


def the_others(question: Question) -> int:
    """Count the signs that were not asked for."""
    return length(question) - occurrences(question)


def the_whole_row(question: Question) -> int:
    """Count all signs of the row."""
    return length(question)


def says_the_digit(question: Question) -> int:
    """Say the digit that is asked for instead of counting it."""
    return int(question.item.operands[1])


DIGIT_OCCURRENCES: Mapping[str, Misconception] = {
    "runs": counted(runs),
    "presence": counted(presence),
    "distinct_digits": counted(distinct_digits),
    "the_whole_row": counted(the_whole_row),
    "says_the_digit": counted(says_the_digit),
    **off_by_one(occurrences),
}


def counts_utf8_bytes(question: Question) -> int:
    """Count bytes as a computer stores them: three for ★, four for an emoji."""
    row, sign = question.item.operands
    return row.count(sign) * len(sign.encode())


SYMBOLS: Mapping[str, Misconception] = {
    "runs": counted(runs),
    "the_others": counted(the_others),
    "the_whole_row": counted(the_whole_row),
    "counts_utf8_bytes": counted(counts_utf8_bytes),
    "round_number": rounded(occurrences, 10),
    **off_by_one(occurrences),
}

# --- pieces of strings ------------------------------------------------------------------------------


def overlapping(text: str, piece: str) -> int:
    """How often a piece begins somewhere in a text."""
    found, start = 0, text.find(piece)
    while start >= 0:
        found, start = found + 1, text.find(piece, start + 1)
    return found


@shared
def pieces(question: Question) -> int:
    """The right count of a piece, sharing letters or not as the direction says."""
    text, piece = question.item.operands
    return overlapping(text, piece) if question.direction == "overlapping" else text.count(piece)


def other_overlap_rule(question: Question) -> int:
    """Let occurrences share letters where they may not, or the other way round: banana has 1 ana."""
    text, piece = question.item.operands
    return text.count(piece) if question.direction == "overlapping" else overlapping(text, piece)


def first_letters(question: Question) -> int:
    """Count where the first letter of the piece stands."""
    text, piece = question.item.operands
    return text.count(piece[0])


def in_any_order(question: Question) -> int:
    """Count the piece written backwards too."""
    text, piece = question.item.operands
    backwards = piece[::-1]
    also = overlapping(text, backwards) if backwards != piece else 0
    return overlapping(text, piece) + also


def piece_presence(question: Question) -> int:
    """Say 1 where the piece is there at all."""
    text, piece = question.item.operands
    return int(piece in text)


SUBSTRINGS: Mapping[str, Misconception] = {
    "other_overlap_rule": counted(other_overlap_rule),
    "first_letters": counted(first_letters),
    "in_any_order": counted(in_any_order),
    "piece_presence": counted(piece_presence),
    **off_by_one(pieces),
}

# --- brackets ---------------------------------------------------------------------------------------

OPENING = "([{"


@shared
def _opening(question: Question) -> int:
    return sum(map(question.item.operands[0].count, OPENING))


@shared
def _depth(question: Question) -> int:
    return max(accumulate([1 if sign in OPENING else -1 for sign in question.item.operands[0]]))


def brackets(question: Question) -> int:
    """The right count: opening brackets, or how many are open at once where most are."""
    return _opening(question) if question.direction == "opening" else _depth(question)


def other_measure(question: Question) -> int:
    """Say the depth where the opening brackets are asked for, or the other way round: ()() is 2 deep."""
    return _depth(question) if question.direction == "opening" else _opening(question)


def all_brackets(question: Question) -> int:
    """Count opening and closing brackets alike: (()) has 4."""
    return length(question)


def touching_pairs(question: Question) -> int:
    """Count only brackets that close at once: (()()) has 2."""
    row = question.item.operands[0]
    return row.count("()") + row.count("[]") + row.count("{}")


def first_run(question: Question) -> int:
    """Count the brackets that open before the first one closes: (()()(())) has 2."""
    row = question.item.operands[0]
    return next(place for place, sign in enumerate(row) if sign not in OPENING)


BRACKETS: Mapping[str, Misconception] = {
    "other_measure": counted(other_measure),
    "all_brackets": counted(all_brackets),
    "touching_pairs": counted(touching_pairs),
    "first_run": counted(first_run),
    **off_by_one(brackets),
}
