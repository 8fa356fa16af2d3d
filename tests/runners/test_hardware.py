import os
from pathlib import Path

import pytest

from jagbench.runners.hardware import cores, hardware


def test_the_machine_is_described() -> None:
    found = hardware()
    assert found["cores"] == cores() == len(os.sched_getaffinity(0))
    assert found["processor"]
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert found["memory_gib"] == pytest.approx(total / 2**30, abs=0.06)


@pytest.mark.parametrize(
    ("script", "gpus"),
    [
        ("echo 'NVIDIA H200, 143771 MiB, 570.1'; echo 'NVIDIA H200, 143771 MiB, 570.1'",
         "NVIDIA H200, 143771 MiB, 570.1; NVIDIA H200, 143771 MiB, 570.1"),
        ("exit 9", None),
    ],
)  # fmt: skip
def test_gpus_are_those_that_the_driver_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, gpus: str | None
) -> None:
    tool = tmp_path / "nvidia-smi"
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    hardware.cache_clear()
    assert hardware().get("gpus") == gpus
    hardware.cache_clear()
