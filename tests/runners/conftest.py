import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jagbench.probes import write_probes
from tests.runners.samples import make_probe
from tests.runners.servers import OddServer, Server


@pytest.fixture
def suite_file(tmp_path: Path) -> Path:
    """A suite of 300 probes."""
    path = tmp_path / "three-hundred.jsonl"
    path.write_bytes(write_probes(make_probe(number) for number in range(300)))
    return path


@pytest.fixture(scope="session")
def model() -> Path:
    """The embedded model as a folder of safetensors, made once for all test runs."""
    here = Path(__file__).parent
    folder = here.parent.parent / "build" / "smollm2"
    folder.parent.mkdir(exist_ok=True)
    subprocess.run([sys.executable, here / "dequantise.py", folder], check=True, stderr=subprocess.DEVNULL)
    return folder


class SlowRun:
    """Starts runs of one suite into one folder, each in a process of its own."""

    def __init__(self, suite: Path, folder: Path) -> None:
        self.suite = suite
        self.out = folder / "run"
        self.side = folder / "asked"

    def start(self, *options: str, pause: float = 0.02, disk_limit: int = 0) -> "subprocess.Popen[str]":
        arguments = [self.suite, self.out, self.side, pause, disk_limit, *options]
        return subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("slow_run.py")), *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self) -> str:
        """Run to the end without a pause; gives what it prints."""
        process = self.start(pause=0)
        output, notices = process.communicate(timeout=60)
        assert process.returncode == 0, notices
        return output

    def asked(self) -> list[str]:
        return self.side.read_text().split() if self.side.exists() else []

    def journaled(self) -> list[str]:
        """The keys of the whole lines of the journal, in order."""
        path = self.out / "journal.jsonl"
        if not path.exists():
            return []
        lines = path.read_bytes().split(b"\n")[:-1]
        return [json.loads(line)["key"] for line in lines]


@pytest.fixture
def slow_run(suite_file: Path, tmp_path: Path) -> SlowRun:
    return SlowRun(suite_file, tmp_path)


@pytest.fixture(scope="session")
def odd_server() -> Iterator[OddServer]:
    script = Path(__file__).with_name("odd_server.py")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        yield OddServer(port=int(process.stdout.readline()))
        process.kill()


@pytest.fixture
def owner() -> str:
    return "vllm"


@pytest.fixture
def server(tmp_path: Path, owner: str) -> Iterator[Server]:
    log = tmp_path / "asked.jsonl"
    script = Path(__file__).with_name("faulty_server.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(log), owner], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        yield Server(port=int(process.stdout.readline()), log=log)
        process.kill()
