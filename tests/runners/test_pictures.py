"""Chats drawn as pictures, and sent to a real server that checks them."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jagbench.analysis.turns.measures import measured
from jagbench.errors import InvalidArgument
from jagbench.probes import Suite
from jagbench.runners.engine import Ask, Bubble, Message, Picture, Sampling, content_digest
from jagbench.runners.manner import Manner
from jagbench.runners.missing import unanswered
from jagbench.runners.pictures import WIDTH, can_draw, draw
from jagbench.runners.protocols import can_ask
from jagbench.runners.run import run
from tests.runners.samples import make_probe
from tests.runners.servers import started

SUITE = Suite(name="some", sha256="0" * 64, probes=[make_probe(number) for number in range(11, 19)])


def picture(*texts: str) -> Picture:
    return Picture(bubbles=tuple(Bubble(side="assistant", text=text) for text in texts))


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@dataclass(frozen=True, kw_only=True)
class Eyes:
    model: str
    log: Path

    def asked(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@pytest.fixture
def eyes(tmp_path: Path) -> Iterator[Eyes]:
    log = tmp_path / "asked.jsonl"
    with started("seeing_server", log) as port:
        yield Eyes(model=f"openai:eyes@http://127.0.0.1:{port}/v1", log=log)


def test_the_same_conversation_is_the_same_picture_and_another_text_is_another() -> None:
    assert draw(picture("It is 12.")) == draw(picture("It is 12."))
    assert draw(picture("It is 12.")) != draw(picture("It is 13."))


@pytest.mark.slow
def test_everything_said_has_room() -> None:
    one, more = opened(draw(picture("short"))), opened(draw(picture("word " * 400, "x" * 3000, "a\nb\n\nc")))
    assert one.size[0] == more.size[0] == WIDTH
    assert more.size[1] > 10 * one.size[1]
    # The margins stay free: nothing runs over the edge.
    edge = more.crop((WIDTH - 10, 0, WIDTH, more.size[1])).getcolors()
    assert edge is not None
    assert [colour for _, colour in edge] == [(255, 255, 255)]


def test_what_is_asked_for_stands_in_the_key_of_a_reply() -> None:
    def digest(shown: Picture | None) -> str:
        message = Message(role="user", content="Look.", picture=shown)
        return content_digest(Ask(messages=(message,), sampling=Sampling()))

    assert len({digest(None), digest(picture("a")), digest(picture("b")), digest(picture("a", "b"))}) == 4


def test_scripts_that_the_font_lacks_are_not_drawn() -> None:
    assert can_draw("What is 9 × 7? Größe, coût, ¿cuánto?\n")
    assert not can_draw("몇 개인가요?")
    assert not can_ask("mirror:picture", replace(make_probe(1), prompt="1 더하기 1은?"))
    assert can_ask("mirror:picture", make_probe(1))


@pytest.mark.slow
def test_a_picture_of_the_chat_is_sent_to_a_server_that_checks_it(eyes: Eyes, tmp_path: Path) -> None:
    pytest.importorskip("httpx2", reason="the extra openai is not installed")
    other = run("solver:off_by_one", SUITE, out=tmp_path / "other")
    directory = run(
        eyes.model, SUITE, manner=Manner(protocol="mirror:picture"), out=tmp_path / "run", of=other
    )
    assert unanswered(directory).nothing
    pictured = [each for each in eyes.asked() if "size" in each]
    # Of each probe: two orders, the turn as it was, and altered. What is asked twice alike is asked once.
    assert len(pictured) == 4 * len(SUITE.probes)
    assert all(each["size"][0] == WIDTH and each["size"][1] > 100 for each in pictured)
    assert all(each["colours"] > 10 for each in pictured)
    assert not any(probe.prompt in each["text"] for each in pictured for probe in SUITE.probes)
    found = measured(directory).figures.set_index(["measure", "arm"])
    assert found.loc[("says A", "all"), "value"] == 1
    assert found.loc[("recognised", "all"), "value"] == 0.5
    assert found.loc[("taken for own", "altered"), "value"] == 1


def test_an_engine_that_shows_no_pictures_is_one_sentence(tmp_path: Path) -> None:
    other = run("solver:off_by_one", SUITE, out=tmp_path / "other")
    with pytest.raises(InvalidArgument, match=r"needs messages with pictures, which solver:exact"):
        run("solver:exact", SUITE, manner=Manner(protocol="mirror:picture"), out=tmp_path / "run", of=other)
