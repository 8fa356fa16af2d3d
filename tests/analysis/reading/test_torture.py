"""The replies on which published extractors fail, each with what it commits to.

The first block rebuilds the 24-case set of the peer study from its description; the second holds the
reading faults found in single peers; the third is the same idea on more kinds of reply.
"""

import pytest

from jagbench.analysis.frame.verdicts import judge
from jagbench.analysis.reading import read
from jagbench.probes import Answer, AnswerKind

PAIR = ("9.9", "9.11")
LARGER = "Which number is larger, 9.9 or 9.11?"

PASS = [
    ("integer", (), "56088", "56088", "bare"),
    ("integer", (), "1234567", "1,234,567", "comma groups"),
    ("integer", (), "1234567", "The answer is 1 234 567.", "space groups"),
    ("integer", (), "1234567", "1.234567e6", "scientific"),
    ("integer", (), "1234567", "1.234567 × 10^6", "power of ten"),
    ("integer", (), "42", r"\[\boxed{42}\]", "boxed"),
    ("integer", (), "42", "**42**", "bold"),
    ("integer", (), "18", r"**Answer: \$18**", "escaped dollar"),
    ("integer", (), "-5", "\u22125", "unicode minus"),
    ("integer", (), "3", "There are three r's in strawberry.", "number word"),
    ("choice", PAIR, "9.9", "9.9 is larger than 9.11", "both options restated"),
    ("integer", (), "12", "<think>5 + 7, maybe 13? no.</think>\nThe answer is 12.", "after a closed thought"),
    ("integer", (), "42", "42!", "exclamation mark"),
]

FAIL = [
    ("integer", (), "1234567", "1234568", "off by one in the seventh digit", "wrong"),
    ("integer", (), "1000", "1005", "within one percent", "wrong"),
    ("integer", (), "2635264635264635264", "2635264635264635269", "beyond 2^53", "wrong"),
    ("integer", (), "5", "-5", "sign", "wrong"),
    ("integer", (), "12", "1.2", "decimal point", "wrong"),
    ("choice", ("9.9", "9.11"), "9.9", "9.99", "prefix", "wrong"),
    ("integer", (), "3", "33", "starts with", "wrong"),
    ("integer", (), "5", "25", "ends with", "wrong"),
    ("integer", (), "15", "150", "trailing zero", "wrong"),
    ("integer", (), "7", "<think>3 + 4 = 7, but let me check", "open thought", "truncated"),
    ("integer", (), "3", "Somewhere between 2 and 3.", "range", "no_answer"),
]


@pytest.mark.parametrize(("kind", "options", "gold", "reply", "why"), PASS, ids=[case[-1] for case in PASS])
def test_a_right_reply_is_read_as_its_answer(
    kind: AnswerKind, options: tuple[str, ...], gold: str, reply: str, why: str
) -> None:
    reading = read(reply, kind=kind, options=options, prompt=LARGER if options else None)
    assert (reading.outcome, judge(reading, Answer(kind=kind, value=gold, options=options))) == (
        "answered",
        "correct",
    )


@pytest.mark.parametrize(
    ("kind", "options", "gold", "reply", "why", "verdict"), FAIL, ids=[case[-2] for case in FAIL]
)
def test_a_reply_that_is_not_right_is_never_read_as_right(
    kind: AnswerKind, options: tuple[str, ...], gold: str, reply: str, why: str, verdict: str
) -> None:
    reading = read(reply, kind=kind, options=options, prompt=LARGER if options else None)
    assert judge(reading, Answer(kind=kind, value=gold, options=options)) == verdict


NUMBERS = [
    ("The sum is 41. We have 12 + 27 = 39, plus 2 makes it. The sum is 41.", "41"),
    ("20 + 19 = 39\n39 + 2 = 41\nThe sum is 41.", "41"),
    ("First 15 + 24 = 39. Adding 2 gives the total.\n\nThe sum is 41.", "41"),
    ("12 + 34 = 46", "46"),
    ("The answer is 12.", "12"),
    ("The answer is 12. The number 12 is twice 6, and 6 is three times 2.", "12"),
    ("There are 3 r's in the word 'strawberry'.", "3"),
    ("There are 3 r's in the word 'strawberry'. They stand at positions 3, 8 and 9.", "3"),
    ("The word strawberry has 3 r's, at positions 3, 8 and 9 of its 10 letters.", "3"),
    ("The letter r appears twice in the word.", "2"),
    ("The letter 'z' does not appear in the word.", "0"),
    ("There are no z's in 'strawberry'.", "0"),
    ("s-t-r-a-w-b-e-r-r-y: r (1), r (2), r (3). So there are 3 r's.", "3"),
    ("\\boxed{5}\n\nWait, I made a mistake: 5 + 2 is 7.\n\n\\boxed{7}", "7"),
    ("The answer is 5. Wait, no, the answer is 7.", "7"),
    ("The answer is 5. Actually, it should be 7.", "7"),
    ("It is 5. No, wait. I counted wrong. It is 7.", "7"),
    ("<answer>2</answer> is incorrect. Recounting gives 3.\n<answer>3</answer>", "3"),
    ("answer>17</answer>", "17"),
    ("<answer>17", "17"),
    ("17</answer>", "17"),
    ("I first thought of 18 as the sum.</think>17", "17"),
    ("#### 72", "72"),
    ("5 + 7 = 12\n#### 12", "12"),
    ("$5", "5"),
    ("5 apples", "5"),
    ("3 clips", "3"),
    ("50%", "50"),
    ("7,006,652.", "7006652"),
    ("7.006.652", "7006652"),
    ("7_006_652", "7006652"),
    ("7\u202f006\u202f652", "7006652"),
    ("7{,}006{,}652", "7006652"),
    ("$7\\,006\\,652$", "7006652"),
    ("１２３", "123"),
    ("\\-12", "-12"),
    ("\u201312", "-12"),
    ("negative twelve", "-12"),
    ("minus 12", "-12"),
    ("(-12)", "-12"),
    ("-$5", "-5"),
    ("4 - 16 = -12", "-12"),
    ("`46`", "46"),
    ("```\n46\n```", "46"),
    ("$$46$$", "46"),
    ("\\(46\\)", "46"),
    ("\\text{46}", "46"),
    ("# Final Answer\n\n46", "46"),
    ("**Final Answer**: 46", "46"),
    ("Final Answer: The final answer is $46$. I hope it is correct.", "46"),
    ("twenty-one", "21"),
    ("one hundred and five", "105"),
    ("two thousand three hundred", "2300"),
    ("46\n\nQuestion: What is 13 + 35?\nAnswer: 48", "46"),
    ("46\nQ: What is 13 + 35?\nA: 48", "46"),
    ("46<|im_end|>\n<|im_start|>user\nand 3 + 4?\n7", "46"),
    ("I can't believe it, but the answer is 46.", "46"),
    ("That's an easy one! There are 20 of them.", "20"),
    ("0", "0"),
    ("zero", "0"),
    ("\\frac{1}{2}", "0.5"),
    ("1/2", "0.5"),
    ("0.5", "0.5"),
    (".5", "0.5"),
    ("0.50", "0.5"),
    ("9.9 - 9.11 = 0.79", "0.79"),
    ("The difference between 9.9 and 9.11 is 0.79.", "0.79"),
    ("2.23076818461×10¹⁹", "22307681846100000000"),
    ("30330.5 million", "30330500000"),
    ("세 번", "3"),
    ("세 개", "3"),
    ("셋", "3"),
    ("삼", "3"),
    ("이십삼", "23"),
    ("스물세 개", "23"),
    ("23개입니다.", "23"),
    ("정답은 23입니다.", "23"),
    ("정답: 23", "23"),
    ("답은 23개입니다.", "23"),
    ("strawberry에는 r이 3개 있습니다.", "3"),
    ("'ㄹ'은 세 번 나옵니다.", "3"),
    ("12 + 34는 46입니다.", "46"),
    ("12 + 34 = 46 입니다.", "46"),
    ("따라서 정답은 46입니다.", "46"),
    ("三", "3"),
    ("二十三", "23"),
]


@pytest.mark.parametrize(("reply", "value"), NUMBERS)
def test_a_number_is_read_however_it_is_written(reply: str, value: str) -> None:
    reading = read(reply, kind="decimal")
    assert reading.outcome == "answered", reading
    assert judge(reading, Answer(kind="decimal", value=value)) == "correct", reading


NOT_ANSWERED = [
    ("", "no_answer"),
    ("   \n", "no_answer"),
    ("I don't know.", "no_answer"),
    ("It cannot be determined from the information given.", "no_answer"),
    ("2 or 3", "no_answer"),
    ("either 2 or 3", "no_answer"),
    ("The answer is 2 or 3.", "no_answer"),
    ("알 수 없습니다.", "no_answer"),
    ("I'm sorry, but I can't help with that.", "refused"),
    ("I cannot answer this question.", "refused"),
    ("죄송하지만 답변할 수 없습니다.", "refused"),
    ("<think>", "truncated"),
    ("<think>The sum is 46, I think. Let me", "truncated"),
    ("The answer is 5. The answer is 7.", "contradictory"),
    (r"\boxed{5} \boxed{7}", "contradictory"),
    ("Answer: 5\nAnswer: 7", "contradictory"),
    ("12 + 34", "no_answer"),
]


@pytest.mark.parametrize(("reply", "outcome"), NOT_ANSWERED)
def test_a_reply_that_commits_to_no_number_is_told_apart_by_why(reply: str, outcome: str) -> None:
    assert read(reply, kind="integer").outcome == outcome


def test_a_reply_cut_at_the_limit_counts_only_when_it_had_committed() -> None:
    assert (
        read("So we add 12 and 34, which gives", kind="integer", finish_reason="length").outcome
        == "truncated"
    )
    assert read("The answer is: 17", kind="integer", finish_reason="length").outcome == "truncated"
    assert (
        read("The answer is 46. To see why, add 6 and", kind="integer", finish_reason="length").value == "46"
    )
    assert read("", kind="integer", finish_reason="length").outcome == "truncated"


LARGER_REPLIES = [
    ("9.9", "9.9"),
    ("9.9.", "9.9"),
    ("**9.9**", "9.9"),
    (r"\boxed{9.9}", "9.9"),
    ("9.90", "9.9"),
    ("$9.90", "9.9"),
    ("9.9 dollars", "9.9"),
    ("9.9 m", "9.9"),
    ("The larger number is 9.9.", "9.9"),
    ("9.9 is larger.", "9.9"),
    ("9.9 is larger than 9.11.", "9.9"),
    ("9.11 is larger than 9.9.", "9.11"),
    (" 9.11 is bigger than 9.8.", "9.11"),
    ("9.11 is smaller than 9.9.", "9.9"),
    ("9.11 is less than 9.9", "9.9"),
    ("9.9 > 9.11", "9.9"),
    ("9.11 < 9.9", "9.9"),
    ("9.11 is not larger than 9.9.", "9.9"),
    ("9.9 is not smaller than 9.11.", "9.9"),
    ("The first one", "9.9"),
    ("the first number", "9.9"),
    ("The second one.", "9.11"),
    ("the second number is larger", "9.11"),
    ("The answer is 9.9, because 9.9 = 9.90 and 9.90 > 9.11.", "9.9"),
    ("Compare the tenths: 9 > 1. Therefore 9.9 is larger than 9.11.", "9.9"),
    ("At first sight 9.11 looks larger than 9.9. But 0.90 is more than 0.11, so 9.9 is larger.", "9.9"),
    ("9.11 is larger is wrong; 9.9 is larger.", "9.9"),
    ("The answer is 9.11. Wait, 9.9 is 9.90, so 9.9 is larger.", "9.9"),
    ("Between 9.9 and 9.11, 9.9 is the larger number.", "9.9"),
    (
        "Look at the tenths. 9.9 has 9 tenths and 9.11 has 1 tenth. So the larger number is 9.9.",
        "9.9",
    ),
    ("9.9가 더 큽니다.", "9.9"),
    ("9.9가 9.11보다 큽니다.", "9.9"),
    ("9.11보다 9.9가 더 큽니다.", "9.9"),
    ("9.11은 9.9보다 작습니다.", "9.9"),
    ("더 큰 수는 9.9입니다.", "9.9"),
    ("정답은 9.9입니다.", "9.9"),
    ("첫 번째 숫자가 더 큽니다.", "9.9"),
    ("9.11이 9.9보다 크지 않습니다.", "9.9"),
]


@pytest.mark.parametrize(("reply", "value"), LARGER_REPLIES)
def test_a_comparison_is_read_in_the_direction_asked(reply: str, value: str) -> None:
    options = ("9.9", "9.11") if "9.8" not in reply else ("9.8", "9.11")
    reading = read(
        reply, kind="choice", options=options, prompt=f"Which is larger, {options[0]} or {options[1]}?"
    )
    assert (reading.outcome, reading.value) == ("answered", value), reading


SMALLER_REPLIES = [
    ("9.11", "9.11"),
    ("9.11 is smaller than 9.9.", "9.11"),
    ("9.9 is larger than 9.11.", "9.11"),
    ("9.9 > 9.11", "9.11"),
    ("9.9 is larger.", "9.11"),
    ("The smaller number is 9.11", "9.11"),
    ("9.9가 9.11보다 큽니다.", "9.11"),
    ("9.11이 더 작습니다.", "9.11"),
]


@pytest.mark.parametrize(("reply", "value"), SMALLER_REPLIES)
@pytest.mark.parametrize(
    "prompt", ["Which is smaller, 9.9 or 9.11?", "9.9와 9.11 중 더 작은 수는 무엇입니까?"]
)
def test_a_comparison_is_read_the_other_way_round_when_the_smaller_is_asked_for(
    reply: str, value: str, prompt: str
) -> None:
    assert read(reply, kind="choice", options=PAIR, prompt=prompt).value == value


@pytest.mark.parametrize(
    "reply",
    [
        "9.9 or 9.11",
        "I would compare 9.9 and 9.11.",
        "Let's compare 9.9 and 9.11 digit by digit.",
        "It depends on the context.",
        "9.9와 9.11을 비교해 봅시다.",
        "Which is larger, 9.9 or 9.11?",
    ],
)
def test_no_option_is_guessed_where_none_is_chosen(reply: str) -> None:
    assert read(reply, kind="choice", options=PAIR, prompt=LARGER).outcome == "no_answer"


@pytest.mark.parametrize(
    "reply", ["Both 9.9 and 9.11", "9.9 is larger. 9.11 is larger.", "The answer is 9.9. The answer is 9.11."]
)
def test_two_options_without_a_choice_are_contradictory(reply: str) -> None:
    assert read(reply, kind="choice", options=PAIR, prompt=LARGER).outcome == "contradictory"


EQUAL = [
    ("They are equal.", "equal"),
    ("equal", "equal"),
    ("Equal.", "equal"),
    ("both are the same", "equal"),
    ("9.9 and 9.90 are equal.", "equal"),
    ("9.9 = 9.90", "equal"),
    ("9.9 is equal to 9.90.", "equal"),
    ("Neither is larger; they are the same.", "equal"),
    ("The two numbers are equal in value.", "equal"),
    ("9.90", "9.90"),
    ("9.9", "9.9"),
    ("9.90 is larger than 9.9.", "9.90"),
    ("The two numbers are not equal. 9.90 is larger.", "9.90"),
    ("같습니다.", "equal"),
    ("같음", "equal"),
    ("두 수는 같다.", "equal"),
    ("두 수는 동일합니다.", "equal"),
    ("9.9와 9.90은 같습니다.", "equal"),
]


@pytest.mark.parametrize(("reply", "value"), EQUAL)
def test_equality_is_read_where_it_is_offered(reply: str, value: str) -> None:
    prompt = "Which is larger, 9.9 or 9.90? If they are equal, answer equal."
    assert read(reply, kind="choice", options=("9.9", "9.90", "equal"), prompt=prompt).value == value


def test_korean_equality_is_the_option_as_shown() -> None:
    prompt = "9.9와 9.90 중 더 큰 수는? 같으면 같음이라고 답하세요."
    assert (
        read("두 수는 같습니다.", kind="choice", options=("9.9", "9.90", "같음"), prompt=prompt).value
        == "같음"
    )


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("A", "9.9"),
        ("B", "9.11"),
        ("(B)", "9.11"),
        ("B) 9.11", "9.11"),
        ("The answer is B.", "9.11"),
        ("Option A", "9.9"),
        ("**B**", "9.11"),
    ],
)
def test_a_label_of_the_prompt_is_its_option(reply: str, value: str) -> None:
    prompt = "Which is larger?\nA) 9.9\nB) 9.11"
    assert read(reply, kind="choice", options=PAIR, prompt=prompt).value == value


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("9 is greater than 5, so Number 1 is less than Number 2", "less than"),
        ("Number 1 is not greater than Number 2, it is less than Number 2.", "less than"),
        (r"greater than is wrong, so \boxed{less than}", "less than"),
        ("less", "less than"),
        ("less than", "less than"),
    ],
)
def test_options_that_are_comparatives_are_read_by_the_conclusion(reply: str, value: str) -> None:
    options = ("greater than", "less than", "equal to")
    assert (
        read(reply, kind="choice", options=options, prompt="Number 1: 5\nNumber 2: 9\nIs number 1 ...?").value
        == value
    )


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("9.11", "9.11"),
        ("Version 9.11 is newer than 9.9.", "9.11"),
        ("9.9 is older than 9.11", "9.11"),
        ("v9.11", "9.11"),
        ("The newer version is 9.11.", "9.11"),
        ("9.11이 최신 버전입니다.", "9.11"),
        ("9.9 is the latest.", "9.9"),
    ],
)
def test_versions_are_read_by_age(reply: str, value: str) -> None:
    prompt = "Which software version is newer, 9.9 or 9.11?"
    assert read(reply, kind="choice", options=("9.9", "9.11"), prompt=prompt).value == value


def test_versions_that_are_equal_as_numbers_stay_apart() -> None:
    answer = Answer(kind="choice", value="9.10", options=("9.1", "9.10"))
    prompt = "Which software version is newer, 9.1 or 9.10?"
    assert judge(read("9.1", kind="choice", options=answer.options, prompt=prompt), answer) == "wrong"
    assert judge(read("9.10", kind="choice", options=answer.options, prompt=prompt), answer) == "correct"


@pytest.mark.parametrize(
    ("kind", "gold", "reply"),
    [
        ("list", "3, 1, 2", "['3', '1', '2']"),
        ("list", "3, 1, 2", "3, 1, 2"),
        ("list", "3, 1, 2", "The sorted list is: 3, 1, 2"),
        ("list", "3, 1, 2", "Here it is:\n\n* 3\n* 1\n* 2"),
        ("list", "3, 1, 2", "1. 3\n2. 1\n3. 2"),
        ("list", "owl, cat", "<answer>owl, cat</answer>"),
        ("time", "01:29:27.346", "1 hour, 29 minutes, 27 seconds, and 346 milliseconds"),
        ("time", "13:05", "The meeting ends at 1:05 pm."),
        ("time", "08:47:36", "\\boxed{08:47:36}"),
        ("text", "ssecca", "answer> ssecca</answer>"),
        ("text", "ssecca", 'The word spelled backwards is "ssecca".'),
        ("text", "Friday", "**Friday**"),
        ("text", "Friday", "So the day is Friday."),
        ("text", "87/230", "\\boxed{\\dfrac{87}{230}}"),
    ],
)
def test_lists_times_and_words_are_read(kind: AnswerKind, gold: str, reply: str) -> None:
    assert judge(read(reply, kind=kind), Answer(kind=kind, value=gold)) == "correct"


PARROTS = [
    ("Count the words; a word that appears twice counts twice.", "A word that appears twice counts twice."),
    ("글자를 한 글자씩 살펴보며 주어진 글자가 나온 횟수를 세세요.", "한 글자씩 살펴보며 주어진 글자가 나온"),
    ("What is 98 × 42?", "The result of this multiplication is 98 × 42."),
    ("What is 7.8 - 7.52?", "7.8 - 7.52\n\nThis expression represents the difference between 7.8 and 7.52."),
    ("How many items are in the list?", "1. jeft\n2. gorp\n3. kelm\n4. quop"),
    ("How many items are in the list?", "The items are 1, 2, 3, 4, 5, 6"),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "reply"), PARROTS)
def test_repeating_the_question_is_no_answer(prompt: str, reply: str) -> None:
    assert read(reply, kind="decimal", prompt=prompt).outcome == "no_answer"


@pytest.mark.parametrize(
    "reply",
    [
        "The two numbers are 9.9 and 9.11.",
        "9.9, 9.11",
        "9.9 and 9.11",
        "9.11\n\nThis is the difference between 9.9 and 9.11 and not more."[5:],
        "If they are the same, reply equal.",
        "To find the equal value, we need to consider both numbers.",
        "9.9 - 9.11 = 1",
    ],
)
def test_naming_both_options_is_no_choice(reply: str) -> None:
    prompt = "Which is larger, 9.9 or 9.11? If they are the same, reply equal."
    assert read(reply, kind="choice", options=("9.9", "9.11", "equal"), prompt=prompt).outcome == "no_answer"


@pytest.mark.parametrize("reply", ["The answer is 9.9 and 9.11.", "The larger number is 9.9 and 9.11."])
def test_saying_of_both_options_that_they_are_the_answer_is_no_choice(reply: str) -> None:
    reading = read(reply, kind="choice", options=PAIR, prompt=LARGER)
    assert reading.outcome in {"contradictory", "no_answer"}


def test_an_echoed_prompt_is_not_read_but_the_answer_after_it() -> None:
    prompt = "What is 12 + 34? The answer is a number such as 5.\n"
    assert read(prompt + "46", kind="integer", prompt=prompt).value == "46"


THOUGHTS = [
    ("<think>7</think>46", "46"),
    ("7 or 8?</think>46", "46"),
    ("<THINK>7</THINK>46", "46"),
    ("[THINK]7[/THINK]46", "46"),
    ("<think>7</think>\n<think>8</think>46", "46"),
    ("<answer>46</answer><think>7 was close.</think>", "46"),
    ("<think>7, no, 46.\n<answer>46</answer>", "46"),
    ('There is no "<think>" block here. The answer is 46.', "46"),
]


@pytest.mark.parametrize(("reply", "value"), THOUGHTS)
def test_a_thought_is_never_read(reply: str, value: str) -> None:
    assert read(reply, kind="integer").value == value


@pytest.mark.parametrize(
    "reply", ["<think>The sum is 46.", "So <think>The answer is 46", "<think>7</think><think>46"]
)
def test_an_open_thought_is_never_mined(reply: str) -> None:
    assert read(reply, kind="integer").outcome in {"truncated", "no_answer"}


@pytest.mark.parametrize(
    "reply",
    [
        "I think it is 2, no wait, 3.",
        "There are 2, actually 3 r's.",
        "There is 1 r at position 3, 1 at 8 and 1 at 9, so in total 3.",
    ],
)
def test_what_follows_the_turn_of_a_statement_counts(reply: str) -> None:
    prompt = "How often does a letter occur in a word?\nLetter: r\nWord: strawberry"
    assert read(reply, kind="integer", prompt=prompt).value == "3"
