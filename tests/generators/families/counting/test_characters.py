"""Characters of Chinese and Japanese texts: answers and lures worked out by hand."""

from tests.generators.families.counting.asking import ask, items, right, wrong


def test_kana_with_and_without_marks_are_different() -> None:
    question = ask("cjk_characters", "かがかはばぱがが", "が")

    assert right(question) == "3"
    assert wrong(question) == {
        "ignores_voicing": "5",
        "runs": "2",
        "presence": "1",
        "distinct_letters": "5",
        "word_length": "8",
        "one_more": "4",
        "one_less": "2",
    }


def test_characters_that_look_alike_are_different() -> None:
    question = ask("cjk_characters", "未末本未", "未")

    assert right(question) == "2"
    assert wrong(question)["takes_lookalikes"] == "3"


def test_characters_stand_in_their_texts_as_declared() -> None:
    for item in items("cjk_characters"):
        text, character = item.operands
        question = ask("cjk_characters", *item.operands)
        assert character not in "，、。"
        if item.params["text"] != "sentence":
            assert text.count(character) == item.params["count"]
        if item.params["decoy"] == "lookalike":
            assert "takes_lookalikes" in wrong(question)
        if item.params["decoy"] == "voicing":
            assert "ignores_voicing" in wrong(question)
        if item.params["decoy"] == "none":
            assert not {"takes_lookalikes", "ignores_voicing"} & wrong(question).keys()
