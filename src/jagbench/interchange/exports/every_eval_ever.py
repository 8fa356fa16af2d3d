"""A run as records of Every Eval Ever (evalevalai.com), schema 0.3.0: one of its results, one a reply.

Replies that were not scored are in no record; their count stands with the results.
"""

import hashlib
import json
import re
import uuid
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import pandas as pd

from jagbench import __version__
from jagbench.analysis.statistics.cells import LEVEL, cells, records
from jagbench.errors import InvalidArgument
from jagbench.runners.durable import write_out
from jagbench.runners.manifest import Manifest
from jagbench.runners.run_directory import RunDirectory

SCHEMA: Final = "0.3.0"
"""The version of its schema."""
OVERALL: Final = "all skills"
"""The name of the result over all skills."""
_LOCAL: Final = frozenset({"llamacpp", "vllm", "hf", "ray", "solver", "python"})
"""Engines that compute where jagbench runs."""


def export_records(
    run: RunDirectory, table: pd.DataFrame, folder: Path, *, organization: str = "unknown"
) -> list[Path]:
    """Write the records of a run, at the places that its datastore has for them below `data/`.

    The same run gives the same records in the same files.

    Args:
        run: The run.
        table: Its frame.
        folder: Below which `data/SUITE/DEVELOPER/MODEL/` is made.
        organization: Who evaluated.

    Returns:
        The file of results and that of replies.

    Raises:
        InvalidArgument: if no reply is scored.
        OSError: if they cannot be written.
    """
    scored = table[table["verdict"] != "unscored"]
    if scored.empty:
        raise InvalidArgument(f"{run.source} has no scored reply, and a record is of some.")
    manifest = run.manifest
    developer, _, model = _identity(manifest).partition("/")
    place = Path("data") / f"jagbench-{_safe(Path(manifest.suite).stem)}" / developer / model
    name = _name(manifest, scored)
    lines = "".join(
        json.dumps(_instance(row, manifest), ensure_ascii=False) + "\n" for row in records(scored)
    ).encode("utf-8", "replace")
    samples = place / f"{name}_samples.jsonl"
    detail = {
        "format": "jsonl",
        "file_path": samples.as_posix(),
        "hash_algorithm": "sha256",
        "checksum": hashlib.sha256(lines).hexdigest(),
        "total_rows": len(scored),
    }
    whole = {**_results(manifest, table, organization), "detailed_evaluation_results": detail}
    content = (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")
    (folder / place).mkdir(parents=True, exist_ok=True)
    write_out(folder / samples, partial(_write, lines))
    write_out(folder / place / f"{name}.json", partial(_write, content))
    return [folder / place / f"{name}.json", folder / samples]


def _write(content: bytes, path: Path) -> None:
    path.write_bytes(content)


def _identity(manifest: Manifest) -> str:
    """The model as `DEVELOPER/MODEL`; the developer is `local` where its name tells none."""
    name = manifest.engine.model.partition("@")[0].removesuffix(".gguf")
    parts = [safe for part in name.split("/") if (safe := _safe(part))]
    developer = parts[-2] if len(parts) == 2 else "local"
    return f"{developer}/{parts[-1] if parts else 'model'}"


def _safe(part: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", part).strip("-.")


def _name(manifest: Manifest, scored: pd.DataFrame) -> str:
    """A UUID of version 4 form, drawn from what the run is rather than by chance."""
    told = [manifest.engine.fingerprint, manifest.suite_sha256, manifest.protocol, manifest.created]
    told += [*scored["probe"].tolist(), *scored["verdict"].tolist()]
    return str(uuid.UUID(bytes=hashlib.sha256("\x1f".join(told).encode()).digest()[:16], version=4))


def _evaluation(manifest: Manifest) -> str:
    suite = _safe(Path(manifest.suite).stem)
    return f"jagbench-{suite}/{_identity(manifest)}/{_seconds(manifest)}"


def _seconds(manifest: Manifest) -> str:
    """When the run was begun, in seconds since 1970."""
    begun = datetime.fromisoformat(manifest.created)
    return str((begun if begun.tzinfo else begun.replace(tzinfo=UTC)).timestamp())


def _results(manifest: Manifest, table: pd.DataFrame, organization: str) -> dict[str, Any]:
    """The record of the results: accuracy over all, and of each skill."""
    engine = manifest.engine
    is_local = engine.engine in _LOCAL
    versions = {name: str(version) for name, version in engine.versions.items()}
    model = {
        "name": engine.model,
        "id": _identity(manifest),
        "developer": _identity(manifest).partition("/")[0],
        **(
            {
                "inference_engine": {
                    "name": engine.engine,
                    "version": ", ".join(versions.values()) or "unknown",
                }
            }
            if is_local
            else {"inference_platform": engine.engine}
        ),
        "additional_details": {
            "deployment_type": "self_deployed" if is_local else "unknown",
            "model_availability": "unknown",
            "fingerprint": engine.fingerprint,
        },
    }
    by_skill = [cell for cell in records(cells(table, ["skill"])) if cell["scored"]]
    overall = {**records(cells(table))[0], "skill": OVERALL}
    return {
        "schema_version": SCHEMA,
        "evaluation_id": _evaluation(manifest),
        "evaluation_timestamp": manifest.created,
        "retrieved_timestamp": _seconds(manifest),
        "source_metadata": {
            "source_name": "jagbench",
            "source_type": "evaluation_run",
            "source_organization_name": organization,
            "evaluator_relationship": "other",
        },
        "eval_library": {"name": "jagbench", "version": __version__},
        "model_info": model,
        "evaluation_results": [_result(cell, manifest) for cell in (overall, *by_skill)],
    }


def _result(cell: dict[str, Any], manifest: Manifest) -> dict[str, Any]:
    sampling = manifest.sampling
    return {
        "evaluation_result_id": _result_id(cell["skill"]),
        "evaluation_name": cell["skill"],
        "evaluation_timestamp": manifest.created,
        "source_data": {
            "dataset_name": Path(manifest.suite).name,
            "source_type": "other",
            "additional_details": {"sha256": manifest.suite_sha256},
        },
        "metric_config": {
            "evaluation_description": "share of replies that commit to the right answer, in whatever format",
            "metric_id": "accuracy",
            "metric_name": "Accuracy",
            "metric_kind": "accuracy",
            "metric_unit": "proportion",
            "lower_is_better": False,
            "score_type": "continuous",
            "min_score": 0.0,
            "max_score": 1.0,
        },
        "score_details": {
            "score": float(cell["accuracy"]),
            "details": {
                "asked": str(cell["asked"]),
                "scored": str(cell["scored"]),
                "strict_accuracy": f"{cell['strict_accuracy']:.6f}",
            },
            "uncertainty": {
                "confidence_interval": {
                    "lower": float(cell["low"]),
                    "upper": float(cell["high"]),
                    "confidence_level": LEVEL,
                    "method": str(cell["method"]),
                },
                "num_samples": int(cell["scored"]),
            },
        },
        "generation_config": {
            "generation_args": {
                "temperature": sampling.temperature,
                "top_p": sampling.top_p,
                "max_tokens": sampling.max_tokens,
            },
            "additional_details": {"protocol": manifest.protocol},
        },
    }


def _result_id(skill: str) -> str:
    return f"accuracy/{skill}"


def _instance(row: dict[str, Any], manifest: Manifest) -> dict[str, Any]:
    """The record of one reply; `extraction_method` is the rule by which it was read."""
    expected, seconds = str(row["expected"]), float(row["seconds"])
    return {
        "schema_version": f"instance_level_eval_{SCHEMA}",
        "evaluation_id": _evaluation(manifest),
        "model_id": _identity(manifest),
        "evaluation_name": row["skill"],
        "evaluation_result_id": _result_id(row["skill"]),
        "sample_id": row["probe"],
        "sample_hash": hashlib.sha256(f"{row['prompt']}{expected}".encode("utf-8", "replace")).hexdigest(),
        "interaction_type": "single_turn",
        "input": {"raw": row["prompt"], "reference": [expected], "choices": list(row["options"]) or None},
        "output": {"raw": [row["reply"]]},
        "answer_attribution": [
            {
                "turn_idx": 0,
                "source": "output.raw",
                "extracted_value": row["reading"],
                "extraction_method": row["rule"],
                "is_terminal": True,
            }
        ],
        "evaluation": {"score": float(row["correct"]), "is_correct": bool(row["correct"])},
        **({"performance": {"latency_ms": 1000 * seconds}} if seconds > 0 else {}),
        "metadata": {
            name: str(row[name])
            for name in ("verdict", "level", "language", "item", "sample", "finish_reason")
            if str(row[name])
        },
    }
