from jagbench.generators.language.writing import all_written, number
from jagbench.generators.skill.definition import Question, shared
from jagbench.probes import Item


def asked(*operands: str, notation: str = "digits") -> Question:
    item = Item(skill="own.skill", version=1, level=1, grade=1, operands=operands)
    return Question(item=item, notation=notation)


def test_what_is_shared_is_worked_out_once_for_a_question() -> None:
    worked_out: list[str] = []

    @shared
    def first(question: Question) -> str:
        worked_out.append(question.item.operands[0])
        return question.item.operands[0]

    one, other = asked("1"), asked("2")

    assert [first(one), first(one), first(other), first(other), first(one)] == ["1", "1", "2", "2", "1"]
    assert worked_out == ["1", "2", "1"]


def test_numbers_and_symbols_are_written_alike_one_by_one_and_together() -> None:
    for texts, german in (
        (("12", "-3.5", "0.25"), ["12", "-3,5", "0,25"]),
        (("7", "equal"), ["7", "gleich"]),
    ):
        assert all_written(number, asked(*texts), "en", texts) == list(texts)
        assert all_written(number, asked(*texts), "de", texts) == german


def test_numbers_together_are_written_in_their_notation() -> None:
    texts = ("9.9", "9.11")

    assert all_written(number, asked(*texts, notation="padded"), "en", texts) == ["9.90", "9.11"]
