"""The oracles on prompts that were written by hand, and on those that they must refuse."""

import pytest

from jagbench.errors import JagbenchError
from tests.generators.families.arithmetic.asking import reads


@pytest.mark.parametrize(
    ("skill", "language", "prompt", "answer"),
    [
        ("addition", "en", "Add.\n95 + 27", "122"),
        ("addition", "en", "Add.\nSum: ninety-five + 27 + 1,000 =", "1122"),
        ("addition", "fr", "Somme\u00a0: 1\u202f000 + vingt et un", "1021"),
        ("addition", "ko", "합: 12만 3456 + 사", "123460"),
        ("subtraction", "en", "17 - 43 =", "-26"),
        ("subtraction", "zh", "求差：一千 - ７", "993"),
        ("decimals", "en", "9.9 - 9.11", "0.79"),
        ("decimals", "de", "Rechnung: 9,9 - 9,11", "0.79"),
        ("decimals", "ja", "９．９ + ９．１１ =", "19.01"),
        ("multiplication", "de", "Produkt: 12 · vierunddreißig", "408"),
        ("division", "de", "Quotient: 618 : 6", "103"),
        ("division", "en", "618 ÷ 6 =", "103"),
        ("remainder", "en", "Give the remainder.\n17 ÷ 5", "2"),
        ("remainder", "fr", "Quel est le quotient\u00a0?\n17 ÷ cinq", "3"),
        ("remainder", "ko", "나머지는 얼마입니까?\n17 ÷ 5", "2"),
        ("negatives", "en", "-7 + (-3)", "-10"),
        ("negatives", "en", "(-7) × (-3) =", "21"),
        ("order_of_operations", "de", "2 + 3 · (8 : 4 - 5)", "-7"),
        ("order_of_operations", "en", "-(2 + 3) × 4 - 1", "-21"),
        ("fractions", "en", "1/2 + 1/3 =", "5/6"),
        ("fractions", "de", "Rechnung: 2/5 · 3/5", "6/25"),
        ("percentages", "en", "12.5% of 84", "10.5"),
        ("percentages", "de", "12,5\u00a0% von 84 =", "10.5"),
        ("percentages", "ko", "84의 12.5%", "10.5"),
        ("rounding", "en", "Round to the nearest tenth.\n9.96", "10"),
        ("rounding", "en", "Round to the nearest ten.\n-45", "-50"),
        ("rounding", "es", "Redondea a la décima.\n2,25", "2.3"),
        ("rounding", "ja", "小数第二位まで\n2.345", "2.35"),
        ("powers", "en", "Power: 2¹⁰", "1024"),
        ("roots", "en", "√144 =", "12"),
        ("roots", "de", "Zahl: 1.000.000", "1000"),
        ("parity", "en", "Is it even?\nninety-seven", "no"),
        ("parity", "es", "¿Es impar?\n97\nA: sí\nB: no", "sí"),
        ("parity", "de", "Ist sie ungerade?\n98", "nein"),
        ("divisibility", "ko", "수: 1,234\n나누는 수: 2", "예"),
        ("divisibility", "en", "22 ÷ 4", "no"),
        ("missing_operand", "en", "7 + ? = 12", "5"),
        ("missing_operand", "de", "3 = 12 : ?", "4"),
        ("missing_operand", "ko", "식: 8 + 4 = □ + 5", "7"),
        ("notation", "fr", "Nombre\u00a0: quatre-vingt-douze", "92"),
    ],
)
def test_prompts_are_answered(skill: str, language: str, prompt: str, answer: str) -> None:
    assert reads(skill, prompt, language) == answer


@pytest.mark.parametrize(
    ("skill", "prompt", "message"),
    [
        ("addition", "Add the numbers.", "is no number"),
        ("addition", "Add.\n95", "is no expression"),
        ("division", "7 ÷ 2", "7 ÷ 2 is no whole number"),
        ("division", "7 ÷ 0", "7 ÷ 0 is no whole number"),
        ("remainder", "17 ÷ 5", "says 0 of"),
        ("remainder", "Quotient or remainder? quotient, remainder\n17 ÷ 5", "says 2 of"),
        ("remainder", "Give the quotient.\n17 × 5", "does not hold one division"),
        ("order_of_operations", "(2 + 3 × 4", "bracket too many"),
        ("order_of_operations", "(2 + 3)) × 4", "is no expression"),
        ("order_of_operations", "(2 + x) × 4", "is no expression"),
        ("negatives", "-", "is no expression"),
        ("fractions", "1/2 + 1/0", "one operation with two fractions"),
        ("fractions", "1/2", "one operation with two fractions"),
        ("percentages", "15 of 80", "one percentage and one number"),
        ("rounding", "Round to the nearest ten.\n12 and 13", "does not hold one number"),
        ("rounding", "Round.\n12", "says 0 of"),
        ("powers", "2 × 5", "does not hold one power"),
        ("roots", "√145", "no perfect square"),
        ("roots", "the root", "does not hold one number"),
        ("parity", "12", "says 0 of"),
        ("divisibility", "12", "holds 1 numbers, not two"),
        ("missing_operand", "7 + 5 = 12", "one equation with one blank"),
        ("missing_operand", "7 × ? = 12", "0 numbers make"),
        ("notation", "Number: many", "is no number"),
    ],
)
def test_prompts_that_cannot_be_answered_are_refused(skill: str, prompt: str, message: str) -> None:
    with pytest.raises(JagbenchError, match=message):
        reads(skill, prompt)
