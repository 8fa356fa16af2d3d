"""Several options marked as the answer are no single one, and none of them is none."""

import pytest

from jagbench.analysis.reading import read

COLOURS = {
    "en": ("What colour is it?\nA. red\nB. green\nC. blue\nD. white", ("red", "green", "blue", "white")),
    "de": ("Welche Farbe?\nA. rot\nB. grün\nC. blau\nD. weiß", ("rot", "grün", "blau", "weiß")),
    "fr": ("Quelle couleur ?\nA. rouge\nB. vert\nC. bleu\nD. blanc", ("rouge", "vert", "bleu", "blanc")),
    "es": ("¿Qué color es?\nA. rojo\nB. verde\nC. azul\nD. blanco", ("rojo", "verde", "azul", "blanco")),
    "ko": ("무슨 색인가요?\nA. 빨강\nB. 초록\nC. 파랑\nD. 하양", ("빨강", "초록", "파랑", "하양")),
    "ja": ("何色ですか。\nA. 赤色\nB. 緑色\nC. 青色\nD. 白色", ("赤色", "緑色", "青色", "白色")),
    "zh": ("是什么颜色？\nA. 红色\nB. 绿色\nC. 蓝色\nD. 白色", ("红色", "绿色", "蓝色", "白色")),
}
FIRST = {
    "en": "It could be red.",
    "de": "Es könnte rot sein.",
    "fr": "Ça peut être rouge.",
    "es": "Puede ser rojo.",
    "ko": "빨강일 수 있습니다.",
    "ja": "赤色かもしれません。",
    "zh": "可以是红色。",
}


def said(reply: str, language: str = "en") -> tuple[str, str | None]:
    prompt, options = COLOURS[language]
    reading = read(reply, kind="choice", options=options, prompt=prompt, language=language)
    return reading.outcome, reading.value


@pytest.mark.parametrize(
    "letters",
    [
        "B, D",
        "B and D",
        "(A), (B), and (C)",
        "B/D",
        "BD",
        "ABCD",
        "B; C",
        "options B and C",
        "A. red B. green",
    ],
)
@pytest.mark.parametrize("form", ["{}", "Answer: {}", "It is so.\n\nAnswer: {}", "The answer is {}."])
def test_letters_side_by_side_are_no_single_answer(letters: str, form: str) -> None:
    assert said(form.format(letters)) == ("contradictory", None)


@pytest.mark.parametrize("letters", ["A、B、C", "A，C", "BCD", "B和D", "A. 红色 B. 绿色", "BD <eoa>"])
@pytest.mark.parametrize("form", ["【答案】{}", "【解析】红色。\n【答案】: {}", "所以，正确答案是{}。"])
def test_so_they_are_in_chinese(letters: str, form: str) -> None:
    assert said(form.format(letters), "zh") == ("contradictory", None)


@pytest.mark.parametrize(
    "reply", ["B", "Answer: B", "Answer: B, not D", "B. green", "B.green", "The answer is B."]
)
def test_a_single_letter_is_one(reply: str) -> None:
    assert said(reply) == ("answered", "green")


NONE = {
    "en": [
        "Answer: none of the options",
        "Answer: None",
        "The answer is (None of the above choices.)",
        "None of the given options is right.",
        "So that is not among the options.",
        "The answer is (H)",
    ],
    "de": [
        "Antwort: keine der Optionen",
        "Keine der angegebenen Antwortmöglichkeiten passt.",
        "Antwort: keine",
    ],
    "fr": ["Réponse : aucune de ces réponses", "Aucune des propositions n'est correcte."],
    "es": ["Respuesta: ninguna de las opciones", "Ninguna de estas respuestas es correcta."],
    "ko": ["정답: 없음", "보기 중에 정답이 없습니다."],
    "ja": ["答え: なし", "正しい選択肢はありません。", "選択肢の中に正解はありません。"],
    "zh": [
        "【答案】无正确答案",
        "【答案】题目有误",
        "【答案】无",
        "所以，选项都不正确。",
        "所以答案不在选项中。",
        "【答案】题目中没有给出正确的答案选项。",
    ],
}


@pytest.mark.parametrize(("language", "end"), [(code, end) for code, ends in NONE.items() for end in ends])
def test_that_no_option_is_right_commits_to_none(language: str, end: str) -> None:
    assert said(f"{FIRST[language]}\n{end}", language) == ("no_answer", None)


@pytest.mark.parametrize(
    ("language", "reply", "value"),
    [
        ("en", "The answer is B. None of the other options fits.", "green"),
        ("en", "None of the given options is exact, but blue is what is meant.\n\nAnswer: blue", "blue"),
        ("de", "Antwort: B. Keine der anderen Optionen passt.", "grün"),
        ("fr", "Réponse : B. Aucune des autres réponses ne convient.", "vert"),
        ("es", "Respuesta: B. Ninguna de las otras opciones es posible.", "verde"),
        ("zh", "A、C、D选项都不正确，所以是绿色。", "绿色"),
    ],
)
def test_that_the_others_are_wrong_leaves_the_one(language: str, reply: str, value: str) -> None:
    assert said(reply, language) == ("answered", value)


def test_an_option_may_say_that_none_is_right() -> None:
    options = ("red", "green", "None of the above")
    prompt = "What colour is it?\nA. red\nB. green\nC. None of the above"

    for reply in ("C", "Answer: None of these options", "It is blue.\nAnswer: none of the above"):
        assert read(reply, kind="choice", options=options, prompt=prompt).value == "None of the above"


@pytest.mark.parametrize("between", [" ", "  ", "\n", " \n\n"])
def test_space_may_stand_between_a_letter_and_its_option(between: str) -> None:
    options = (" $0.5", "0.7 ", "①③")
    prompt = "How much?\n" + "\n".join(f"{a}.{between}{b}" for a, b in zip("ABC", options, strict=True))

    for letter, option in zip("ABC", options, strict=True):
        for form in ("The answer is ({}).", "So it is.\nAnswer: {}"):
            reply = form.format(letter)
            assert read(reply, kind="choice", options=options, prompt=prompt).value == option
    assert read("Answer: C.①③", kind="choice", options=options, prompt=prompt).value == "①③"


def test_the_end_of_an_abbreviation_is_no_letter_of_an_option() -> None:
    options = ("swimming", "rowing", "chess")
    times = "swimming | 1:00 P.M.\nrowing | 2:00 P.M.\nchess | 3:00 P.M."
    prompt = f"{times}\nWhat is last?\n(A) swimming (B) rowing (C) chess"

    for letter, option in zip("ABC", options, strict=True):
        assert read(f"The answer is {letter}.", kind="choice", options=options, prompt=prompt).value == option
