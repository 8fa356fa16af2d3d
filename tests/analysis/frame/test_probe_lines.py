from io import BytesIO
from pathlib import Path

import pytest

from jagbench.analysis.frame.probe_lines import ProbeLines
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import load, write_probes
from jagbench.runners.run import run
from jagbench.runners.run_directory import RunDirectory
from tests.analysis.samples import decimals, letters

PROBES = [decimals(), letters("banana", "n", 2), letters("plum", "p", 1)]


def test_probes_are_found_by_id_and_place() -> None:
    with ProbeLines(BytesIO(write_probes(PROBES)), "mine") as lines:
        assert len(lines) == 3
        assert lines.places([PROBES[2].id, "0", None, PROBES[0].id]).tolist() == [2, -1, -1, 0]
        assert list(lines.some([2, 0])) == [PROBES[2], PROBES[0]]


def test_a_line_may_be_written_otherwise() -> None:
    first, second = write_probes(PROBES[:2]).splitlines()
    odd = b"\n" + first.replace(b'{"id"', b'{ "id"') + b"\n   \n" + second
    with ProbeLines(BytesIO(odd), "mine") as lines:
        assert list(lines.some([0, 1])) == PROBES[:2]


def test_a_suite() -> None:
    with ProbeLines.of_suite("smoke-v1") as lines:
        assert list(lines.some(range(len(lines)))) == list(load("smoke-v1").probes)


def test_what_is_no_file_of_probes(tmp_path: Path) -> None:
    line = write_probes(PROBES[:1])
    with pytest.raises(InvalidArgument, match=f"mine, line 3: the probe {PROBES[0].id} stands twice"):
        ProbeLines(BytesIO(line + b"\n" + line), "mine")
    with pytest.raises(InvalidArgument, match="mine, line 2: Not a probe"):
        ProbeLines(BytesIO(line + b"{}"), "mine")
    with pytest.raises(InvalidArgument, match="mine, line 1: not a file of probes: it is not UTF-8 text"):
        ProbeLines(BytesIO(b"\xff"), "mine")
    (tmp_path / "empty.jsonl").write_text("")
    with pytest.raises(InvalidArgument, match="there are no probes in this file"):
        ProbeLines.of_suite(str(tmp_path / "empty.jsonl"))


def test_a_damaged_line_of_a_run_says_what_to_do(tmp_path: Path) -> None:
    run("solver:exact", "smoke-v1", out=tmp_path, limit=3)
    path = tmp_path / "probes.jsonl"
    path.write_bytes(path.read_bytes() + b"{broken\n")

    with pytest.raises(
        JagbenchError, match=r"line 4: this line is damaged\. .*\. Put the file back as it was"
    ):
        ProbeLines.of_run(RunDirectory.open(tmp_path))
