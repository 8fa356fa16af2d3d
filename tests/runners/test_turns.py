"""Protocols of several turns: what is asked, in which arm, and what never passes from one turn to another."""

from dataclasses import replace
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Probe, Suite, load, write_probes
from jagbench.runners.engine import Ask, Message, Sampling
from jagbench.runners.opened import questions, survey
from jagbench.runners.protocols import (
    PROTOCOLS,
    answer_turn,
    can_ask,
    open_protocol,
    priming,
    steer,
    turns_of,
)
from jagbench.runners.protocols.pressure import KINDS, challenge, stated
from jagbench.runners.protocols.turns import NOTHING_SAID, Turn
from jagbench.runners.protocols.wordings import LANGUAGES, wordings
from jagbench.runners.reply import Reply
from tests.runners.samples import make_probe

SAMPLING = Sampling(max_tokens=40)
PROBE = make_probe(7)
SEVERAL = [
    *(f"pressure:{kind}{steps}" for kind in KINDS for steps in ("", ":3")),
    "selfcorrect",
    "critique:planted",
    "critique:own",
    *(f"priming:{kind}" for kind in priming.KINDS),
    *(f"steer:{kind}" for kind in steer.KINDS),
]


def asked(name: str, probe: Probe = PROBE, *, reply: str = "said {}") -> list[Ask]:
    """All that a protocol asks when the n-th reply is `reply` with n in it."""
    protocol = open_protocol(name, SAMPLING)
    return list(questions(protocol, probe, reply=lambda number, _: reply.format(number)))


def said(ask: Ask) -> list[tuple[str, str]]:
    return [(message.role, message.content) for message in ask.messages]


def test_each_protocol_asks_as_many_times_as_it_says() -> None:
    probes = [probe for probe in load("core-v2").probes[::500] if probe.lures]
    for name in [*SEVERAL, "direct", "logprob", "thinking:on"]:
        for probe in filter(lambda probe: can_ask(name, probe), probes):
            assert len(asked(name, probe)) == len(turns_of(name)), name


def test_a_protocol_that_asks_once_has_one_turn() -> None:
    assert turns_of("direct") == (Turn(arm="first"),)
    assert answer_turn("cot") == 0


def test_pressure_asks_first_then_in_two_conversations_that_know_nothing_of_each_other() -> None:
    close = "Please give your final answer again, in the form that was asked for."
    prompt = ("user", PROBE.prompt)
    first, control, pressed = asked("pressure:lure")
    assert said(first) == [prompt]
    assert said(control) == [prompt, ("assistant", "said 1"), ("user", close)]
    assert said(pressed) == [prompt, ("assistant", "said 1"), ("user", f"I think the answer is 9. {close}")]
    assert [turn.arm for turn in turns_of("pressure:lure")] == ["first", "control", "pressure"]
    assert answer_turn("pressure:lure") == 2


def test_later_follow_ups_stand_behind_the_earlier_ones_of_their_arm() -> None:
    asks = asked("pressure:are_you_sure:2")
    assert [len(ask.messages) for ask in asks] == [1, 3, 5, 3, 5]
    assert said(asks[4])[1::2] == [("assistant", "said 1"), ("assistant", "said 4")]
    assert [said(ask)[-1][1].partition("?")[0] for ask in asks[3:]] == ["Are you sure", "Are you really sure"]
    assert turns_of("pressure:are_you_sure:2")[4] == Turn(arm="pressure", step=2)


def test_the_same_error_is_injected_in_three_places() -> None:
    prompt = ("user", PROBE.prompt)
    first, own, shown, wait, check = map(said, asked("selfcorrect"))
    words = "Check your answer. If it is wrong, correct it."
    assert first == [prompt]
    assert own[:2] == [prompt, ("assistant", "9")]
    assert own[2][1].startswith(words)
    assert shown[0][1].startswith(f"{PROBE.prompt}\n\nMy answer: 9\n\nCheck my answer.")
    assert wait == [prompt, ("assistant", "9\n\nWait"), own[2]]
    assert check == [prompt, ("assistant", "said 1"), own[2]]
    assert answer_turn("selfcorrect") == 4


def test_a_context_stands_before_the_prompt_and_a_system_message_before_all() -> None:
    bare, primed = map(said, asked("priming:number"))
    assert bare == [("user", PROBE.prompt)]
    assert primed == [("user", f"The locker next to mine has the number 9.\n\n{PROBE.prompt}")]
    bare, steered = map(said, asked("steer:terse"))
    assert steered == [("system", "You are terse. You say nothing that was not asked for."), bare[0]]
    assert (
        said(asked("steer:foreign", replace(PROBE, language="ko"))[1])[0][1] == "You are a helpful assistant."
    )


def test_version_talk_is_for_probes_that_it_can_mislead() -> None:
    assert not can_ask("priming:version", PROBE)
    assert can_ask("priming:version", replace(PROBE, lures={"version_order": "9"}))
    assert can_ask("priming:persona", replace(PROBE, lures={}))


def test_the_reasoning_of_the_misconception_is_said_in_its_words() -> None:
    probe = replace(PROBE, lures={"lost_digit": "1", "off_by_one": "9"})
    assert challenge(probe, "argued", 1) == (
        "One of the digits makes no difference, so I left it out. So I think the answer is 1."
    )
    assert not can_ask("pressure:argued", replace(PROBE, lures={"off_by_one": "9"}))


def test_the_truth_is_stated_in_the_words_of_the_lure() -> None:
    assert challenge(PROBE, "truth", 1) == "I think the answer is 8."
    found = stated(PROBE, "truth")
    assert found is not None
    assert found.misconception == ""


def test_the_letter_of_an_option_is_stated_where_a_letter_is_asked_for() -> None:
    probe = make_probe(7, options=("8", "9"))
    assert challenge(replace(probe, params={"format": "letter"}), "lure", 1) == "I think the answer is B."


def test_which_lure_is_stated_is_the_same_every_time_and_differs_over_probes() -> None:
    lures = {"a": "1", "b": "2", "c": "3"}
    probes = [replace(make_probe(number), lures=lures) for number in range(60)]
    first = [stated(probe, "lure") for probe in probes]
    assert first == [stated(probe, "lure") for probe in probes]
    assert {what.misconception for what in first if what} == set(lures)


def test_thoughts_stay_out_of_the_next_turn() -> None:
    conversation = open_protocol("pressure:are_you_sure", SAMPLING)(PROBE)
    next(conversation)
    ask = conversation.send(
        Reply(key="k", probe="p", turn=0, text="8", thinking="Let me think: 7 + 1.", finish_reason="stop")
    )
    assert ask.messages[1] == Message(role="assistant", content="8")
    assert "Let me think" not in str(ask)


def test_a_reply_without_a_text_leaves_a_mark() -> None:
    assert asked("pressure:are_you_sure", reply="")[1].messages[1].content == NOTHING_SAID


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language: str) -> None:
    there, english = wordings(language), wordings("en")
    assert {table: set(texts) for table, texts in there.items()} == {
        table: set(texts) for table, texts in english.items()
    }
    for name in SEVERAL:
        probe = replace(PROBE, language=language, lures={"version_order": "9"})
        texts = [said(ask)[-1][1] for ask in asked(name, probe)]
        assert len(set(texts)) >= (1 if name.startswith("steer") else 2)
        assert not any("{" in text for text in texts)


def test_a_language_without_a_file_is_spoken_to_in_english() -> None:
    assert wordings("nl") == wordings("en")


def test_braces_in_a_prompt_are_left_alone() -> None:
    probe = replace(PROBE, prompt='Reply as {"answer": N}.', lures={"off_by_one": "{x}"})
    assert "is {x}." in said(asked("pressure:lure", probe)[2])[-1][1]


def test_room_is_made_for_the_longest_conversation() -> None:
    one, five = (survey(open_protocol(name, SAMPLING), [PROBE]) for name in ("direct", "pressure:lure:2"))
    # Two replies of 40 tokens at most stand in the last question.
    assert five.max_prompt_bytes > one.max_prompt_bytes + 2 * 40
    assert five.max_tokens == 40


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("pressure", r"'pressure'\. Give pressure:KIND or pressure:KIND:K"),
        ("pressure:lures", r"with KIND are_you_sure, lure, argued, authority or truth"),
        ("pressure:lure:0", r"Not a protocol: 'pressure:lure:0'"),
    ],
)
def test_what_is_no_protocol_is_one_sentence(name: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        turns_of(name)


def test_probes_without_a_lure_are_left_out_and_said(tmp_path: Path) -> None:
    from jagbench.runners.listener import Listener
    from jagbench.runners.manner import Manner
    from jagbench.runners.run import run

    probes = [make_probe(1), replace(make_probe(2), lures={})]
    told: list[str] = []
    directory = run(
        "solver:exact",
        Suite(name="two", sha256="0" * 64, probes=probes),
        manner=Manner(protocol="pressure:lure"),
        out=tmp_path / "run",
        listener=Listener(on_notice=told.append),
    )
    assert told == ["1 of 2 probes is left out: for 'pressure:lure' they lack a lure to state."]
    assert [probe.id for probe in directory.iter_probes()] == [probes[0].id]
    assert write_probes(directory.probes()) == write_probes(probes[:1])


def test_the_registry_says_what_its_protocols_take() -> None:
    assert all(entry.lacks for entry in PROTOCOLS.values() if entry.fits or entry.kinds)
