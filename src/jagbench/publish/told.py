"""What is told of a run: who was asked what, the figures by name, and a table of its skills."""

import hashlib
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from jagbench.analysis.frame.rows import frame
from jagbench.analysis.measures.results import result
from jagbench.errors import JagbenchError
from jagbench.runners.manifest import MANIFEST
from jagbench.runners.run_directory import RunDirectory

REPORT = "report.html"
"""What `jagbench report` writes into the folder of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A run as other tools keep it."""

    name: str
    """What it is called: its label, or its model."""
    key: str
    """16 hexadecimal digits that tell it from other runs, the same each time it is published."""
    config: Mapping[str, Any]
    """Who was asked what, and how: model, suite with its hash, protocol, sampling, versions."""
    metrics: Mapping[str, float]
    """Figures by name: `accuracy` with `accuracy_low` and `accuracy_high`, `strict_accuracy`, `scored`,
    `unscored`, and `family/NAME/accuracy` and `skill/NAME/accuracy` likewise."""
    skills: pd.DataFrame
    """One row a skill: `skill`, `family`, `accuracy`, `low`, `high`, `strict_accuracy`, `n`."""
    files: Sequence[Path]
    """What is kept beside it: `run.json`, and the report where there is one."""
    result: Mapping[str, Any]
    """The result as `--json` has it (docs/json.md)."""


def published(run: RunDirectory) -> Published:
    """Read and judge a run.

    Args:
        run: Its folder.

    Raises:
        JagbenchError: if nothing of it is scored, or a file cannot be read.
    """
    manifest = run.manifest
    found: dict[str, Any] = dict(result(frame(run)))
    if found["accuracy"]["value"] is None:
        raise JagbenchError(f"{run.path} has no scored reply, so there is nothing to publish.")
    key = hashlib.sha256(
        "\n".join(
            [manifest.engine.fingerprint, manifest.suite_sha256, manifest.protocol, manifest.created]
        ).encode()
    ).hexdigest()[:16]
    return Published(
        name=manifest.label or manifest.model,
        key=key,
        config={
            "model": manifest.model,
            "fingerprint": manifest.engine.fingerprint,
            "engine": manifest.engine.engine,
            **{f"version_{name}": number for name, number in manifest.engine.versions.items()},
            "suite": Path(manifest.suite).stem,
            "suite_sha256": manifest.suite_sha256,
            "protocol": manifest.protocol,
            "samples": manifest.samples,
            "jagbench": manifest.jagbench,
            "created": manifest.created,
            "tags": ", ".join(manifest.tags),
            **{f"sampling_{name}": value for name, value in asdict(manifest.sampling).items()},
        },
        metrics=_metrics(found),
        skills=pd.DataFrame(
            [
                {
                    "skill": each["skill"],
                    "family": each["skill"].partition(".")[0],
                    "accuracy": each["accuracy"]["value"],
                    "low": each["accuracy"]["low"],
                    "high": each["accuracy"]["high"],
                    "strict_accuracy": each["strict_accuracy"]["value"],
                    "n": each["accuracy"]["n"],
                }
                for each in found["skills"]
            ]
        ),
        files=[path for name in (MANIFEST, REPORT) if (path := run.path / name).is_file()],
        result=found,
    )


def _metrics(found: Mapping[str, Any]) -> dict[str, float]:
    metrics: dict[str, float] = {
        "scored": found["replies"]["scored"],
        "unscored": found["replies"]["asked"] - found["replies"]["scored"],
    }
    parts: list[tuple[str, Mapping[str, Any]]] = [("", found)]
    for kind in ("family", "skill"):
        parts += [
            (f"{kind}/{each[kind]}/", each) for each in found["families" if kind == "family" else "skills"]
        ]
    for prefix, each in parts:
        for name in ("accuracy", "strict_accuracy"):
            figure = each[name]
            if figure["value"] is not None:
                metrics |= {
                    f"{prefix}{name}": figure["value"],
                    f"{prefix}{name}_low": figure["low"],
                    f"{prefix}{name}_high": figure["high"],
                }
    return metrics


def library(name: str, package: str) -> Any:
    """A library that is not part of the core install.

    Args:
        name: The module.
        package: What installs it.

    Raises:
        JagbenchError: if it is not installed; the error has the command that installs it.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        raise JagbenchError(f"{package} is not installed. Install it with: pip install {package}") from error


@contextmanager
def telling(whom: str) -> Generator[None]:
    """Turn whatever a library raises (no login, no network, no such project) into one sentence.

    Args:
        whom: Who is told.

    Raises:
        JagbenchError: if the block raises.
    """
    try:
        yield
    except JagbenchError:
        raise
    except Exception as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise JagbenchError(f"{whom} did not take the run: {said[:_LONGEST].rstrip('.')}.") from error


_LONGEST = 300
"""Characters of what a library says that are passed on."""
