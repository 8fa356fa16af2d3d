import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jagbench.errors import JagbenchError
from jagbench.runners.durable import OF_A_RUN, append_to, refuse_special, replace_file, write_out


def test_a_link_where_a_file_is_written_is_replaced_and_what_it_points_to_stays(tmp_path: Path) -> None:
    outside = tmp_path / "bashrc"
    outside.write_text("mine")
    for name in ("report.html", "report.html.tmp", "run.json.tmp"):
        (tmp_path / name).symlink_to(outside)

    replace_file(tmp_path / "report.html", lambda beside: beside.write_text("new"))

    assert outside.read_text() == "mine"
    assert (tmp_path / "report.html").read_text() == "new"
    assert not (tmp_path / "report.html").is_symlink()


def test_the_name_beside_cannot_be_known_beforehand(tmp_path: Path) -> None:
    names: list[str] = []
    for _ in range(20):
        replace_file(tmp_path / "a", lambda beside: (names.append(beside.name), beside.write_text("x")))

    assert len(set(names)) == 20
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_file_is_made_with_the_rights_that_other_programs_give(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("x")

    replace_file(tmp_path / "a", lambda beside: beside.write_text("x"))

    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_a_link_is_not_appended_to(tmp_path: Path) -> None:
    (tmp_path / "journal").symlink_to(tmp_path / "outside")

    with pytest.raises(OSError, match="symbolic links"):
        append_to(tmp_path / "journal")

    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "pipe"])
def test_what_is_no_file_of_its_own_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "run.json"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/etc/hostname" if kind == "link" else tmp_path / "nowhere")

    with pytest.raises(
        JagbenchError, match=r"run\.json is (a link|a folder|no file), where a run has a file"
    ):
        refuse_special(path)


def test_a_file_or_nothing_is_fine(tmp_path: Path) -> None:
    refuse_special(tmp_path / "nothing")
    (tmp_path / "file").write_text("x")
    refuse_special(tmp_path / "file")


def test_a_pipe_that_a_user_names_is_written_into(tmp_path: Path) -> None:
    pipe = tmp_path / "out.csv"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as reader:
        read = reader.submit(pipe.read_text)
        write_out(pipe, lambda beside: beside.write_text("new"))

    assert read.result() == "new"
    assert pipe.is_fifo()


def test_a_device_that_a_user_names_is_written_into(tmp_path: Path) -> None:
    host, terminal = os.openpty()
    (tmp_path / "terminal").symlink_to(os.ttyname(terminal))

    write_out(tmp_path / "terminal", lambda beside: beside.write_text("new"))

    assert os.read(host, 10) == b"new"
    assert (tmp_path / "terminal").is_char_device()


@pytest.mark.parametrize("there", [True, False])
def test_a_link_that_a_user_names_leads_to_its_target(tmp_path: Path, there: bool) -> None:
    if there:
        (tmp_path / "target.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("target.csv")

    write_out(tmp_path / "link.csv", lambda beside: beside.write_text("new"))

    assert (tmp_path / "target.csv").read_text() == "new"
    assert (tmp_path / "link.csv").is_symlink()


def test_a_link_in_the_folder_of_a_run_is_never_followed(tmp_path: Path) -> None:
    run, outside = tmp_path / "run", tmp_path / "bashrc"
    run.mkdir()
    (run / OF_A_RUN).write_text("{}")
    outside.write_text("mine")
    (run / "report.html").symlink_to(outside)

    write_out(run / "report.html", lambda beside: beside.write_text("new"))

    assert outside.read_text() == "mine"
    assert (run / "report.html").read_text() == "new"


def test_a_folder_is_no_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_out(tmp_path, lambda beside: beside.write_text("new"))
