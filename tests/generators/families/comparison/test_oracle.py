"""The oracle on prompts that were written by hand, and on those that it must refuse."""

import pytest

from jagbench.errors import JagbenchError
from jagbench.generators.families.comparison import oracle
from jagbench.generators.families.comparison.oracle.pairs import value


@pytest.mark.parametrize(
    ("language", "prompt", "answer"),
    [
        ("en", "Which is larger?\n9.9 or 9.11", "9.9"),
        ("en", "Which is smaller?\n9.9 or 9.11", "9.11"),
        ("en", "Which software version is newer?\n9.9 or 9.11", "9.11"),
        ("en", "Written as month.day, which is earlier?\n9.9 or 9.11", "9.9"),
        ("en", "Which is larger?\nA: 9.90\nB: 9.9\nC: equal", "equal"),
        ("en", "Which is larger?\n-9.9; -9.11", "-9.11"),
        ("de", "Welche Zahl ist die kleinere?\n9,9 oder 9,11", "9,11"),
        ("de", "Kapitel.Abschnitt: Welcher steht weiter hinten?\n9.9 oder 9.11", "9.11"),
        ("fr", "Lequel est le plus grand\u00a0?\n9,9 ou 9,11", "9,9"),
        ("es", "¿Cuál es la versión más antigua?\n9.9 o 9.11", "9.9"),
        ("ko", "더 비싼 것은?\n9.9달러 또는 9.11달러", "9.9"),
        ("ko", "더 싼 것은?\n9.9달러 또는 9.11달러", "9.11"),
        ("zh", "哪一个较早？写成“月.日”。\n9.9 或 9.11", "9.9"),
        ("ja", "値段の高い方は？\n9.9 ドルまたは 9.11 ドル", "9.9"),
        ("ja", "「章.節」で、後に出てくるのは？\n9.9 または 9.11", "9.11"),
    ],
)
def test_which_comes(language: str, prompt: str, answer: str) -> None:
    assert oracle.which_comes(prompt, language) == answer


@pytest.mark.parametrize(
    ("language", "prompt", "answer"),
    [
        ("en", "Which is larger?\n1,234 or 999", "1,234"),
        (
            "en",
            "Which is larger?\none thousand, two hundred and five or 1204",
            "one thousand, two hundred and five",
        ),
        ("en", "Which is larger?\nA: 5.7 × 10²\nB: 580\nC: equal", "580"),
        ("en", "Which is smaller?\n3/8\n0.4", "3/8"),
        ("en", "Which is larger?\n40%; 0.35", "40%"),
        ("en", "Which is larger?\n2/4 or 1/2", "equal"),
        ("en", "Which is smaller?\n5.7 × 10⁻³ or 0.0058", "5.7 × 10⁻³"),
        ("de", "Welche ist die größere?\n1.234 oder eintausendzweihundertdreißig", "1.234"),
        ("fr", "Lequel est le plus petit\u00a0?\n40\u00a0%\u00a0; 0,35", "0,35"),
        ("ko", "더 큰 수는?\n12만 3456 또는 99999", "12만 3456"),
        ("zh", "哪一个较小？\n十二万 或 119999", "119999"),
        ("ja", "大きい方は？\n１２ または 13", "13"),
        ("es", "¿Cuál es el menor?\nmil doscientos o 1.199", "1.199"),
    ],
)
def test_larger_or_smaller(language: str, prompt: str, answer: str) -> None:
    assert oracle.larger_or_smaller(prompt, language) == answer


@pytest.mark.parametrize(
    ("language", "prompt", "answer"),
    [
        ("en", "Same value?\n9.9; 9.90", "yes"),
        ("en", "Same value?\n9.9\n9.09", "no"),
        ("de", "Derselbe Wert?\n007; 7\nA: ja\nB: nein", "ja"),
        ("ko", "값이 같습니까?\n1/2; 2/4", "예"),
        ("ja", "値は同じですか。\n5.7 × 10²；571", "いいえ"),
    ],
)
def test_same_value(language: str, prompt: str, answer: str) -> None:
    assert oracle.same_value(prompt, language) == answer


def test_lists() -> None:
    assert oracle.extreme("Which is the largest?\n9.9, 9.11, 9.2", "en") == "9.9"
    assert oracle.extreme("Welche ist die kleinste?\n9,9; 9,11; 9,2", "de") == "9.11"
    assert oracle.in_order("Sort from smallest to largest.\n10, 9, -3", "en") == "-3, 9, 10"
    assert oracle.in_order("Range du plus grand au plus petit.\n10, 9, -3", "fr") == "10, 9, -3"
    assert oracle.in_order("大きい順に並べてください。\n10, 9, 11", "ja") == "11, 10, 9"
    assert oracle.between("Between?\nBounds: 9.2; 9.5\nList: 9.35, 9.05, 9.6", "en") == "9.35"
    assert oracle.between("Zwischen?\nGrenzen: 9,2; 9,5\nA: 9,6\nB: 9,35", "de") == "9,35"
    assert oracle.closest("Closest?\nTarget: 4.98\nList: 4.91, 5.01", "en") == "5.01"


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        ("which_comes", "Which is larger?\n9.9"),
        ("which_comes", "Which one?\n9.9 or 9.11"),
        ("which_comes", "Which is larger, which is smaller?\n9.9 or 9.11"),
        ("larger_or_smaller", "Which is larger?\n1 or 2 or 3"),
        ("larger_or_smaller", "Which is larger?\nsome or many"),
        ("larger_or_smaller", "Which is larger?\n5.7 × 10^2 or 3"),
        ("same_value", "Same value?\n9.9"),
        ("extreme", "Which is the largest, which the smallest?\n1, 2"),
        ("extreme", "Which is the largest?\n1"),
        ("in_order", "Sort.\n1, 2"),
        ("between", "Between?\nBounds: 1; 5\nList: 2, 3"),
        ("between", "Between?\nBounds: 1; 5"),
        ("closest", "Closest?\nTarget: 5\nList: 4, 6"),
    ],
)
def test_it_refuses_what_has_no_one_answer(name: str, prompt: str) -> None:
    with pytest.raises(JagbenchError):
        getattr(oracle, name)(prompt, "en")


@pytest.mark.parametrize("text", ["", "5.7 × 10^2", "5/0", "×", "1/x", "%"])
def test_what_is_no_number_has_no_value(text: str) -> None:
    with pytest.raises(JagbenchError):
        value(text, "en")
