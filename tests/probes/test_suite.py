import gzip
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.generators.mechanism.guessers import compared_options
from jagbench.probes import Probe, load, load_card, suite_names, to_json, write_probes
from jagbench.probes.suite import DATA
from tests.unreadable import as_somebody_else


def test_smoke_is_loaded_with_its_card() -> None:
    suite = load("smoke-v1")

    assert suite.card["sha256"] == suite.sha256
    assert suite.card["counts"]["probes"] == len(suite.probes)
    assert suite.card["licence"] == "CC0-1.0"


@pytest.mark.parametrize("name", suite_names())
def test_cards_count_what_is_there(name: str) -> None:
    suite, card = load(name), load_card(name)

    by_skill = {skill: sum(p.skill == skill for p in suite.probes) for skill in card["counts"]["skill"]}
    assert by_skill == card["counts"]["skill"]
    assert sum(by_skill.values()) == len(suite.probes) == len({p.id for p in suite.probes})
    assert len({p.item for p in suite.probes}) == card["counts"]["items"]


def test_unknown_suite_is_suggested() -> None:
    with pytest.raises(InvalidArgument, match=r"Unknown suite 'famos-v1'\. Did you mean 'famous-v1'"):
        load("famos-v1")


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


def test_a_file_that_was_edited_says_so(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    probes = load("smoke-v2").probes[:4]
    path.write_bytes(write_probes(probes))

    assert load(path).notes == ()
    path.write_bytes(write_probes([replace(probes[0], prompt="2 + 2 = ?"), *probes[1:]]))
    assert load(path).notes == (
        f"{path} was edited: prompt or answer of 1 of its 4 probes is not what the ids say, and replies are "
        f"judged by what it says now. `jagbench probes verify {path}` lists them.",
    )


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


def test_a_compressed_file_is_loaded_with_the_card_beside_it(own_suite: Path) -> None:
    packed = own_suite.with_name("mine.jsonl.gz")
    packed.write_bytes(gzip.compress(own_suite.read_bytes()))

    assert load(str(packed)).sha256 == load(str(own_suite)).sha256
    assert "sha256" in load(str(packed)).card


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl.gz").write_bytes(b"no gzip")

    with pytest.raises(InvalidArgument, match="not a gzip file"):
        load(str(tmp_path / "bad.jsonl.gz"))


def places(probes: Sequence[Probe]) -> dict[int, Counter[int]]:
    """How often each place is right among so many options compared; equality is left out."""
    found: dict[int, Counter[int]] = {}
    for probe in probes:
        sides = len(compared_options(probe))
        place = probe.answer.options.index(probe.answer.value) if sides else sides
        if place < sides:
            found.setdefault(sides, Counter())[place] += 1
    return found


@pytest.mark.parametrize("name", ["core-v1", "korean-v1"])
def test_no_option_of_a_cell_is_right_more_often_than_another(name: str) -> None:
    cells: dict[tuple[str, int, str], list[Probe]] = {}
    for probe in load(name).probes:
        if probe.notation == "digits":
            cells.setdefault((probe.skill, probe.level, probe.language), []).append(probe)

    for cell, probes in cells.items():
        for sides, counts in places(probes).items():
            assert max(counts.values()) - min(counts[place] for place in range(sides)) <= 1, cell


@pytest.mark.parametrize("name", suite_names())
def test_no_place_beats_chance_by_two_points(name: str) -> None:
    # Famous questions are few and stand in the words in which they are known.
    drawn = [probe for probe in load(name).probes if not {"famous", "twin"} & probe.params.keys()]
    for sides, counts in places(drawn).items():
        if counts.total() >= 200:
            assert max(counts.values()) / counts.total() <= 1 / sides + 0.02


def test_a_suite_becomes_a_frame() -> None:
    suite = load("smoke-v1")

    assert suite.to_pandas()["prompt"].tolist() == [probe.prompt for probe in suite.probes]


def test_cards_hold_the_baseline_of_every_cell() -> None:
    suite = load("core-v1")

    assert set(suite.card["baseline"]) == {f"{p.skill}/{p.level}/{p.language}" for p in suite.probes}


def test_all_suites_together_are_small() -> None:
    sizes = [entry.stat().st_size for entry in Path(str(DATA)).iterdir()]

    assert sum(sizes) <= 6_000_000


@pytest.mark.parametrize("ending", ["jsonl", "jsonl.gz", "csv"])
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"mine.{ending}"
    path.touch()

    with (
        as_somebody_else(path),
        pytest.raises(InvalidArgument, match=rf"Cannot read .*mine\.{ending}.*denied"),
    ):
        load(path)
