"""Changes that keep the meaning of a reply keep its reading."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jagbench.analysis.reading import read, same_value

WRAPS = [
    "{}", "**{}**", "`{}`", "_{}_", " {} ", "\n{}\n", "${}$", "\\({}\\)", "\\[{}\\]", "\\boxed{{{}}}",
    "$\\boxed{{{}}}$", '"{}"', "({})", "{}.", "{} ", "<answer>{}</answer>", "Answer: {}",
    "**Answer:** {}", "The answer is {}.", "The answer is: **{}**", "So the answer is {}.",
    "### Answer\n{}", "Final answer: {}", "<think>7 or 8?</think>{}", "정답: {}", "정답은 {}입니다.",
    "답은 **{}**입니다.",
]  # fmt: skip
CASES: list[Callable[[str], str]] = [str, str.upper, str.lower]

numbers = st.one_of(st.integers(-(10**30), 10**30).map(str), st.decimals(-(10**6), 10**6, places=2).map(str))


def grouped(value: str, separator: str) -> str:
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, point, fraction = digits.partition(".")
    return sign + f"{int(whole):,}".replace(",", separator) + point + fraction


@given(numbers, st.sampled_from(WRAPS))
def test_wrapping_keeps_a_number(value: str, wrap: str) -> None:
    reading = read(wrap.format(value), kind="decimal")
    assert reading.outcome == "answered", (wrap, value, reading)
    assert same_value(reading.value or "", value, "decimal"), (wrap, value, reading)


@given(
    numbers,
    st.sampled_from([",", "\u00a0", "\u202f", "\u2009", "_", "{,}", "\\,", ",\\!", "'"]),
    st.sampled_from(WRAPS),
)
def test_grouping_keeps_a_number(value: str, separator: str, wrap: str) -> None:
    reading = read(wrap.format(grouped(value, separator)), kind="decimal")
    assert reading.outcome == "answered", (wrap, value, reading)
    assert same_value(reading.value or "", value, "decimal"), (wrap, value, reading)


@given(numbers.filter(lambda value: value.startswith("-")), st.sampled_from(["\u2212", "\u2013", "\\-"]))
def test_the_way_a_minus_is_written_keeps_a_number(value: str, minus: str) -> None:
    assert same_value(read(minus + value[1:], kind="decimal").value or "", value, "decimal")


@given(st.integers(0, 10**12))
def test_full_width_digits_keep_a_number(value: str) -> None:
    wide = str(value).translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert read(wide, kind="integer").value == str(value)


ENGLISH = [
    "{a} is {more} than {b}.", "{b} is {less} than {a}.", "{a} > {b}", "{b} < {a}",
    "The {more} number is {a}.", "{a} is the {more} one.", "{b} is not {more} than {a}.",
    "{a} is {more}, because {b} is {less}.", "Therefore, {a} is {more} than {b}.",
]  # fmt: skip
KOREAN = [
    "{a}가 {b}보다 더 큽니다.",
    "{b}보다 {a}가 더 큽니다.",
    "{b}는 {a}보다 작습니다.",
    "더 큰 수는 {a}입니다.",
    "{a}가 더 큰 수입니다.",
]
PAIRS = [
    ("larger", "smaller"),
    ("greater", "less"),
    ("bigger", "smaller"),
    ("higher", "lower"),
    ("longer", "shorter"),
]
decimals = st.decimals(0, 99, places=2).map(lambda value: f"{value.normalize():f}")
pairs = st.tuples(decimals, decimals).filter(lambda pair: float(pair[0]) != float(pair[1]))


@given(
    pairs,
    st.sampled_from(ENGLISH),
    st.sampled_from(PAIRS),
    st.sampled_from(CASES),
    st.booleans(),
    st.booleans(),
)
def test_the_order_and_case_of_restated_options_keep_the_choice(
    pair: tuple[str, str],
    template: str,
    words: tuple[str, str],
    case: Callable[[str], str],
    swapped: bool,
    smaller: bool,
) -> None:
    ahead, behind = pair
    options = (behind, ahead) if swapped else (ahead, behind)
    prompt = f"Which is {words[1] if smaller else words[0]}, {options[0]} or {options[1]}?"
    reply = case(template.format(a=ahead, b=behind, more=words[0], less=words[1]))
    assert read(reply, kind="choice", options=options, prompt=prompt).value == (
        behind if smaller else ahead
    ), reply


@given(pairs, st.sampled_from(KOREAN), st.booleans(), st.booleans())
def test_the_order_of_restated_options_keeps_the_choice_in_korean(
    pair: tuple[str, str], template: str, swapped: bool, smaller: bool
) -> None:
    ahead, behind = pair
    options = (behind, ahead) if swapped else (ahead, behind)
    prompt = f"{options[0]}와 {options[1]} 중 더 {'작은' if smaller else '큰'} 수는 무엇입니까?"
    reply = template.format(a=ahead, b=behind)
    assert read(reply, kind="choice", options=options, prompt=prompt).value == (
        behind if smaller else ahead
    ), reply


@given(pairs, st.sampled_from(WRAPS), st.booleans())
def test_wrapping_keeps_a_choice(pair: tuple[str, str], wrap: str, second: bool) -> None:
    reply = wrap.format(pair[second])
    assert (
        read(reply, kind="choice", options=pair, prompt=f"Which is larger, {pair[0]} or {pair[1]}?").value
        == pair[second]
    )


@pytest.mark.parametrize(
    "unit", ["{} dollars", "${}", "{} m", "{} meters", "{}m", "{} kg", "{} 달러", "{}달러", "{}미터"]
)
def test_a_unit_keeps_a_choice(unit: str) -> None:
    assert (
        read(unit.format("9.9"), kind="choice", options=("9.9", "9.11"), prompt="Which is larger?").value
        == "9.9"
    )
