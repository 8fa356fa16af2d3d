"""docs/own-skill.md, done as it is printed: from an empty folder to verified probes."""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

import jagbench

PAGE = (Path(__file__).parents[1] / "docs" / "own-skill.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"`([\w.]+)`:\n\n```\w+\n(.*?)```", PAGE, re.DOTALL))
CONSOLE = re.search(r"```console\n(.*?)```", PAGE, re.DOTALL)


def steps(console: str) -> list[tuple[str, str]]:
    """Each command of a console block, with the output that is printed below it."""
    parts = re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


@pytest.fixture
def bin_of_a_fresh_environment(tmp_path: Path) -> Path:
    """An environment of its own that sees this jagbench and what it needs."""
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    packages = home / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    seen = [str(Path(jagbench.__file__).parents[1]), sysconfig.get_paths()["purelib"]]
    (packages / "jagbench-under-test.pth").write_text("\n".join(seen))
    command = home / "bin" / "jagbench"
    command.write_text(f"#!{home}/bin/python\nfrom jagbench.cli import main\nmain()\n")
    command.chmod(0o755)
    return home / "bin"


@pytest.mark.slow
def test_the_page_works_as_it_is_printed(bin_of_a_fresh_environment: Path, tmp_path: Path) -> None:
    folder = tmp_path / "my-skills"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    assert CONSOLE is not None

    for command, printed in steps(CONSOLE[1]):
        done = subprocess.run(
            command,
            shell=True,
            cwd=folder,
            env={"PATH": f"{bin_of_a_fresh_environment}:/usr/bin:/bin", "HOME": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, (command, done.stderr)
        assert not printed or done.stdout == printed


def test_a_skill_takes_at_most_forty_lines() -> None:
    assert len(FILES["doubling.py"].splitlines()) <= 40
