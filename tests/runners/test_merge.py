from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners import opened
from jagbench.runners.engines import Opening
from jagbench.runners.manner import Manner
from jagbench.runners.merge import merge
from jagbench.runners.missing import unanswered
from jagbench.runners.run import run
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import Shard
from tests.runners.samples import Scripted


def ask_shard(suite: Path, folder: Path, number: int, count: int, manner: Manner | None = None) -> Path:
    out = folder / f"shard-{number}-of-{count}"
    run("solver:exact", str(suite), out=out, shard=Shard(number=number, count=count), manner=manner)
    return out


def ask_all(suite: Path, folder: Path, count: int) -> list[Path]:
    return [ask_shard(suite, folder, number, count) for number in range(1, count + 1)]


def test_shards_joined_are_the_whole_run(suite_file: Path, tmp_path: Path) -> None:
    shards = ask_all(suite_file, tmp_path, 7)
    sizes = [len(RunDirectory.open(shard).probes()) for shard in shards]
    assert sizes == [43, 43, 43, 43, 43, 43, 42]
    merged = merge(list(reversed(shards)), tmp_path / "merged")
    whole = run("solver:exact", str(suite_file), out=tmp_path / "whole")
    assert merged.replies() == whole.replies()
    assert {probe.id for probe in merged.probes()} == {probe.id for probe in whole.probes()}
    assert len(merged.probes()) == 300
    assert merged.manifest.shard is None


def test_joining_again_changes_nothing(suite_file: Path, tmp_path: Path) -> None:
    shards = ask_all(suite_file, tmp_path, 2)
    first = merge(shards, tmp_path / "merged").replies()
    assert merge(shards, tmp_path / "merged").replies() == first


def test_what_a_shard_lacks_is_asked_by_a_run_without_shards(
    suite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shards = ask_all(suite_file, tmp_path, 2)
    engine = Scripted(lambda request: "!Lost." if len(engine.asked) % 10 == 5 else "1", capacity=1)
    openings: list[Opening] = []

    def open_engine(model: str, opening: Opening) -> Scripted:
        openings.append(opening)
        return engine

    monkeypatch.setattr(opened, "open_engine", open_engine)
    third = [ask_shard(suite_file, tmp_path / "other", number, 2) for number in (1, 2)]
    merged = merge(third, tmp_path / "merged")
    left = unanswered(merged)
    assert (len(left.probes), left.why) == (30, "Lost.")
    engine = Scripted(lambda request: "1")
    run("solver:exact", str(suite_file), out=tmp_path / "merged")
    assert {request.probe for request in engine.asked} == set(left.probes)
    assert unanswered(merged).nothing
    # Joining the shards once more must not bring their failures back.
    assert unanswered(merge(third, tmp_path / "merged")).nothing
    assert len(openings) == 3
    assert len(shards) == 2


def test_missing_shards_are_named(suite_file: Path, tmp_path: Path) -> None:
    shards = [ask_shard(suite_file, tmp_path, number, 5) for number in (1, 3, 5)]
    with pytest.raises(InvalidArgument, match=r"Of 5 shards these are missing: 2, 4\. Give all of them"):
        merge(shards, tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


def test_a_shard_given_twice_is_refused(suite_file: Path, tmp_path: Path) -> None:
    shards = ask_all(suite_file, tmp_path, 2)
    with pytest.raises(InvalidArgument, match="both hold shard 2/2: give each once"):
        merge([*shards, shards[1]], tmp_path / "merged")


def test_a_whole_run_is_no_shard(suite_file: Path, tmp_path: Path) -> None:
    run("solver:exact", str(suite_file), out=tmp_path / "whole", limit=2)
    with pytest.raises(InvalidArgument, match="whole is no shard: give folders that"):
        merge([tmp_path / "whole"], tmp_path / "merged")


def test_shards_of_different_runs_are_refused(suite_file: Path, tmp_path: Path) -> None:
    first = ask_shard(suite_file, tmp_path, 1, 2)
    other_count = ask_shard(suite_file, tmp_path, 2, 3)
    with pytest.raises(InvalidArgument, match="its number of shards, samples or rechecks differs"):
        merge([first, other_count], tmp_path / "merged")
    other_manner = ask_shard(suite_file, tmp_path, 2, 2, manner=Manner(system="Be brief."))
    with pytest.raises(InvalidArgument, match="another system message"):
        merge([first, other_manner], tmp_path / "merged")


def test_a_shard_that_is_being_written_is_refused(suite_file: Path, tmp_path: Path) -> None:
    shards = ask_all(suite_file, tmp_path, 2)
    held = RunDirectory.open(shards[0])
    with (
        RunDirectory.create_or_open(held.path, held.manifest),
        pytest.raises(JagbenchError, match=r"Another process is writing to .*shard-1-of-2"),
    ):
        merge(shards, tmp_path / "merged")
