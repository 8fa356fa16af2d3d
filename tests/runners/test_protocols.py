import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Message, Sampling
from jagbench.runners.protocols import PROTOCOLS, open_protocol
from tests.runners.samples import make_probe, make_reply


def test_direct_asks_the_prompt_once_as_it_stands() -> None:
    probe = make_probe(7)
    sampling = Sampling(max_tokens=5)
    conversation = open_protocol("direct", sampling)(probe)
    ask = next(conversation)
    assert ask.messages == (Message(role="user", content="What is 7 + 1? Answer with the number only."),)
    assert ask.sampling == sampling
    with pytest.raises(StopIteration):
        conversation.send(make_reply("k", "8"))


def test_every_registered_protocol_opens() -> None:
    for name, entry in PROTOCOLS.items():
        assert next(open_protocol(name, entry.sampling)(make_probe(1))).messages


def test_an_unknown_protocol_gets_a_suggestion() -> None:
    with pytest.raises(InvalidArgument, match=r"Unknown protocol 'dirct'\. Did you mean 'direct'"):
        open_protocol("dirct", Sampling())
