"""The kind of an answer that nobody named, from the answer itself."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, cast

from jagbench.errors import InvalidArgument
from jagbench.probes.answer import INTEGER, Answer, AnswerKind
from jagbench.probes.locale import locale, locale_languages
from jagbench.probes.own.columns import texts

LONGEST: Final = 120
"""Characters of a text that a reply can be held to; what is longer is an essay, not an answer."""

_YES_OR_NO: Final = (
    ("yes", "no"),
    ("true", "false"),
    ("ja", "nein"),
    ("oui", "non"),
    ("sí", "no"),
    ("예", "아니요"),
    ("네", "아니요"),
    ("はい", "いいえ"),
    ("是", "否"),
)
"""The two answers of questions for yes or no, the affirmative one first."""
_NUMBER = re.compile(r"(?:[-+−]?[$€£¥₩]?|[$€£¥₩][-−])(?P<digits>[0-9][0-9., \u00a0\u202f']*)\s?%?")
_FRACTION = re.compile(r"([-−]?[0-9]+)\s?/\s?([0-9]+)")
_SCIENTIFIC = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?[eE][-+]?[0-9]{1,3}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,. \u00a0\u202f'][0-9]{3})+")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BEHIND_HASHES = re.compile(r"####\s*(.+?)\s*$", re.DOTALL)
_LATEX_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]+)\}\{([^{}]+)\}")
_LATEX_TEXT = re.compile(r"\\(?:text|mathrm|textbf)\{([^{}]*)\}")
_LETTERED = re.compile(r"(?:^|\n)\s*\(?([A-Z])[).:]\s+([^\n]+)")


def final_answer(text: str) -> tuple[str, str]:
    r"""The answer of a worked solution, and what told it: `####` (GSM8K), `\boxed` (MATH); else the text."""
    behind = _BEHIND_HASHES.search(text.rpartition("####")[1] + text.rpartition("####")[2])
    if behind is not None:
        return behind[1], "what stands behind ####"
    boxed = _boxed(text)
    return (boxed, r"what stands in \boxed{}") if boxed is not None else (text.strip(), "")


def _boxed(text: str) -> str | None:
    start = text.rfind("\\boxed{")
    if start < 0:
        return None
    depth, place = 0, start + len("\\boxed")
    for end in range(place, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            inner = _LATEX_FRACTION.sub(r"\1/\2", text[place + 1 : end])
            return _LATEX_TEXT.sub(r"\1", inner).replace("\\!", "").replace("\\$", "$").strip()
    return None


def lettered_options(prompt: str) -> list[str]:
    """The options that a prompt shows, each in a line (`A) ...`, `B) ...`); empty where it shows none."""
    found: list[str] = []
    for letter, text in _LETTERED.findall(prompt):
        if letter == chr(ord("A") + len(found)):
            found.append(text.strip())
        elif letter == "A":
            found = [text.strip()]
    return found if len(found) > 1 and len(set(found)) == len(found) else []


def answer_of(value: Any, *, prompt: str, language: str, kind: AnswerKind | None) -> Answer:
    """The answer of a question without choices.

    Args:
        value: As it stands in the file.
        prompt: What is asked; its lettered options make a choice.
        language: ISO 639-1 code, which decides what a comma in a number means; empty where it is not known.
        kind: Its kind, where it is given.

    Raises:
        InvalidArgument: if it is of no kind, or not of the kind that was given.
    """
    if isinstance(value, list | tuple):
        return _several(cast("Sequence[object]", value), prompt=prompt, language=language, kind=kind)
    if isinstance(value, bool):
        return _affirmed(value, prompt)
    if not isinstance(value, str | int | float | Decimal | date):
        raise InvalidArgument(f"the answer {value!r:.80} is no text, number or list.")
    text = str(value).strip()
    if not text:
        raise InvalidArgument("there is no answer.")
    if kind is not None:
        return _of_kind(text, kind, prompt=prompt, language=language)
    options = lettered_options(prompt)
    place = place_of(text, options)
    if place is not None:
        return Answer(kind="choice", value=options[place], options=tuple(options))
    pair = _pair(text, language)
    if pair:
        return Answer(kind="choice", value=pair[pair.index(text.casefold())], options=pair)
    number = plain_number(text, language)
    if number is not None:
        return Answer(kind="integer" if INTEGER.fullmatch(number) else "decimal", value=number)
    if _is_day(text):
        return Answer(kind="date", value=text)
    if _CLOCK.fullmatch(text):
        return Answer(kind="time", value=text)
    if len(text) > LONGEST or "\n" in text:
        raise InvalidArgument(
            f"the answer {text[:40]!r}… fits no kind: it has {len(text)} characters, and a reply is held to "
            f"a number, a choice, a list, a day, a time or a text of at most {LONGEST} characters in one "
            "line."
        )
    return Answer(kind="text", value=text)


def place_of(text: str, options: Sequence[str]) -> int | None:
    """Which of some options a text is, itself or by its letter; None where it is none of them."""
    folded = [option.casefold().strip() for option in options]
    wanted = text.casefold().strip()
    if folded.count(wanted) == 1:
        return folded.index(wanted)
    letter = re.fullmatch(r"\(?([A-Za-z])[).:]?", text.strip())
    place = ord(letter[1].upper()) - ord("A") if letter else len(options)
    return place if place < len(options) else None


def plain_number(text: str, language: str) -> str | None:
    """A number in plain form: `"1,234"` is 1234, `"$18"` 18, `"3/4"` itself; None where it is none."""
    text = text.strip().removesuffix(".")
    fraction = _FRACTION.fullmatch(text)
    if fraction is not None:
        top, bottom = fraction[1].replace("−", "-"), fraction[2]
        return f"{top}/{bottom}" if int(bottom) else None
    if _SCIENTIFIC.fullmatch(text):
        return f"{Decimal(text):f}"
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    digits = _without_groups(found["digits"].strip(), language)
    if digits is None:
        return None
    negative = "−" in text[:2] or "-" in text[:2]
    return f"{'-' if negative else ''}{digits}"


def _without_groups(digits: str, language: str) -> str | None:
    """Digits without the marks between groups of three, and with a point for a decimal comma."""
    comma = language in locale_languages() and locale(language).decimal == ","
    whole, point, decimals = digits.rpartition("," if comma else ".")
    if not point:
        whole, decimals = digits, ""
    if not comma and not point and re.fullmatch(r"[0-9]+,[0-9]{1,2}|[0-9]+,[0-9]{4,}", digits):
        return digits.replace(",", ".")
    if not (whole.isdecimal() or _GROUPED.fullmatch(whole)) or (point and not decimals.isdecimal()):
        return None
    return re.sub(r"[^0-9]", "", whole) + (f".{decimals}" if point else "")


def _is_day(text: str) -> bool:
    if not _ISO_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _pair(text: str, language: str) -> tuple[str, str] | None:
    """The two answers of which a text is one."""
    pairs = [pair for pair in _YES_OR_NO if text.casefold() in pair]
    if language == "es":
        pairs.sort(key=lambda pair: pair[0] != "sí")
    return pairs[0] if pairs else None


def _affirmed(value: bool, prompt: str) -> Answer:
    """The answer to a question whose answer is a truth value."""
    words = re.search(r"\btrue\b.*\bfalse\b", prompt.casefold(), re.DOTALL)
    options = ("true", "false") if words else ("yes", "no")
    return Answer(kind="choice", value=options[not value], options=options)


def _several(given: Sequence[object], *, prompt: str, language: str, kind: AnswerKind | None) -> Answer:
    """The answer where a list is given: its only entry, or the list."""
    entries = texts(given, "the answers")
    if not entries:
        raise InvalidArgument("there is no answer: the list is empty.")
    if kind not in (None, "list") or len({each.casefold() for each in entries}) == 1:
        if len({each.casefold() for each in entries}) > 1:
            raise InvalidArgument(f"there are {len(entries)} answers, and the kind {kind!r} takes one.")
        return answer_of(entries[0], prompt=prompt, language=language, kind=kind)
    return Answer(kind="list", value=", ".join(entries))


def answer_of_several(
    given: Sequence[object], *, prompt: str, language: str, kind: AnswerKind | None
) -> Answer:
    """The answer of a question to which each of several answers is right; the first is the target.

    Answers of different kinds, such as a number and a word, are texts, each as it is written.

    Args:
        given: The answers, texts or numbers.
        prompt: As for `answer_of`.
        language: As for `answer_of`.
        kind: Their kind, where it is given.

    Raises:
        InvalidArgument: if there is none, one is of no kind, or several of a choice are given.
    """
    entries = texts(given, "the answers")
    if not entries:
        raise InvalidArgument("there is no answer: the list is empty.")
    answers = [answer_of(each, prompt=prompt, language=language, kind=kind) for each in entries]
    different: dict[object, Answer] = {}
    for each in answers:
        different.setdefault(_folded(each), each)
    first, *others = different.values()
    if not others:
        return first
    if any(each.kind == "choice" for each in answers):
        raise InvalidArgument(f"there are {len(different)} answers, and of choices one is right: name it.")
    kinds = {each.kind for each in answers}
    if kinds == {"integer", "decimal"}:
        first = replace(first, kind="decimal")
    elif len(kinds) > 1:
        return answer_of_several(given, prompt=prompt, language=language, kind="text")
    return replace(first, also=tuple(each.value for each in others))


def _folded(answer: Answer) -> object:
    """What two answers have in common that are one and the same."""
    numeric = answer.kind in ("integer", "decimal")
    return Fraction(answer.value) if numeric else answer.value.casefold()


def _of_kind(text: str, kind: AnswerKind, *, prompt: str, language: str) -> Answer:
    """An answer of the kind that was given."""
    if kind == "choice":
        options = lettered_options(prompt) or list(_pair(text, language) or ())
        place = place_of(text, options)
        if place is None:
            raise InvalidArgument(
                f"the answer {text!r:.80} is a choice, but there are no choices that hold it."
            )
        return Answer(kind="choice", value=options[place], options=tuple(options))
    if kind in ("integer", "decimal"):
        number = plain_number(text, language)
        if number is None or (kind == "integer" and not _is_whole(number)):
            raise InvalidArgument(f"the answer {text!r:.80} is no {kind}.")
        return Answer(kind=kind, value=str(Fraction(number)) if kind == "integer" else number)
    if kind == "date" and not _is_day(text):
        raise InvalidArgument(f"the answer {text!r:.80} is no day as in ISO 8601, such as 2024-02-29.")
    if kind == "list":
        return Answer(kind="list", value=", ".join(part.strip() for part in re.split(r"[,;\n]", text)))
    if kind == "time" and not re.search("[0-9]", text):
        raise InvalidArgument(f"the answer {text!r:.80} is no time of day or duration.")
    return Answer(kind=kind, value=text)


def _is_whole(number: str) -> bool:
    return Fraction(number).denominator == 1
