from collections.abc import Generator, Mapping
from dataclasses import replace

import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import (
    Ask,
    Choice,
    JsonSchema,
    Message,
    Regex,
    Rendered,
    Role,
    Sampling,
    content_digest,
)
from jagbench.runners.prompting import completed, lay_out, refuse_misrendered
from jagbench.runners.protocols import open_protocol
from jagbench.runners.protocols.fewshot import examples_by_wording
from jagbench.runners.reply import Reply
from tests.runners.samples import make_probe, make_reply

EN = ("Question", "Answer")


ROLES: Mapping[str, Role] = {"system": "system", "user": "user", "assistant": "assistant"}


def said(*turns: str) -> tuple[Message, ...]:
    """Messages as `role: content`."""
    parts = (turn.partition(": ") for turn in turns)
    return tuple(Message(role=ROLES[role], content=text) for role, _, text in parts)


def test_a_conversation_is_laid_out_as_questions_and_answers() -> None:
    messages = (
        Message(role="system", content="Be brief."),
        Message(role="user", content="1 + 1?"),
        Message(role="assistant", content="2"),
        Message(role="user", content="2 + 1?"),
    )
    assert lay_out(messages, EN) == "Be brief.\n\nQuestion: 1 + 1?\nAnswer: 2\n\nQuestion: 2 + 1?\nAnswer:"


def test_a_probe_is_completed_in_its_language_and_ends_at_the_line_end() -> None:
    protocol = open_protocol("direct", Sampling(), prompting="completion")
    ask = next(protocol(make_probe(1, language="ko")))
    assert ask.completion == "질문: What is 1 + 1? Answer with the number only.\n답:"
    assert ask.sampling.stop == ("\n",)


def test_a_language_without_labels_has_english_ones() -> None:
    protocol = open_protocol("direct", Sampling(), prompting="completion")
    assert str(next(protocol(make_probe(1, language="xx"))).completion).startswith("Question: ")


def test_worked_examples_stand_before_the_question_and_a_system_message_before_all() -> None:
    probes = [make_probe(number) for number in range(3)]
    examples = examples_by_wording(probes[:2], probes[2:], 2)
    protocol = open_protocol("fewshot:2", Sampling(), system="S", examples=examples, prompting="completion")
    assert next(protocol(probes[2])).completion == (
        "S\n\n"
        "Question: What is 0 + 1? Answer with the number only.\nAnswer: 1\n\n"
        "Question: What is 1 + 1? Answer with the number only.\nAnswer: 2\n\n"
        "Question: What is 2 + 1? Answer with the number only.\nAnswer:"
    )


def test_a_reply_of_several_lines_ends_before_the_next_question() -> None:
    protocol = open_protocol("cot", Sampling(), prompting="completion")
    assert next(protocol(make_probe(1))).sampling.stop == ("</answer>", "\nQuestion:")


def conversation(*asks: Ask) -> Generator[Ask, Reply, None]:
    for ask in asks:
        reply = yield ask
        assert reply.text == "r"


def test_a_follow_up_is_laid_out_too_and_the_replies_are_handed_on() -> None:
    first = Ask(messages=(Message(role="user", content="a"),), sampling=Sampling())
    second = replace(first, messages=(*first.messages, *said("assistant: b", "user: c")))
    asked = completed(make_probe(1), conversation(first, second))
    assert next(asked).completion == "Question: a\nAnswer:"
    assert asked.send(make_reply("k", "r")).completion == "Question: a\nAnswer: b\n\nQuestion: c\nAnswer:"
    with pytest.raises(StopIteration):
        asked.send(make_reply("k", "r"))


def test_what_a_reply_is_held_to_begins_with_a_space_and_ends_with_the_line() -> None:
    def held(ask: Ask) -> object:
        return next(completed(make_probe(1), conversation(ask))).constraint

    ask = Ask(messages=said("user: a"), sampling=Sampling())
    assert held(ask) is None
    assert held(replace(ask, constraint=Choice(options=("A", "B")))) == Choice(options=(" A\n", " B\n"))
    assert held(replace(ask, constraint=Regex(pattern="a|b"))) == Regex(pattern=r" (?:a|b)\n")
    schema = JsonSchema(schema="{}")
    assert held(replace(ask, constraint=schema)) == schema


def test_a_completion_is_another_question_than_the_same_messages_in_a_chat() -> None:
    chat = Ask(messages=said("user: a"), sampling=Sampling())
    base = replace(chat, completion="Question: a\nAnswer:")
    assert len({content_digest(ask) for ask in (chat, base, replace(base, completion="a"))}) == 3


CHAT = Ask(messages=said("system: Be  brief.", "user: 9.9 or\n 9.11?"), sampling=Sampling())


@pytest.mark.parametrize(
    "text",
    [
        "<s>Be brief.<|user|>9.9 or\n 9.11?<|assistant|>",
        "Be  brief. 9.9 or 9.11?",
        "  Be\n brief.  \n\n 9.9   or 9.11?",
    ],
)
def test_a_prompt_that_holds_every_message_passes(text: str) -> None:
    refuse_misrendered(CHAT, Rendered(text=text, begin="<s>"), model="m")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<s>", r"The chat template of m leaves out the question \('9.9 or\\n 9.11\?'\), so the model would"),
        ("<s>Be brief. 9.9 or", "leaves out the question"),
        (
            "<s>9.9 or 9.11?",
            r"leaves out the system message \('Be  brief.'\).*leave out --system, or give another",
        ),
        ("<s><s>Be brief. 9.9 or 9.11?", r"puts the token of the beginning twice \(<s><s>\)"),
        ("<s>\ufeffBe brief. 9.9 or 9.11?", "puts a byte order mark"),
    ],
)
def test_a_prompt_that_is_not_what_was_to_be_asked_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        refuse_misrendered(CHAT, Rendered(text=text, begin="<s>"), model="m")


def test_earlier_turns_that_are_left_out_are_refused() -> None:
    ask = replace(CHAT, messages=said("user: a?", "assistant: seven", "user: b?"))
    with pytest.raises(InvalidArgument, match=r"leaves out the model's earlier turns \('seven'\)"):
        refuse_misrendered(ask, Rendered(text="a? b?"), model="m")


def test_a_byte_order_mark_that_is_part_of_the_question_is_none_of_the_template() -> None:
    ask = replace(CHAT, messages=said("user: \ufeffa"))
    refuse_misrendered(ask, Rendered(text="\ufeffa"), model="m")
