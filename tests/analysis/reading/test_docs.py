from pathlib import Path

import pytest

from jagbench.analysis.reading import RULES, page, read

DOC = Path(__file__).parents[3] / "docs" / "reading.md"


def table():
    return "\n".join(
        ["| rule | what it does |", "|---|---|", *(f"| `{rule}` | {text} |" for rule, text in RULES.items())]
    )


@pytest.mark.skipif(not DOC.is_file(), reason="the docs are not beside an installed package")
def test_the_documented_rules_are_those_of_the_code() -> None:
    text = DOC.read_text(encoding="utf-8")
    between = text.partition("in step -->\n")[2].partition("\n<!-- end of rules -->")[0]
    assert between == table()


@pytest.mark.skipif(not DOC.is_file(), reason="the docs are not beside an installed package")
def test_the_documented_lengths_are_those_of_the_code() -> None:
    text = DOC.read_text(encoding="utf-8")
    assert f"first {page.HEAD:,} and the last {page.TAIL:,} characters" in text
    assert f"and {page.AROUND} on each side" in text
    assert f"first {page.FIRST} and the last {page.LAST} statements" in text


def test_the_documented_example_is_read_as_shown() -> None:
    reading = read(
        "9.11 is smaller than 9.9.",
        kind="choice",
        options=("9.9", "9.11"),
        prompt="Which is larger, 9.9 or 9.11?",
    )
    assert (reading.value, reading.rule, reading.span, reading.strict) == (
        "9.9",
        "option_compared",
        (21, 24),
        False,
    )
