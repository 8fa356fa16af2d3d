"""A box or a tag that holds more than a number is not mined for one."""

import pytest

from jagbench.analysis.reading import read


@pytest.mark.parametrize(
    "content", [r"2\sqrt{3}", "3x", "7, 8", r"3\pi", "2√3", "3π", "5y", "7; 8", "7、8", "n2", r"\frac{1}{2}x"]
)
@pytest.mark.parametrize("mark", [r"\boxed{%s}", r"The answer is $\boxed{%s}$.", "<answer>%s</answer>"])
def test_a_part_of_what_is_marked_is_no_answer(content: str, mark: str) -> None:
    found = read(mark.replace("%s", content), kind="decimal", prompt="What is it?")

    assert (found.outcome, found.value, found.rule) == ("no_answer", None, "no_value")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        ("7", "7"),
        ("x = 7", "7"),
        ("1,234", "1234"),
        (r"7\text{ cm}", "7"),
        ("7 m", "7"),
        (r"\$5", "5"),
        (r"12\%", "12"),
        (r"2 \times 10^3", "2000"),
        (r"\frac{3}{4}", "3/4"),
        ("-5", "-5"),
        (r"\text{7 (seven)}", "7"),
    ],
)
def test_a_number_with_its_unit_or_name_is_that_number(content: str, value: str) -> None:
    assert read(rf"\boxed{{{content}}}", kind="decimal", prompt="What is it?").value == value
