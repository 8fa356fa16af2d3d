"""A statement answers only if it is about whom the question asks."""

import pytest

from jagbench.analysis.reading import read

LIARS = {
    "en": (
        "Bob says that Alice lies. Alice says that Carl tells the truth. Carl lies. "
        "Does Alice tell the truth?",
        "yes",
        "no",
    ),
    "de": ("Ben lügt. Anna sagt, dass Ben die Wahrheit sagt. Sagt Anna die Wahrheit?", "ja", "nein"),
    "es": ("¿Dice Marcos la verdad?\nRaquel miente. Marcos dice que Raquel miente.", "sí", "no"),
    "fr": ("Est-ce que Gabriel dit la vérité ?\nNathalie ment. Gabriel dit que Nathalie ment.", "oui", "non"),
    "ja": (
        "陽介さんは本当のことを言う人ですか。\n"
        "友美さんはうそをつきます。陽介さんは「友美さんはうそをつく」と言っています。",
        "はい",
        "いいえ",
    ),
    "ko": (
        "인호는 참말만 하는 사람입니까?\n유리는 거짓말만 합니다. 인호는 유리가 거짓말만 한다고 말합니다.",
        "예",
        "아니요",
    ),
    "zh": ("小文说真话吗？\n小琴说假话。小文说小琴说假话。", "是", "否"),
}
SAID = [
    ("en", "Bob is lying, so Alice tells the truth.", True),
    ("en", "Alice tells the truth, while Bob lies.", True),
    ("en", "Carl lies. Alice says he tells the truth, so Alice lies.", False),
    ("en", "Alice lies and Bob tells the truth.", False),
    ("en", "Since Bob lies, Alice tells the truth.", True),
    ("en", "The liar is Alice.", False),
    ("de", "Ben lügt, also lügt Anna auch.", False),
    ("de", "Da Ben lügt, sagt Anna nicht die Wahrheit.", False),
    ("de", "Anna sagt die Wahrheit, Ben lügt.", True),
    ("es", "Raquel miente, así que Marcos dice la verdad.", True),
    ("es", "Marcos es un mentiroso, Raquel no.", False),
    ("fr", "Gabriel ment, Nathalie dit la vérité.", False),
    ("fr", "Gabriel dit la vérité puisque Nathalie ment.", True),
    ("ja", "友美さんはうそをつくので、陽介さんは本当のことを言います。", True),
    ("ja", "陽介さんはうそつきで、友美さんは正直です。", False),
    ("ko", "유리는 거짓말만 하므로 인호는 참말만 합니다.", True),
    ("ko", "인호는 거짓말만 하고 유리는 참말만 합니다.", False),
    ("zh", "小琴说假话，所以小文说的是真话。", True),
    ("zh", "小文说谎，小琴说真话。", False),
]
OTHERS = [
    ("en", "Carl lies."),
    ("en", "The only liar is Carl."),
    ("en", "Bob tells the truth, so Alice does not."),
    ("de", "Ben lügt."),
    ("es", "Raquel miente."),
    ("fr", "Nathalie ment."),
    ("ja", "友美さんはうそつきです。"),
    ("ko", "유리는 거짓말을 합니다."),
    ("zh", "小琴在说谎。"),
]


@pytest.mark.parametrize(("language", "reply", "truthful"), SAID)
def test_a_property_is_said_of_whoever_is_named_before_it(language: str, reply: str, truthful: bool) -> None:
    prompt, yes, no = LIARS[language]

    reading = read(reply, kind="choice", options=(yes, no), prompt=prompt, language=language)

    assert reading.value == (yes if truthful else no)


@pytest.mark.parametrize(("language", "reply"), OTHERS)
def test_what_is_said_of_somebody_else_is_no_answer(language: str, reply: str) -> None:
    prompt, yes, no = LIARS[language]

    reading = read(reply, kind="choice", options=(yes, no), prompt=prompt, language=language)

    assert reading.outcome == "no_answer"


def test_words_of_the_question_are_said_of_somebody_too() -> None:
    prompt = "Is Alice at home? Bob is at home. If Bob is at home, Alice is not at home."

    readings = [
        read(reply, kind="choice", options=("yes", "no"), prompt=prompt, language="en")
        for reply in ("Bob is at home, so Alice is not at home.", "Alice is at home.", "Bob is at home.")
    ]

    assert [reading.value for reading in readings] == ["no", "yes", None]


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("(1) Take 9 steps: (0, 9).\nSince (0, 9) is not (0, 0), we are not where we started.", "no"),
        ("(1) Turn left.\nSince (0, 0) is (0, 0), we are indeed where we started.", "yes"),
        ("You do not return to the starting point.", "no"),
    ],
)
def test_a_reason_and_a_condition_that_come_first_are_set_aside(reply: str, answer: str) -> None:
    prompt = "If you follow these instructions, do you return to the starting point? Take 9 steps. Turn left."

    assert read(reply, kind="choice", options=("yes", "no"), prompt=prompt, language="en").value == answer


@pytest.mark.parametrize(
    ("language", "asked", "facts", "said", "yes", "no"),
    [
        (
            "en",
            "Find out whether Ann is one of those who never lie.",
            ("Ann says that Bob lies. Bob lies.", "Ann says that Bob lies. Bob tells the truth."),
            ("Ann tells the truth.", "Ann lies."),
            "yes",
            "no",
        ),
        (
            "de",
            "Finde heraus, ob Anna zu denen gehört, die nie lügen.",
            ("Anna sagt, dass Ben lügt. Ben lügt.", "Anna sagt, dass Ben lügt. Ben sagt die Wahrheit."),
            ("Anna sagt die Wahrheit.", "Anna lügt."),
            "ja",
            "nein",
        ),
        (
            "fr",
            "Trouve si Anne fait partie de ceux qui ne mentent jamais.",
            ("Anne dit que Paul ment. Paul ment.", "Anne dit que Paul ment. Paul dit la vérité."),
            ("Anne dit la vérité.", "Anne ment."),
            "oui",
            "non",
        ),
        (
            "es",
            "Averigua si Ana es de las que no mienten nunca.",
            ("Ana dice que Luis miente. Luis miente.", "Ana dice que Luis miente. Luis dice la verdad."),
            ("Ana dice la verdad.", "Ana miente."),
            "sí",
            "no",
        ),
        (
            "ko",
            "인호가 거짓말을 하지 않는 사람인지 알아내세요.",
            (
                "인호는 유리가 거짓말만 한다고 말합니다. 유리는 거짓말만 합니다.",
                "인호는 유리가 거짓말만 한다고 말합니다. 유리는 참말만 합니다.",
            ),
            ("인호는 참말만 합니다.", "인호는 거짓말만 합니다."),
            "예",
            "아니요",
        ),
        (
            "ja",
            "陽介さんがうそをつかない人かどうかを調べてください。",
            (
                "陽介さんは「友美さんはうそをつく」と言っています。友美さんはうそをつきます。",
                "陽介さんは「友美さんはうそをつく」と言っています。友美さんは本当のことを言います。",
            ),
            ("陽介さんは本当のことを言います。", "陽介さんはうそをつきます。"),
            "はい",
            "いいえ",
        ),
        (
            "zh",
            "判断小文是不是从不说假话的人。",
            ("小文说小琴说假话。小琴说假话。", "小文说小琴说假话。小琴说真话。"),
            ("小文说真话。", "小文说假话。"),
            "是",
            "否",
        ),
    ],
)
def test_who_never_lies_is_asked_for_whatever_the_last_fact_says(
    language: str, asked: str, facts: tuple[str, ...], said: tuple[str, ...], yes: str, no: str
) -> None:
    values = [
        read(reply, kind="choice", options=(yes, no), prompt=f"{asked}\n{told}", language=language).value
        for told in facts
        for reply in said
    ]

    assert values == [yes, no, yes, no]
