"""Replies written from their answers, for each kind and language, and changes that keep what they mean.

Nothing here is shared with the reader: the sentences, the order of words in a comparison and the notation of
numbers and days are those of a writer of the language and of Babel.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import strategies as st

from jagbench.probes import AnswerKind

LANGUAGES = ("en", "ko", "de", "fr", "es", "zh", "ja")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A reply and the answer that it was written from."""

    kind: AnswerKind
    language: str
    prompt: str
    options: Sequence[str] = ()
    before: str
    """What stands before the answer."""
    answer: str
    """The answer as written; empty where the whole reply is one comparison."""
    after: str
    """What stands behind it."""
    value: str
    """The answer in plain form."""

    @property
    def text(self) -> str:
        """The reply."""
        return self.before + self.answer + self.after


STATES: Mapping[str, Sequence[str]] = {
    "en": ("{}", "The answer is {}.", "Answer: {}", "So the answer is {}.", "The final answer is: {}",
           "{} is the answer."),
    "ko": ("{}", "정답은 {}입니다.", "답: {}", "따라서 정답은 {}입니다.", "정답: {}"),
    "de": ("{}", "Die Antwort ist {}.", "Antwort: {}", "Die richtige Antwort lautet {}.",
           "Also ist die Antwort {}."),
    "fr": ("{}", "La réponse est {}.", "Réponse : {}", "Donc, la réponse est {}.",
           "La bonne réponse est {}."),
    "es": ("{}", "La respuesta es {}.", "Respuesta: {}", "Por lo tanto, la respuesta es {}."),
    "zh": ("{}", "答案是{}。", "答案：{}", "所以答案是{}。", "正确答案是{}。"),
    "ja": ("{}", "答えは{}です。", "答え：{}", "したがって、答えは{}です。", "正解は{}です。"),
}  # fmt: skip
"""How each language states an answer."""

LARGER: Mapping[str, Sequence[str]] = {
    "en": ("{a} is larger than {b}.", "{b} is smaller than {a}.", "The larger number is {a}.", "{a} > {b}",
           "{b} < {a}", "{a} is the larger one.", "Between {b} and {a}, {a} is larger.",
           "{b} is not larger than {a}."),
    "ko": ("{a}이 {b}보다 큽니다.", "{b}보다 {a}이 더 큽니다.", "{b}은 {a}보다 작습니다.",
           "더 큰 수는 {a}입니다."),
    "de": ("{a} ist größer als {b}.", "{b} ist kleiner als {a}.", "Die größere Zahl ist {a}.", "{a} > {b}"),
    "fr": ("{a} est plus grand que {b}.", "{b} est plus petit que {a}.", "Le plus grand nombre est {a}.",
           "{a} > {b}"),
    "es": ("{a} es mayor que {b}.", "{b} es menor que {a}.", "El número mayor es {a}.", "{a} > {b}"),
    "zh": ("{a}比{b}大。", "{b}比{a}小。", "较大的数是{a}。", "{a}大于{b}。", "{a} > {b}"),
    "ja": ("{a}は{b}より大きいです。", "{b}より{a}の方が大きいです。", "{b}は{a}より小さいです。",
           "大きい方は{a}です。"),
}  # fmt: skip
"""How each language says that a is larger than b."""

ASKED: Mapping[str, tuple[str, str]] = {
    "en": ("Which number is larger, {} or {}?", "What is the result?"),
    "ko": ("{}과 {} 중 어느 수가 더 큽니까?", "결과는 무엇입니까?"),
    "de": ("Welche Zahl ist größer, {} oder {}?", "Was ist das Ergebnis?"),
    "fr": ("Quel nombre est le plus grand, {} ou {} ?", "Quel est le résultat ?"),
    "es": ("¿Qué número es mayor, {} o {}?", "¿Cuál es el resultado?"),
    "zh": ("{}和{}哪个数更大？", "结果是多少？"),
    "ja": ("{}と{}ではどちらの数が大きいですか。", "結果は何ですか。"),
}
"""The question for the larger of two numbers, and one for any other answer."""

YES_NO = {
    "en": ("yes", "no"), "ko": ("예", "아니요"), "de": ("ja", "nein"), "fr": ("oui", "non"),
    "es": ("sí", "no"), "zh": ("是", "否"), "ja": ("はい", "いいえ"),
}  # fmt: skip

languages = st.sampled_from(LANGUAGES)


def _stated(
    kind: AnswerKind, language: str, answer: str, value: str, frame: str, options: Sequence[str] = ()
) -> Written:
    before, _, after = frame.partition("{}")
    return Written(
        kind=kind, language=language, prompt=ASKED[language][1], options=options,
        before=before, answer=answer, after=after, value=value,
    )  # fmt: skip


@st.composite
def integers(draw: st.DrawFn) -> Written:
    """Whole numbers, plain or in groups as the language has them."""
    language = draw(languages)
    value = draw(st.integers(-(10**9), 10**12))
    answer = draw(st.sampled_from([str(value), format_decimal(value, locale=language)]))
    return _stated("integer", language, answer, str(value), draw(st.sampled_from(STATES[language])))


@st.composite
def decimals(draw: st.DrawFn) -> Written:
    """Decimals with one, two or four places, as the language writes them."""
    language, places = draw(languages), draw(st.sampled_from([1, 2, 4]))
    value = draw(st.decimals(-(10**7), 10**7, places=places))
    answer = format_decimal(value, format="#,##0." + "0" * places, locale=language)
    return _stated("decimal", language, answer, f"{value:f}", draw(st.sampled_from(STATES[language])))


@st.composite
def comparisons(draw: st.DrawFn) -> Written:
    """The larger of two decimals, both restated or one named, in either order of the options."""
    language = draw(languages)
    first, second = draw(st.lists(st.decimals(0, 99, places=2), min_size=2, max_size=2, unique=True))
    ahead, behind = (_shown(value, language) for value in (max(first, second), min(first, second)))
    options = (ahead, behind) if draw(st.booleans()) else (behind, ahead)
    said = draw(st.sampled_from(LARGER[language])).format(a=ahead, b=behind)
    return Written(
        kind="choice", language=language, prompt=ASKED[language][0].format(*options), options=options,
        before=said, answer="", after="", value=ahead,
    )  # fmt: skip


def _shown(value: Decimal, language: str) -> str:
    return format_decimal(value, format="0.##", locale=language)


@st.composite
def choices(draw: st.DrawFn) -> Written:
    """One of two decimals, or yes or no, stated as the answer."""
    language = draw(languages)
    pair = draw(st.lists(st.decimals(0, 99, places=2), min_size=2, max_size=2, unique=True))
    numbers = tuple(_shown(value, language) for value in pair)
    options = draw(st.sampled_from([numbers, YES_NO[language]]))
    value = draw(st.sampled_from(options))
    return _stated("choice", language, value, value, draw(st.sampled_from(STATES[language])), options)


@st.composite
def days(draw: st.DrawFn) -> Written:
    """Days in digits or with the name of the month."""
    language, form = draw(languages), draw(st.sampled_from(["long", "iso"]))
    day = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    answer = day.isoformat() if form == "iso" else format_date(day, form, locale=language)
    return _stated("date", language, answer, day.isoformat(), draw(st.sampled_from(STATES[language])))


@st.composite
def times(draw: st.DrawFn) -> Written:
    """Clock times in digits."""
    language = draw(languages)
    answer = f"{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}"
    return _stated("time", language, answer, answer, draw(st.sampled_from(STATES[language])))


@st.composite
def lists(draw: st.DrawFn) -> Written:
    """Whole numbers in a row."""
    language = draw(languages)
    entries = draw(st.lists(st.integers(0, 999).map(str), min_size=2, max_size=6))
    mark = "、" if language in ("zh", "ja") and draw(st.booleans()) else ", "
    frame = draw(st.sampled_from([state for state in STATES[language] if not state.startswith("{} ")]))
    return _stated("list", language, mark.join(entries), ", ".join(entries), frame)


@st.composite
def words(draw: st.DrawFn) -> Written:
    """Words that mean nothing in any language, so that none can be taken for a part of the sentence."""
    language = draw(languages)
    syllables = st.sampled_from(["zub", "kex", "vop", "gri", "flon", "drak", "wym"])
    answer = draw(st.lists(syllables, min_size=2, max_size=3).map("".join))
    return _stated("text", language, answer, answer, draw(st.sampled_from(STATES[language])))


replies = st.one_of(integers(), decimals(), comparisons(), choices(), days(), times(), lists(), words())

Change = Callable[[Written], Written]
"""A change to a reply that keeps its meaning."""


def _around(opening: str, closing: str) -> Change:
    """Marks around the answer; a comparison, which has no single place for them, stays as it is."""

    def change(reply: Written) -> Written:
        return replace(reply, answer=f"{opening}{reply.answer}{closing}") if reply.answer else reply

    return change


def _whole(opening: str, closing: str) -> Change:
    """Text or marks around the reply."""
    return lambda reply: replace(reply, before=opening + reply.before, after=reply.after + closing)


def _lower(reply: Written) -> Written:
    return replace(reply, before=reply.before.lower(), after=reply.after.lower())


def _upper(reply: Written) -> Written:
    if "ß" in reply.text:
        return reply  # has no capital of its own: SS is another spelling
    return replace(reply, before=reply.before.upper(), after=reply.after.upper())


def _spaced(space: str) -> Change:
    """Another space in the place of each."""
    return lambda reply: replace(
        reply, before=reply.before.replace(" ", space), after=reply.after.replace(" ", space)
    )


def _without_stop(reply: Written) -> Written:
    return (
        replace(reply, before=reply.before.rstrip(".。"))
        if not reply.answer
        else replace(reply, after=reply.after.rstrip(".。"))
    )


def _regrouped(separator: str) -> Change:
    """Another separator of thousands in whole numbers from a thousand up."""

    def change(reply: Written) -> Written:
        if (
            reply.kind != "integer"
            or len(reply.value.lstrip("-")) < 4
            or not reply.value.lstrip("-").isdecimal()
        ):
            return reply
        return replace(reply, answer=f"{int(reply.value):,}".replace(",", separator))

    return change


def _two_spaces(reply: Written) -> Written:
    return replace(reply, before=reply.before + " ") if reply.before.endswith(" ") else reply


def _hyphen(reply: Written) -> Written:
    """A hyphen for a bullet, where it cannot be taken for a minus."""
    return reply if reply.kind in ("integer", "decimal") else replace(reply, before="- " + reply.before)


def _true_minus(reply: Written) -> Written:
    return (
        replace(reply, answer=reply.answer.replace("-", "\u2212"))
        if reply.kind in ("integer", "decimal")
        else reply
    )


INNER: Mapping[str, Change] = {
    "as it is": lambda reply: reply,
    "narrow space groups": _regrouped("\u202f"),
    "no-break space groups": _regrouped("\u00a0"),
    "thin space groups": _regrouped("\u2009"),
    "underscore groups": _regrouped("_"),
    "apostrophe groups": _regrouped("'"),
    "true minus": _true_minus,
}
"""Changes to the answer itself; one is drawn before the marks around it."""

MARKS: Mapping[str, Change] = {
    "as it is": lambda reply: reply,
    "bold": _around("**", "**"),
    "italic": _around("*", "*"),
    "underlined": _around("__", "__"),
    "code": _around("`", "`"),
    "bold code": _around("**`", "`**"),
    "dollars": _around("$", "$"),
    "inline LaTeX": _around("\\(", "\\)"),
    "box": _around("\\boxed{", "}"),
    "box in dollars": _around("$\\boxed{", "}$"),
    "quotes": _around('"', '"'),
    "curly quotes": _around("\u201c", "\u201d"),
    "double space": _two_spaces,
}
"""Marks around the answer."""

LETTERS: Mapping[str, Change] = {
    "as it is": lambda reply: reply,
    "lower case": _lower,
    "upper case": _upper,
    "no-break spaces": _spaced("\u00a0"),
    "no final stop": _without_stop,
}
"""Changes to the words and marks of the sentence."""

LINES: Mapping[str, Change] = {
    "as it is": lambda reply: reply,
    "all bold": _whole("**", "**"),
    "quoted": _whole("> ", ""),
    "bullet": _whole("• ", ""),
    "hyphen": _hyphen,
    "fenced": _whole("```\n", "\n```"),
    "answer tag": _whole("<answer>", "</answer>"),
    "zero-width space": _whole("\u200b", "\u200b"),
}
"""Marks around the line."""

BLOCKS: Mapping[str, Change] = {
    "as it is": lambda reply: reply,
    "space around": _whole("  \n", " \n\n"),
    "carriage returns": _whole("", "\r\n"),
    "after a thought": _whole("<think>7, no, 8?</think>\n\n", ""),
    "byte order mark": _whole("\ufeff", ""),
    "end of turn": _whole("", "<|im_end|>"),
}
"""What stands around the whole reply."""

ORDER = (INNER, MARKS, LETTERS, LINES, BLOCKS)
"""From the answer outwards; one change of each may be drawn."""


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Written, Sequence[str]]:
    """A reply changed in some ways that keep its meaning, and the names of the changes."""
    reply = draw(replies)
    names = [draw(st.sampled_from(sorted(changes))) for changes in ORDER]
    for changes, name in zip(ORDER, names, strict=True):
        reply = changes[name](reply)
    return reply, [name for name in names if name != "as it is"]
