"""Lists as replies write them: without commas, in a sentence, as a chain, one entry a line."""

import pytest

from jagbench.analysis.reading import read, same_value

PROMPTS = {
    "en": "Sort these numbers in ascending order: 12, 3, 7. Reply with the list only.",
    "ko": "다음 수를 작은 것부터 차례로 쓰세요: 12, 3, 7",
    "de": "Sortiere diese Zahlen aufsteigend: 12; 3; 7",
    "fr": "Range ces nombres dans l'ordre croissant : 12 ; 3 ; 7",
    "es": "Ordena estos números de menor a mayor: 12, 3, 7",
    "zh": "请把下列数字从小到大排列：12、3、7",
    "ja": "次の数を小さい順に並べてください：12、3、7",
}
WORDS = "Sort these words alphabetically: pear, apple, fig."


@pytest.mark.parametrize(
    "reply",
    [
        "3 7 12",
        "**3 7 12**",
        "```\n3 7 12\n```",
        "[3 7 12]",
        "3, 7 and 12",
        "3, 7, and 12.",
        "3 < 7 < 12",
        "$3 < 7 < 12$",
        r"$3 \leq 7 \leq 12$",
        "3 ≤ 7 ≤ 12",
        "3 -> 7 -> 12",
        "3 | 7 | 12",
        "Sorted: 3, 7 & 12",
        "The sorted list is 3 7 12.",
        "So the answer is 3 7 12.",
        "The order is 3 < 7 < 12.",
        "The numbers in ascending order are 3, 7, and 12.",
        "3, 7, and 12 are the numbers in ascending order.",
        "First comes 3, then 7, and finally 12.",
        "The smallest is 3, the largest is 12, so: 3, 7, 12",
        "12, 3, 7 sorted is 3, 7, 12",
        "12, 3, 7 -> 3, 7, 12",
        "Ascending order:\n3\n7\n12",
        "Ascending order:\n\n3 7 12",
        "1. 3\n2. 7\n3. 12",
        "The numbers sorted are:\n\n* 3\n* 7\n* 12\n\nI hope this helps!",
        "3, 7, 12\n\nSo the smallest numbers are 3 and 7.",
        "The sorted list is 3, 7, 12.\n\nI compared the numbers one by one, starting with the smallest.",
        "3, 7, 12\n\nNote that 12 comes last, as it is the largest.",
        "3 (smallest), 7, 12 (largest)",
        "The smallest is 3.\nThen 7, then 12.\n\nAnswer: 3, 7, 12",
    ],
)
def test_a_list_of_numbers_is_read(reply: str) -> None:
    reading = read(reply, kind="list", prompt=PROMPTS["en"], language="en")
    assert same_value(reading.value or "", "3, 7, 12", "list"), reading


@pytest.mark.parametrize(
    ("language", "reply"),
    [
        ("ko", "3 7 12"),
        ("ko", "3 < 7 < 12"),
        ("ko", "3 → 7 → 12"),
        ("ko", "3, 7, 그리고 12입니다."),
        ("ko", "작은 것부터 쓰면 3, 7, 12입니다."),
        ("de", "3 7 12"),
        ("de", "3; 7 und 12"),
        ("de", "Die sortierte Liste lautet: 3, 7 und 12."),
        ("fr", "3 7 12"),
        ("fr", "Les nombres sont 3, 7 et 12."),
        ("es", "3 7 12"),
        ("es", "Los números ordenados son 3, 7 y 12."),
        ("zh", "3 7 12"),
        ("zh", "3、7和12"),
        ("zh", "从小到大排列为：3、7、12。"),
        ("ja", "3 7 12"),
        ("ja", "3、7、12です。"),
        ("ja", "小さい順に並べると3、7、12です。"),
    ],
)
def test_a_list_is_read_in_every_language(language: str, reply: str) -> None:
    reading = read(reply, kind="list", prompt=PROMPTS[language], language=language)
    assert same_value(reading.value or "", "3, 7, 12", "list"), reading


@pytest.mark.parametrize(
    "reply",
    [
        "apple fig pear",
        "apple, fig, and pear",
        "apple - fig - pear",
        "apple < fig < pear",
        "Sorted words: apple fig pear",
        "So the answer is apple fig pear.",
        "The words in alphabetical order are apple, fig, and pear.",
        "apple\nfig\npear",
    ],
)
def test_a_list_of_words_is_read(reply: str) -> None:
    reading = read(reply, kind="list", prompt=WORDS, language="en")
    assert same_value(reading.value or "", "apple, fig, pear", "list"), reading


def test_words_in_a_prompt_without_commas_are_its_entries() -> None:
    prompt = "Sort the following words alphabetically: List: pear apple salt&vinegar fig"
    reading = read("apple fig pear salt&vinegar", kind="list", prompt=prompt, language="en")
    assert reading.value == "apple, fig, pear, salt&vinegar"


def test_an_entry_with_and_in_it_is_one_where_the_prompt_says_so() -> None:
    prompt = "Sort: tea, salt and pepper, bread"
    reading = read("bread, salt and pepper, and tea", kind="list", prompt=prompt, language="en")
    assert reading.value == "bread, salt and pepper, tea"


def test_letters_in_a_sentence_lose_the_and() -> None:
    prompt = "Spell the word below, letter by letter.\nWord: uda"
    assert read("The letters are u, d, and a.", kind="list", prompt=prompt, language="en").value == "u, d, a"
    assert read("u, d and a", kind="list", prompt=prompt, language="en").value == "u, d, a"


@pytest.mark.parametrize(
    ("language", "prompt", "replies"),
    [
        ("en", "Spell: asa", ('The letters of "asa" are a, s.', '"asa" is spelled a, s.')),
        ("de", "Buchstabiere: asa", ("Die Buchstaben von „asa“ sind a, s.", "„asa“ buchstabiert man a, s.")),
        ("fr", "Épelle : asa", ("Les lettres de « asa » sont a, s.", "« asa » s'épelle a, s.")),
        ("es", "Deletrea: asa", ("Las letras de «asa» son a, s.", "«asa» se deletrea a, s.")),
    ],
)
def test_two_letters_are_a_list_behind_the_word_that_they_spell(
    language: str, prompt: str, replies: tuple[str, ...]
) -> None:
    values = [read(reply, kind="list", prompt=prompt, language=language).value for reply in replies]
    assert values == ["a, s"] * len(replies)


@pytest.mark.parametrize(
    ("language", "prompt", "reply", "value"),
    [
        (
            "en",
            "Sort: since, apple, water",
            "The order is apple, since, water, because I sorted.",
            "apple, since, water",
        ),
        ("de", "Sortiere: da, Apfel, Wald", "Die Liste lautet Apfel, da, Wald.", "Apfel, da, Wald"),
        ("fr", "Range : car, arbre, ville", "Les mots sont arbre, car, ville.", "arbre, car, ville"),
        (
            "es",
            "Ordena: volver, porque, nuevo",
            "Las palabras son nuevo, porque, volver, porque las comparé.",
            "nuevo, porque, volver",
        ),
    ],
)
def test_an_entry_that_opens_a_reason_elsewhere_is_one(
    language: str, prompt: str, reply: str, value: str
) -> None:
    assert read(reply, kind="list", prompt=prompt, language=language).value == value


@pytest.mark.parametrize(("reply", "value"), [("3, 8, 12", "3, 8, 12"), ("3 7 8 12", "3, 7, 8, 12")])
def test_an_entry_that_the_prompt_does_not_hold_stays(reply: str, value: str) -> None:
    assert read(reply, kind="list", prompt=PROMPTS["en"], language="en").value == value


@pytest.mark.parametrize(
    "reply",
    [
        "Sort these numbers in ascending order",
        "3 is less than 7",
        "Reply with the list only",
        "3 comes first, followed by 7 and then 12.",
        "The smallest are 3 and 7.",
    ],
)
def test_a_sentence_that_gives_no_list_is_none(reply: str) -> None:
    prompt = "Sort these numbers in ascending order: 12, 3, 7, 20. Reply with the list only."
    assert read(reply, kind="list", prompt=prompt, language="en").value is None


def test_the_span_is_where_the_entries_stand() -> None:
    reply = "Of 3 and 12 the first is smaller. The order is 3 < 7 < 12."
    reading = read(reply, kind="list", prompt=PROMPTS["en"], language="en")
    assert reading.span is not None
    assert reply[slice(*reading.span)] == "3 < 7 < 12"


def test_brackets_within_an_order_group_it() -> None:
    prompt = "Sort the following words alphabetically: List: oven costume counterpart"
    replies = (
        'Now ["costume" ? "counterpart"] < "oven". Hence, we have ["counterpart" < "costume"] < "oven".',
        'The first letter: "oven": "o" (15). We now have: (3) "counterpart" < (3) "costume" < (15) "oven".',
    )

    assert [read(reply, kind="list", prompt=prompt).value for reply in replies] == [
        "counterpart, costume, oven"
    ] * 2


@pytest.mark.parametrize("said", ["apple fig pears plum", "apple fig plum", "apple fig kiwi pear plum"])
def test_an_announced_list_without_commas_may_lack_or_change_an_entry(said: str) -> None:
    reply = f'We have "apple" < "fig" < "pear" < "plum".\nI have sorted all the words. The answer is {said}.'
    reading = read(reply, kind="list", prompt="Sort the words: pear apple plum fig")

    assert reading.value == ", ".join(said.split())
