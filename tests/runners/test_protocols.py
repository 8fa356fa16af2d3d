import json
import re
from dataclasses import replace

import pytest

from jagbench.errors import InvalidArgument
from jagbench.examples import draw_examples
from jagbench.probes import Answer, AnswerKind, Probe, load
from jagbench.probes.digest import Json
from jagbench.runners.engine import Ask, Choice, JsonSchema, Message, Regex, Sampling
from jagbench.runners.protocols import PROTOCOLS, open_protocol, parse_protocol
from jagbench.runners.protocols.constrained import form_of
from jagbench.runners.protocols.fewshot import examples_by_wording, wording
from tests.runners.samples import make_probe, make_reply

SAMPLING = Sampling(max_tokens=5)
PROMPT = "What is 7 + 1? Answer with the number only."


def only_question(name: str, probe: Probe, system: str | None = None) -> Ask:
    """What a protocol of one turn asks."""
    pool = [make_probe(number, language=probe.language) for number in (1, 2)]
    examples = examples_by_wording(pool, [probe], 2)
    protocol = open_protocol(name, SAMPLING, system=system, examples=examples)
    conversation = protocol(probe)
    ask = next(conversation)
    with pytest.raises(StopIteration):
        conversation.send(make_reply("k", "8"))
    return ask


def test_direct_asks_the_prompt_once_as_it_stands() -> None:
    assert only_question("direct", make_probe(7)) == Ask(
        messages=(Message(role="user", content=PROMPT),), sampling=SAMPLING
    )


def test_constrained_asks_the_same_and_holds_the_reply_to_the_kind_of_the_answer() -> None:
    ask = only_question("constrained", make_probe(7))
    assert ask.messages == (Message(role="user", content=PROMPT),)
    assert ask.constraint == Regex(pattern="-?[0-9]{1,24}")


@pytest.mark.parametrize(
    ("kind", "allowed", "refused"),
    [
        ("integer", ["8", "-8", "100000000000000000000"], ["", "8.0", "8 apples", "eight", "9" * 25]),
        ("decimal", ["8", "9.11", "-0.5", "3/4", "9,11"], ["", ".5", "9.", "9.1.1"]),
        ("text", ["strawberry", "two words"], ["", "two\nlines"]),
        ("time", ["9:05", "2 hours"], ["", "9:05\n"]),
        ("date", ["2024-02-29"], ["", "\n"]),
        ("list", ["3", "9.9, 9.11, 8"], ["", "3,", "1,2", "1, 2\n"]),
    ],
)
def test_the_form_of_a_bare_answer(kind: AnswerKind, allowed: list[str], refused: list[str]) -> None:
    form = form_of(asked(Answer(kind=kind, value="8")))
    assert isinstance(form, Regex)
    assert [text for text in allowed + refused if re.fullmatch(form.pattern, text)] == allowed


def asked(answer: Answer, answer_format: str = "bare") -> Probe:
    """A probe with an answer, asked for in a format."""
    return replace(make_probe(7), answer=answer, params={"format": answer_format})


CHOICE = Answer(kind="choice", value="9.9", options=("9.11", "9.9"))


def test_a_choice_is_one_of_its_options_or_their_letters() -> None:
    assert form_of(asked(CHOICE)) == Choice(options=("9.11", "9.9"))
    assert form_of(asked(CHOICE, "letter")) == Choice(options=("A", "B"))


def test_a_sentence_is_a_line() -> None:
    assert form_of(asked(CHOICE, "sentence")) == Regex(pattern=r"[^\n]{1,200}")


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        (CHOICE, {"type": "string", "enum": ["9.11", "9.9"]}),
        (Answer(kind="integer", value="8"), {"type": "integer"}),
        (Answer(kind="date", value="2024-02-29"), {"type": "string"}),
        (
            Answer(kind="list", value="1, 2"),
            {"type": "array", "items": {"type": ["number", "string"]}, "maxItems": 128},
        ),
    ],
)
def test_a_json_answer_is_an_object_with_one_key(answer: Answer, value: Json) -> None:
    form = form_of(asked(answer, "json"))
    assert isinstance(form, JsonSchema)
    assert json.loads(form.schema) == {
        "type": "object",
        "properties": {"answer": value},
        "required": ["answer"],
        "additionalProperties": False,
    }


def test_the_form_gives_nothing_away() -> None:
    forms = {form_of(asked(Answer(kind="integer", value=str(value)))) for value in (1, 12, -345)}
    assert len(forms) == 1


def test_cot_asks_for_steps_and_ends_after_the_marked_answer() -> None:
    ask = only_question("cot", make_probe(7))
    assert ask.messages[0].content.startswith(f"{PROMPT}\n\nThink step by step first.")
    assert ask.messages[0].content.endswith("on the last line between <answer> and </answer>.")
    assert ask.sampling.stop == ("</answer>",)


def test_cot_speaks_the_language_of_the_probe() -> None:
    ask = only_question("cot", make_probe(7, language="ko"))
    assert "단계별로" in ask.messages[0].content


def test_fewshot_shows_examples_with_their_answers_before_the_prompt() -> None:
    said = [(message.role, message.content) for message in only_question("fewshot:2", make_probe(7)).messages]
    assert said == [
        ("user", "What is 1 + 1? Answer with the number only."),
        ("assistant", "2"),
        ("user", "What is 2 + 1? Answer with the number only."),
        ("assistant", "3"),
        ("user", PROMPT),
    ]


def test_too_few_examples_are_refused() -> None:
    with pytest.raises(
        InvalidArgument, match=r"needs 3 examples for arithmetic\.addition/en/plain/plain, there are 2"
    ):
        examples_by_wording([make_probe(1), make_probe(2)], [make_probe(7)], 3)


def test_an_example_that_is_asked_is_refused() -> None:
    with pytest.raises(InvalidArgument, match="is both an example and in the suite"):
        examples_by_wording([make_probe(1), make_probe(7)], [make_probe(7)], 2)


def test_drawn_examples_have_the_wording_of_the_probes_and_nothing_else_in_common() -> None:
    probes = load("smoke-v1").probes
    examples = draw_examples(probes, 3)
    assert {wording(example) for example in examples} == {wording(probe) for probe in probes}
    assert len(examples) == 3 * len({wording(probe) for probe in probes})
    assert not {example.item for example in examples} & {probe.item for probe in probes}
    assert not {example.prompt for example in examples} & {probe.prompt for probe in probes}
    assert len({example.prompt for example in examples}) == len(examples)
    assert draw_examples(probes, 3) == examples


def test_examples_of_a_skill_that_is_not_known_are_refused() -> None:
    with pytest.raises(InvalidArgument, match=r"'arithmetic\.magic' has none here"):
        draw_examples([make_probe(1, skill="arithmetic.magic")], 1)


@pytest.mark.parametrize(("name", "on"), [("thinking:on", True), ("thinking:off", False)])
def test_thinking_is_switched_and_nothing_else(name: str, on: bool) -> None:
    ask = only_question(name, make_probe(7))
    assert ask == Ask(messages=(Message(role="user", content=PROMPT),), sampling=SAMPLING, thinking=on)


def test_logprob_asks_how_likely_each_option_is() -> None:
    probe = make_probe(7, options=("8", "9"))
    assert only_question("logprob", probe).candidates == ("8", "9")


@pytest.mark.parametrize("name", ["direct", "cot", "fewshot:2", "thinking:on", "constrained"])
def test_a_system_message_comes_first_in_every_protocol(name: str) -> None:
    plain, under = (only_question(name, make_probe(7), system) for system in (None, "Be brief."))
    assert under.messages == (Message(role="system", content="Be brief."), *plain.messages)
    assert (under.sampling, under.constraint, under.thinking) == (
        plain.sampling,
        plain.constraint,
        plain.thinking,
    )


def test_every_registered_protocol_opens_by_the_form_it_names() -> None:
    for name, entry in PROTOCOLS.items():
        forms, _, allowed = entry.form.partition(", with ")
        kinds = allowed.removeprefix("KIND ").partition(" and K ")[0]
        for form in forms.split(" or "):
            for kind in re.split(", | or ", kinds):
                written = form.replace("KIND", kind).replace(":K", ":4")
                assert parse_protocol(written) == (entry, written.partition(":")[2])
                assert written.startswith(name)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("dirct", r"Unknown protocol 'dirct'\. Did you mean 'direct'"),
        ("direct:2", r"Not a protocol: 'direct:2'\. Give direct\."),
        ("direct:", r"Not a protocol: 'direct:'\. Give direct\."),
        ("fewshot", r"Not a protocol: 'fewshot'\. Give fewshot:K, with K from 1 to 99\."),
        ("fewshot:100", r"Not a protocol: 'fewshot:100'\. Give fewshot:K, with K from 1 to 99\."),
        ("pressure:lure:10", r"or truth and K from 1 to 9\."),
        ("fewshot:0", "Not a protocol: 'fewshot:0'"),
        ("thinking:maybe", r"Not a protocol: 'thinking:maybe'\. Give thinking:on or thinking:off\."),
    ],
)
def test_what_is_no_protocol_is_one_sentence(name: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        open_protocol(name, Sampling())


def test_a_long_answer_gets_room_for_all_its_bytes() -> None:
    sorted_list = Answer(kind="list", value=", ".join(["1234"] * 20))
    ask = only_question("direct", asked(sorted_list))
    assert ask.sampling == replace(SAMPLING, max_tokens=5 + 20 * 4 + 19 * 2 - 32)


def test_the_effort_that_is_wanted_goes_with_every_question() -> None:
    ask = next(open_protocol("direct", Sampling(), effort="low")(make_probe(1)))
    assert (ask.effort, [message.role for message in ask.messages]) == ("low", ["user"])
    ask = next(open_protocol("direct", Sampling(), system="S", effort="high")(make_probe(1)))
    assert (ask.effort, [message.role for message in ask.messages]) == ("high", ["system", "user"])
