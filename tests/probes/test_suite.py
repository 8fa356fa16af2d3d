import hashlib
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import load, load_card, suite_names, to_json, write_probes


def test_smoke_is_loaded_with_its_card() -> None:
    suite = load("smoke-v1")

    assert len(suite.probes) == 301
    assert suite.card["sha256"] == suite.sha256
    assert suite.card["counts"]["probes"] == 301
    assert suite.card["licence"] == "CC0-1.0"


@pytest.mark.parametrize("name", suite_names())
def test_cards_count_what_is_there(name: str) -> None:
    suite, card = load(name), load_card(name)

    by_skill = {skill: sum(p.skill == skill for p in suite.probes) for skill in card["counts"]["skill"]}
    assert by_skill == card["counts"]["skill"]
    assert sum(by_skill.values()) == len(suite.probes) == len({p.id for p in suite.probes})
    assert len({p.item for p in suite.probes}) == card["counts"]["items"]


def test_unknown_suite_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Unknown suite 'smoke-v2'\. Did you mean 'smoke-v1'"):
        load("smoke-v2")


def test_missing_file_is_named() -> None:
    with pytest.raises(InvalidArgument, match=r"no suite file 'nowhere/mine.jsonl'"):
        load("nowhere/mine.jsonl")


@pytest.fixture
def own_suite(tmp_path: Path):
    content = write_probes(load("smoke-v1").probes[:3])
    (tmp_path / "mine.jsonl").write_bytes(content)
    (tmp_path / "mine.toml").write_text(f'sha256 = "{hashlib.sha256(content).hexdigest()}"\n')
    return tmp_path / "mine.jsonl"


def test_a_file_with_a_card_is_checked_against_it(own_suite: Path) -> None:
    assert len(load(str(own_suite)).probes) == 3

    own_suite.write_bytes(own_suite.read_bytes().replace(b"number", b"numbre", 1))

    with pytest.raises(JagbenchError, match="the file was changed") as caught:
        load(str(own_suite))
    assert caught.value.exit_code == 1


def test_the_line_of_a_fault_is_named(tmp_path: Path) -> None:
    line = to_json(load("smoke-v1").probes[0])
    for text, message in [
        (f"{line}\nnot a probe\n", "line 2: Not a probe"),
        (f"{line}\n{line}\n", "line 2: the probe .* stands twice"),
        ("\n", "there are no probes in this file"),
    ]:
        (tmp_path / "bad.jsonl").write_text(text)
        with pytest.raises(InvalidArgument, match=message):
            load(str(tmp_path / "bad.jsonl"))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InvalidArgument, match="not UTF-8"):
        load(str(tmp_path / "bad.jsonl"))


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    suite = load("smoke-v1")

    assert hashlib.sha256(write_probes(suite.probes)).hexdigest() == suite.sha256


@pytest.mark.parametrize(
    ("card", "message"), [("[[[", "cannot be read"), ('about = "x"\n', "states no sha256")]
)
def test_a_card_that_is_none_is_named(own_suite: Path, card: str, message: str) -> None:
    own_suite.with_suffix(".toml").write_text(card)

    with pytest.raises(InvalidArgument, match=message):
        load(str(own_suite))
