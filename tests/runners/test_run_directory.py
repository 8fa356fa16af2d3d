import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jagbench.analysis.frame.kept import load_readings
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.hunting.document import read as read_hunt
from jagbench.runners.engine import Description, Sampling
from jagbench.runners.manifest import Manifest
from jagbench.runners.reply import Reply
from jagbench.runners.run_directory import RunDirectory
from tests.runners.samples import make_probe, make_reply
from tests.unreadable import as_somebody_else

pa: Any = import_module("pyarrow")
pq: Any = import_module("pyarrow.parquet")

ENGINE = Description(
    engine="solver",
    model="exact",
    fingerprint="aa",
    versions={"x": "1"},
    determinism="serial",
    details={"slots": 2},
)
MANIFEST = Manifest(
    jagbench="0.1.0",
    created="2026-01-01T00:00:00+00:00",
    model="solver:exact",
    engine=ENGINE,
    suite="smoke-v1",
    suite_sha256="bb",
    protocol="direct",
    sampling=Sampling(stop=("\n",)),
)
PROBES = [make_probe(number) for number in range(5)]


def write_run(path: Path, *batches: list[Reply], compact: bool = False) -> RunDirectory:
    with RunDirectory.create_or_open(path, MANIFEST) as directory:
        directory.add_probes(PROBES)
        for replies in batches:
            with directory.open_journal() as journal:
                journal.write(replies)
            if compact:
                directory.compact()
    return directory


def test_a_run_reads_back_as_it_was_written(tmp_path: Path) -> None:
    write_run(tmp_path / "run", [make_reply("a"), make_reply("b", "2")])
    directory = RunDirectory.open(tmp_path / "run")
    assert replace(directory.manifest, probes_sha256=()) == MANIFEST
    assert directory.probes() == PROBES
    assert directory.replies() == {"a": make_reply("a"), "b": make_reply("b", "2")}


def test_the_files_of_a_run_are_those_of_the_documentation(tmp_path: Path) -> None:
    documented = (Path(__file__).parents[2] / "docs" / "running.md").read_text()
    going_on = write_run(tmp_path / "going-on", [make_reply("a")])
    ended = write_run(tmp_path / "ended", [make_reply("a")], compact=True)
    names = {path.name for run in (going_on, ended) for path in run.path.iterdir()}
    assert names == {"run.json", "probes.jsonl", "journal.jsonl", "replies.parquet", ".lock"}
    assert {path.name for path in ended.path.iterdir()} == names - {"journal.jsonl"}
    assert all(f"`{name}`" in documented for name in names)
    assert all(f"`{key}`" in documented for key in json.loads((ended.path / "run.json").read_text()))


@pytest.mark.parametrize("compact", [False, True])
def test_the_later_reply_wins_also_over_the_compacted_one(tmp_path: Path, compact: bool) -> None:
    failed = make_reply("a", "", finish="error", error="lost.")
    directory = write_run(
        tmp_path / "run", [failed, make_reply("b", "2")], [make_reply("a")], compact=compact
    )
    assert directory.replies() == {"a": make_reply("a"), "b": make_reply("b", "2")}
    assert (directory.path / "journal.jsonl").exists() is not compact


def test_a_death_between_compaction_and_removing_the_journal_doubles_nothing(tmp_path: Path) -> None:
    directory = write_run(tmp_path / "run", [make_reply("a"), make_reply("b")])
    journal = (directory.path / "journal.jsonl").read_bytes()
    directory.compact()
    (directory.path / "journal.jsonl").write_bytes(journal)
    assert list(directory.replies()) == ["a", "b"]
    directory.compact()
    assert list(directory.replies()) == ["a", "b"]


def test_a_death_while_a_finished_run_is_opened_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    directory = write_run(tmp_path / "run", [make_reply("a"), make_reply("b")], compact=True)
    compacted = (directory.path / "replies.parquet").read_bytes()
    with directory.open_journal() as journal:
        assert not (directory.path / "replies.parquet").exists()
        journal.write([make_reply("c")])
    # As it is when the process dies after the journal is whole and before the other file is gone.
    (directory.path / "replies.parquet").write_bytes(compacted)
    assert sorted(directory.replies()) == ["a", "b", "c"]
    with directory.open_journal() as journal:
        assert all(journal.find(key) for key in "abc")
    directory.compact()
    assert sorted(directory.replies()) == ["a", "b", "c"]


@pytest.mark.parametrize("compact", [False, True])
def test_replies_that_only_compare_stand_apart(tmp_path: Path, compact: bool) -> None:
    first, again = make_reply("a"), replace(make_reply("b", "2"), recheck=True)
    lost = replace(make_reply("d", "", finish="error", error="lost."), probe="q", recheck=True)
    other = replace(make_reply("c"), probe="q")
    directory = write_run(tmp_path / "run", [first, again, other, lost], compact=compact)
    assert directory.replies() == {"a": first, "c": other}
    assert directory.rechecks() == [(first, again)]
    assert {reply.key for reply in directory.iter_replies()} == {"a", "b", "c", "d"}


def test_scores_and_seeds_survive_compaction(tmp_path: Path) -> None:
    reply = replace(make_reply("a"), scores=(-0.5, -1e-9, -700.25), seed=2**31 - 1, sample=4)
    directory = write_run(tmp_path / "run", [reply], compact=True)
    assert list(directory.replies().values()) == [reply]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"system": "Be brief."}, "another system message: none is there, 'Be brief"),
        ({"shard": "1/2"}, "another shard: all is there, 1/2 was asked for"),
        ({"examples_sha256": "cc"}, "another set of examples"),
        ({"engine": replace(ENGINE, chat_template="dd")}, "another chat template"),
        ({"engine": replace(ENGINE, determinism="none")}, "another determinism level: serial is there"),
    ],
)
def test_asking_in_another_way_needs_another_folder(
    tmp_path: Path, changed: dict[str, str], words: str
) -> None:
    write_run(tmp_path / "run", [make_reply("a")])
    with (
        pytest.raises(InvalidArgument, match=words),
        RunDirectory.create_or_open(tmp_path / "run", replace(MANIFEST, **changed)),
    ):
        pass


def test_samples_and_rechecks_grow_and_never_shrink(tmp_path: Path) -> None:
    write_run(tmp_path / "run", [make_reply("a")])
    for samples, recheck in ((5, 0.1), (3, 0.2), (1, 0.0)):
        asked = replace(MANIFEST, samples=samples, recheck=recheck)
        with RunDirectory.create_or_open(tmp_path / "run", asked):
            pass
    manifest = RunDirectory.open(tmp_path / "run").manifest
    assert (manifest.samples, manifest.recheck) == (5, 0.2)


def test_only_answered_replies_need_not_be_asked_again(tmp_path: Path) -> None:
    failed = make_reply("b", "", finish="error", error="lost.")
    directory = write_run(tmp_path / "run", [make_reply("a")], [failed], compact=True)
    with directory.open_journal() as journal:
        assert [key for key in ("a", "b") if journal.find(key)] == ["a"]


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(texts, st.none() | texts, st.none() | st.integers(0, 10**9)), min_size=1, max_size=5)
)
def test_compaction_changes_no_reply(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str | None, int | None]]
) -> None:
    replies = [
        Reply(
            key=str(number),
            probe="p",
            turn=number,
            text=text,
            thinking=thinking,
            finish_reason="length",
            prompt_tokens=tokens,
            reply_tokens=tokens,
            seconds=0.5,
        )
        for number, (text, thinking, tokens) in enumerate(rows)
    ]
    directory = write_run(tmp_path_factory.mktemp("runs") / "run", replies, compact=True)
    assert list(directory.replies().values()) == replies


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("NaN", "NaN"),
        ("a\x00b", "a\x00b"),
        ("a\ud800b", "a\ufffdb"),
        ("<script>", "<script>"),
        ("7" * 1_000_000, "7" * 1_000_000),
    ],
    ids=["empty", "nan", "nul", "surrogate", "script", "long"],
)
def test_a_hostile_reply_survives_compaction(tmp_path: Path, text: str, kept: str) -> None:
    directory = write_run(tmp_path / "run", [make_reply("a", text)], compact=True)
    assert directory.replies()["a"].text == kept


def test_probes_are_added_behind_those_there_and_none_is_taken_away(tmp_path: Path) -> None:
    for few in (PROBES[:3], PROBES[:1], [PROBES[4], PROBES[0]]):
        with RunDirectory.create_or_open(tmp_path / "run", MANIFEST) as directory:
            directory.add_probes(few)
    assert directory.probes() == [*PROBES[:3], PROBES[4]]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (
            {"suite": "core-v1", "suite_sha256": "cc"},
            "another suite: smoke-v1 is there, core-v1 was asked for",
        ),
        ({"suite_sha256": "cc"}, "another suite of the same name .*bb there, cc now"),
        (
            {"model": "solver:off", "engine": replace(ENGINE, fingerprint="dd")},
            "another model: solver:exact is there, solver:off was asked for",
        ),
        ({"protocol": "cot"}, "another protocol: direct is there, cot was asked for"),
        (
            {"sampling": Sampling(temperature=1)},
            r"another sampling: temperature 0\.0 is there, 1 was asked for, stop",
        ),
    ],
)
def test_a_folder_with_another_run_is_refused_and_left_alone(
    tmp_path: Path, other: dict[str, object], sentence: str
) -> None:
    directory = write_run(tmp_path / "run", [make_reply("a")])
    with (
        pytest.raises(InvalidArgument, match=sentence + r"[\s\S]*\. Give another --out\."),
        RunDirectory.create_or_open(tmp_path / "run", replace(MANIFEST, **other)),
    ):
        pass
    assert RunDirectory.open(directory.path).manifest == directory.manifest


def test_other_threads_or_versions_are_the_same_run(tmp_path: Path) -> None:
    write_run(tmp_path / "run", [make_reply("a")])
    engine = replace(ENGINE, versions={"x": "2"}, details={"slots": 8})
    with RunDirectory.create_or_open(tmp_path / "run", replace(MANIFEST, engine=engine)) as directory:
        assert list(directory.replies()) == ["a"]


def test_a_folder_with_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").touch()
    with (
        pytest.raises(
            InvalidArgument, match=r"holds something that is no run \(thesis\.tex\): give another --out"
        ),
        RunDirectory.create_or_open(tmp_path, MANIFEST),
    ):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run").touch()
    with (
        pytest.raises(InvalidArgument, match="is a file: give another --out"),
        RunDirectory.create_or_open(tmp_path / "run", MANIFEST),
    ):
        pass


def test_a_folder_that_died_before_it_had_a_manifest_is_begun_again(tmp_path: Path) -> None:
    for name in (".lock", "run.json.tmp"):
        (tmp_path / name).touch()
    assert write_run(tmp_path, [make_reply("a")]).probes() == PROBES


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(JagbenchError, match=r"Cannot write .*run: Not a directory"),
        RunDirectory.create_or_open(tmp_path / "file" / "run", MANIFEST),
    ):
        pass


def test_what_is_no_run_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InvalidArgument, match=r"There is no run at .*: it has no run\.json"):
        RunDirectory.open(tmp_path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": 1}', '{"format": "x"}'])
def test_a_damaged_manifest_is_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(JagbenchError, match=r"run\.json is damaged"):
        RunDirectory.open(tmp_path)


def test_a_run_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"format": 2}')
    with pytest.raises(InvalidArgument, match="written by a newer jagbench: upgrade"):
        RunDirectory.open(tmp_path)


def test_a_damaged_file_of_replies_is_one_sentence(tmp_path: Path) -> None:
    directory = write_run(tmp_path / "run", [make_reply("a")], compact=True)
    (directory.path / "replies.parquet").write_bytes(b"PAR1 but no more")
    with pytest.raises(
        JagbenchError, match=r"replies\.parquet is damaged .*: move it away, and the command that made"
    ):
        directory.replies()


def test_a_second_process_is_refused_and_a_dead_one_blocks_nobody(tmp_path: Path) -> None:
    code = "import sys, filelock; l = filelock.FileLock(sys.argv[1]); l.acquire(); print(flush=True); input()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / ".lock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with (
            pytest.raises(JagbenchError, match=r"Another process is writing to .*: wait for it to end"),
            RunDirectory.create_or_open(tmp_path, MANIFEST),
        ):
            pass
        holder.kill()
    assert write_run(tmp_path, [make_reply("a")]).probes() == PROBES


def test_opening_a_run_loads_neither_engines_nor_pandas() -> None:
    code = (
        "import sys, jagbench.runners.run_directory; "
        "print([name for name in sys.modules if name.split('.')[0] in ('pandas', 'xllamacpp', 'filelock') "
        "or name.startswith('jagbench.runners.engines')])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(
    "wrong",
    [
        {"samples": "three"},
        {"engine": []},
        {"engine": {"engine": 7}},
        {"sampling": {"stop": "x"}},
        {"created": None},
        {"suite": ["a"]},
        {"format": "1"},
    ],
)
def test_a_manifest_with_wrong_types_is_one_sentence(tmp_path: Path, wrong: dict[str, object]) -> None:
    run = write_run(tmp_path / "run", [make_reply("a")])
    path = run.path / "run.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **wrong}))

    with pytest.raises(
        JagbenchError, match=r"run\.json is damaged \(.*\): this folder cannot be used as a run"
    ):
        RunDirectory.open(run.path)


@pytest.mark.parametrize("line", [b"{", b"\xff", b"[]"])
def test_a_damaged_line_of_probes_says_what_to_do(tmp_path: Path, line: bytes) -> None:
    run = write_run(tmp_path / "run", [make_reply("a")])
    path = run.path / "probes.jsonl"
    path.write_bytes(path.read_bytes() + line + b"\n")

    for read in (lambda: RunDirectory.open(run.path), lambda: list(run.iter_probes())):
        with pytest.raises(
            JagbenchError, match=r"jsonl, line \d: this line is damaged\. .*\. Put the file back"
        ):
            read()


@pytest.mark.parametrize("name", ["run.json", "replies.parquet", "hunt.json", "readings.parquet"])
def test_a_file_that_may_not_be_read_is_not_called_damaged(tmp_path: Path, name: str) -> None:
    run = write_run(tmp_path / "run", [make_reply("a")])
    run.compact()
    path = run.path / name
    path.touch()
    read: dict[str, Callable[[], object]] = {
        "run.json": lambda: RunDirectory.open(run.path),
        "replies.parquet": run.replies,
        "hunt.json": lambda: read_hunt(run.path),
        "readings.parquet": lambda: load_readings(path),
    }

    with (
        as_somebody_else(path),
        pytest.raises(JagbenchError, match=rf"^Cannot read .*{name}: Permission denied\.$"),
    ):
        read[name]()


def test_probes_that_were_changed_after_they_were_asked_are_refused(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [make_reply("a")])
    path = run.path / "probes.jsonl"
    path.write_text(path.read_text().replace('"value": "3"', '"value": "4"'))

    with pytest.raises(JagbenchError, match=r"is not the file that was asked: .* answer of 1 of its probes"):
        RunDirectory.open(run.path)


def test_lures_that_were_changed_are_noticed_too(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [make_reply("a")])
    path = run.path / "probes.jsonl"
    path.write_text(path.read_text().replace("off_by_one", "off_by_two"))

    with pytest.raises(JagbenchError, match=r"is not the file that was asked: .* Put the file back"):
        RunDirectory.open(run.path)


def test_a_death_while_probes_are_added_is_no_change(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run")
    before = (run.path / "probes.jsonl").read_bytes()
    with RunDirectory.create_or_open(run.path, MANIFEST) as directory:
        directory.add_probes([make_probe(7)])
    after = (run.path / "probes.jsonl").read_bytes()
    both = [hashlib.sha256(content).hexdigest() for content in (before, after)]
    manifest = json.loads((run.path / "run.json").read_text())
    (run.path / "run.json").write_text(json.dumps({**manifest, "probes_sha256": both}))

    for content in (before, after):
        (run.path / "probes.jsonl").write_bytes(content)
        RunDirectory.open(run.path)


@pytest.mark.parametrize("name", ["run.json", "probes.jsonl", "journal.jsonl", "replies.parquet", ".lock"])
def test_a_link_in_a_folder_that_somebody_sent_is_refused(tmp_path: Path, name: str) -> None:
    run = write_run(tmp_path / "run", [make_reply("a")])
    outside = tmp_path / "outside"
    path = run.path / name
    outside.write_bytes(path.read_bytes() if path.exists() else b"")
    path.unlink(missing_ok=True)
    path.symlink_to(outside)

    with pytest.raises(JagbenchError, match=rf"{name} is a link"):
        RunDirectory.open(run.path)
    with (
        pytest.raises(JagbenchError, match=rf"{name} is a link"),
        RunDirectory.create_or_open(run.path, MANIFEST),
    ):
        pass


def test_a_row_of_the_compacted_file_that_is_no_reply_costs_itself_only(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", [make_reply("a"), make_reply("b", "2")], compact=True)
    path = run.path / "replies.parquet"
    table = pq.read_table(path)
    column = pa.array([None, "2"], pa.string())
    pq.write_table(table.set_column(table.schema.get_field_index("text"), "text", column), path)

    with pytest.warns(RuntimeWarning, match=r"1 of its replies is damaged and left out"):
        assert list(run.replies()) == ["b"]
    with pytest.warns(RuntimeWarning):
        assert run.reply_table(["key", "text"]).to_pydict() == {"key": ["b"], "text": [b"2"]}
    with pytest.warns(RuntimeWarning), run.open_journal() as journal:
        assert journal.find("b") == make_reply("b", "2")
    assert list(run.replies()) == ["b"]
