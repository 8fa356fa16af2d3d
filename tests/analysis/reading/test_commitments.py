"""What a reply says of its own value: that it stands in for one, that it broke off, that it is none."""

import pytest

from jagbench.analysis.reading import page, read
from jagbench.probes import AnswerKind


def named(language: str, prompt: str, options: tuple[str, ...], reply: str) -> list[str | None]:
    """What a reply is read as that names each option in its gap."""
    return [
        read(reply.format(option), kind="choice", options=options, prompt=prompt, language=language).value
        for option in options
    ]


@pytest.mark.parametrize(
    ("kind", "reply", "outcome", "value"),
    [
        ("integer", "\\boxed{4711}\n\n(This is a placeholder, not the actual product.)", "no_answer", None),
        ("integer", "\\boxed{4711}\n\nThe number is odd.", "answered", "4711"),
        ("integer", "\\boxed{4711}", "answered", "4711"),
        ("integer", "Das ist ein Platzhalter: \\boxed{4711}", "answered", "4711"),
        ("decimal", "412 * 2.5 + 3.4 = 1033.4\n\nSo the answer is: 103", "truncated", None),
        ("decimal", "412 * 2.5 + 3.4 = 1033.4\n\nSo the answer is: 103.", "answered", "103"),
        ("integer", "Of 1000 we take a tenth, so the answer is 100", "answered", "100"),
        ("integer", "Twelve over five is 2.4, so the answer is 2", "answered", "2"),
        ("decimal", "It takes two and a half minutes.", "answered", "2.5"),
        ("text", "<answer>brother/sister</answer>", "contradictory", None),
        ("text", "<answer>Not determinable</answer>", "no_answer", None),
        ("text", "- Answer: warts", "answered", "warts"),
        ("text", "<answer>Answer: *warts*</answer>", "answered", "warts"),
        ("text", "The answer is __warts__.", "answered", "warts"),
        ("list", "* 9\n* 7 (the middle one)\n* 5 (the smallest)", "answered", "9, 7, 5"),
        ("list", "['9', '7", "truncated", None),
        ("list", "* 9\n* 7\n* 5 (the smal", "truncated", None),
        ("list", "The sorted list is $\\boxed{5, 7, 9}$.", "answered", "5, 7, 9"),
        ("list", "{5, 7, 9}", "answered", "5, 7, 9"),
        ("list", "**Answer: __5, 7, 9__.**", "answered", "5, 7, 9"),
        ("list", "We sort the numbers from the smallest to the largest, one by one.", "no_answer", None),
        ("integer", "The answer is *-3187*.", "answered", "-3187"),
        ("integer", "The sum is about 2.5e9.", "answered", "2500000000"),
        ("integer", "As an AI, I don't have the means to count.", "refused", None),
        ("integer", "The\u00a0final\u00a0answer\u00a0is:\u00a046", "answered", "46"),
    ],
)
def test_what_a_reply_says_of_its_value_decides(
    kind: AnswerKind, reply: str, outcome: str, value: str | None
) -> None:
    reading = read(reply, kind=kind, language="en")
    assert (reading.outcome, reading.value) == (outcome, value), reading


def test_the_branches_of_code_that_is_not_run_answer_nothing() -> None:
    reply = (
        "```python\nif a != b:\n    <answer>no</answer>\nelse:\n    check(a, b)\n<answer>yes</answer>\n```"
    )
    reading = read(reply, kind="choice", options=("yes", "no"), prompt="Are they equal?")
    assert (reading.outcome, reading.rule) == ("contradictory", "two_answers")


def test_a_number_that_stops_short_is_believed_where_the_model_stopped_by_itself() -> None:
    reply = "412 * 2.5 + 3.4 = 1033.4\n\nSo the answer is: 103"
    assert read(reply, kind="decimal", finish_reason="stop").value == "103"


@pytest.mark.parametrize("mark", ["\\boxed{46}", "<answer>46</answer>", "Hence </think> <answer>46</answer>"])
@pytest.mark.parametrize("before", [100, 5_000, 50_000])
def test_the_last_box_or_tag_counts_wherever_it_stands(mark: str, before: int) -> None:
    reply = "We add. " * (before // 8) + mark + " It is odd." * 5_000
    assert read(reply, kind="integer", finish_reason="length").value == "46"


def test_a_long_reply_without_spaces_is_read_to_its_end() -> None:
    reading = read("我们把两个数相加，" * 3_000 + "答案是46。", kind="integer", language="zh")
    assert reading.value == "46"


def test_only_the_first_and_last_of_very_many_lines_are_read() -> None:
    lines = "\n".join(["7"] * (page.FIRST + page.LAST + 100))
    assert read(f"{lines}\nThe answer is 46.", kind="integer").value == "46"


@pytest.mark.parametrize("shape", ["<" * 20_000, "<think>7</think> " * 12_000, "a < b. " * 20_000])
def test_a_conclusion_behind_very_many_brackets_is_read(shape: str) -> None:
    assert read(shape + "\n\nThe answer is 46.", kind="integer").value == "46"


def test_a_thought_behind_very_many_brackets_is_not_read() -> None:
    reply = "a < b. " * 20_000 + "<think>It may be 12.</think>\nThe answer is 46.\n<think>13?</think>"
    assert read(reply, kind="integer").value == "46"
    assert read("<think>" + "a < b. " * 20_000 + "So it is 12.", kind="integer").outcome == "truncated"


@pytest.mark.parametrize(
    "closing", ["I hope this helps!", "Let me know if you have any questions.", "Thank you!"]
)
@pytest.mark.parametrize("opening", ["", "Sure!", "Great question!"])
@pytest.mark.parametrize("answer", ["<answer>warts</answer>", 'The reversed word is "warts".', "**warts**"])
def test_lines_of_courtesy_answer_nothing(opening: str, answer: str, closing: str) -> None:
    reading = read(f"{opening}\n\n{answer}\n\n{closing}", kind="text", language="en")
    assert reading.value == "warts", reading


def test_a_courtesy_alone_is_read_as_it_stands() -> None:
    assert read("Sure!", kind="text", language="en").value == "Sure"


def test_a_rounded_final_statement_is_no_number_cut_short() -> None:
    reply = "Multiplied: 5172.8436\n\nThe result is approximately 5172.84"
    assert read(reply, kind="decimal").value == "5172.84"


def test_spaces_that_do_not_break_part_words_and_items_as_others_do() -> None:
    assert read("*\u00a09\n*\u00a07\n*\u00a05", kind="list").value == "9, 7, 5"


@pytest.mark.parametrize(
    ("reply", "options", "value"),
    [
        ("> \\(15.66\\) is the answer", ("15.66", "15.8"), "15.66"),
        ("**__yes__ is the answer**", ("yes", "no"), "yes"),
    ],
)
def test_an_option_in_marks_is_named_as_the_answer(reply: str, options: tuple[str, str], value: str) -> None:
    assert read(reply, kind="choice", options=options, language="en").value == value


@pytest.mark.parametrize(
    ("prompt", "reply", "value"),
    [
        ("Are Ab and aB the same? A and a are different.", "Yes, they are the same.", "yes"),
        ("A and a are different. Are Ab and aB the same?", "They are not the same.", "no"),
        ("Is 30 an even number? An odd one is not in the table of two.", "30 is even.", "yes"),
        ("Say whether 30 is even.", "30 is even.", "yes"),
        ("Is 9.11 larger than 9.9? A smaller one comes first.", "9.11 is smaller than 9.9.", "no"),
    ],
)
def test_a_property_is_asked_for_with_a_question_mark(prompt: str, reply: str, value: str) -> None:
    reading = read(reply, kind="choice", options=("yes", "no"), prompt=prompt, language="en")
    assert reading.value == value, reading


@pytest.mark.parametrize(
    ("language", "asked", "facts", "last", "words"),
    [
        (
            "en",
            "Which of these words comes last in a dictionary?",
            "The words are",
            "Last comes {}.",
            ("apple", "reconsideration", "therefore"),
        ),
        (
            "de",
            "Welches dieser Wörter steht im Wörterbuch zuletzt?",
            "Die Wörter sind",
            "Zuletzt kommt {}.",
            ("Apfel", "Moment", "Korrektur"),
        ),
        (
            "fr",
            "Lequel de ces mots vient en dernier dans le dictionnaire ?",
            "Les mots sont",
            "Le dernier est {}.",
            ("arbre", "plutôt", "donc"),
        ),
        (
            "es",
            "¿Cuál de estas palabras va al final en el diccionario?",
            "Las palabras son",
            "La última es {}.",
            ("agua", "espera", "luego"),
        ),
        (
            "ko",
            "다음 단어들 가운데 국어사전에서 가장 나중에 나오는 단어는 무엇입니까?",
            "단어는",
            "가장 나중에 나오는 단어는 {}입니다.",
            ("가게", "다시마", "즉석카메라"),
        ),
    ],
)
def test_an_option_that_is_or_begins_like_a_turn_turns_nothing(
    language: str, asked: str, facts: str, last: str, words: tuple[str, ...]
) -> None:
    orders = [words, words[::-1]]
    for order in orders:
        prompt = f"{asked}\n{', '.join(order)}"
        for word in words:
            reply = f"{facts} {', '.join(order)}{'입니다' if language == 'ko' else ''}. {last.format(word)}"
            reading = read(reply, kind="choice", options=order, prompt=prompt, language=language)
            assert reading.value == word, (reply, reading)


@pytest.mark.parametrize(
    ("language", "prompt", "reply", "value"),
    [
        ("ja", "逆から書いてください：すでね", "「すでね」を逆から書くと「ねです」です。", "ねです"),
        (
            "ja",
            "文字のすぐ後にある文字はどれですか。\n言葉：ぐぶぜです\n文字：ぶ",
            "言葉は「ぐぶぜです」です。文字は「ぶ」です。「ぶ」のすぐ後にある文字は「ぶ」です。",
            "ぶ",
        ),
        ("ko", "거꾸로 쓰세요: 다니입무", '"다니입무"를 거꾸로 쓰면 "무입니다"입니다.', "무입니다"),
        ("de", "Schreibe rückwärts: girbü x", "Rückwärts lautet „girbü x“ so: „x übrig“.", "x übrig"),
    ],
)
def test_a_string_in_quotes_is_whole_whatever_it_ends_in(
    language: str, prompt: str, reply: str, value: str
) -> None:
    assert read(reply, kind="text", prompt=prompt, language=language).value == value


@pytest.mark.parametrize(
    ("language", "options", "prompt", "reply"),
    [
        (
            "ja",
            ("真", "偽", "不明"),
            "主張は真ですか、偽ですか、不明ですか。\n事実：真由さんか愛子さんが家にいます。\n主張：真由さんは家にいません。",
            "結果は次のとおりです。文によれば、主張「真由さんは家にいません。」は{}です。",
        ),
        (
            "ko",
            ("참", "거짓", "알 수 없음"),
            "주장은 참입니까, 거짓입니까, 알 수 없습니까?\n"
            "문장: 참이나 유리는 집에 있습니다.\n주장: 참이는 집에 없습니다.",
            '결과는 다음과 같습니다. 문장들에 따르면 "참이는 집에 없습니다."는 {}입니다.',
        ),
        (
            "zh",
            ("真", "假", "不确定"),
            "这个说法是真、是假，还是不确定？\n事实：小真或小文在家。\n说法：小真不在家。",
            "结果如下：根据这些句子，“小真不在家。”是{}的。",
        ),
    ],
)
def test_an_announced_sentence_does_not_end_within_its_quotation(
    language: str, options: tuple[str, ...], prompt: str, reply: str
) -> None:
    assert named(language, prompt, options, reply)[:2] == list(options[:2])


@pytest.mark.parametrize(
    ("language", "prompt", "options", "reply"),
    [
        (
            "en",
            "Which of these words comes first?\ndog, letter, cat",
            ("dog", "letter", "cat"),
            "First comes {}, because I went letter by letter.",
        ),
        (
            "de",
            "Welches Wort steht zuerst?\nHund, Buchstabe, Katze",
            ("Hund", "Buchstabe", "Katze"),
            "Zuerst kommt {}, weil ich Buchstabe für Buchstabe verglichen habe.",
        ),
        (
            "fr",
            "Quel mot vient en premier ?\njeu, ils, duo",
            ("jeu", "ils", "duo"),
            "Le premier est {}, car ils ont été comparés.",
        ),
        (
            "es",
            "¿Qué palabra va primero?\nperro, letra, gato",
            ("perro", "letra", "gato"),
            "La primera es {}, porque comparé letra por letra.",
        ),
        (
            "zh",
            "哪个词排在最前面？\n小狗、字母、小猫",
            ("小狗", "字母", "小猫"),
            "排在最前面的是{}，因为是逐个字母比较的。",
        ),
    ],
)
def test_a_reason_names_none_of_many(
    language: str, prompt: str, options: tuple[str, ...], reply: str
) -> None:
    assert named(language, prompt, options, reply) == list(options)


@pytest.mark.parametrize(
    ("language", "prompt", "reply", "value"),
    [
        ("ko", "글자를 하나씩 쓰세요.\n단어: 소비자", "**자, 비, 소**", "자, 비, 소"),
        ("ko", "작은 것부터 쓰세요: 7, 3", "자, 3, 7입니다.", "3, 7"),
        ("zh", "按顺序列出单个的字。\n真是", "**真, 是**", "真, 是"),
    ],
)
def test_an_entry_that_is_a_courtesy_elsewhere_is_one(
    language: str, prompt: str, reply: str, value: str
) -> None:
    assert read(f"{reply}\n", kind="list", prompt=prompt, language=language).value == value


@pytest.mark.parametrize(
    ("language", "prompt", "options", "reply"),
    [
        (
            "zh",
            "小辉有书。小雪有帽子。小辉和小雪互换了东西。谁有帽子？",
            ("小辉", "小雪", "小亮"),
            "小辉有书。小雪有帽子。小辉和小雪互换了东西。最后有帽子的是{}。",
        ),
        (
            "ja",
            "春子は花。夏子は帽子。春子と夏子を取り替えます。帽子はどれですか。",
            ("春子", "夏子", "冬子"),
            "春子は花。夏子は帽子。春子と夏子を取り替えます。帽子は{}です。",
        ),
    ],
)
def test_a_short_fact_of_the_prompt_opens_no_reply(
    language: str, prompt: str, options: tuple[str, ...], reply: str
) -> None:
    assert named(language, prompt, options, reply) == list(options)
