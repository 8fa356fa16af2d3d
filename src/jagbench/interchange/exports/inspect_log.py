"""A run as an `.eval` log of Inspect, written by Inspect's own library."""

from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pandas as pd

from jagbench import __version__
from jagbench.analysis.statistics.cells import cells, records
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe, to_json
from jagbench.probes.own import PROBE
from jagbench.probes.written import target_of
from jagbench.runners.run_directory import RunDirectory

_STOPS: Final = {"stop": "stop", "length": "max_tokens", "refusal": "content_filter"}


def export_log(run: RunDirectory, table: pd.DataFrame, path: Path) -> Path:
    """Write a run as a log that `inspect view` and `inspect score` take, and jagbench too.

    Args:
        run: The run.
        table: Its frame.
        path: The file, which ends in `.eval`.

    Raises:
        InvalidArgument: if Inspect is not installed, or the file is called otherwise.
        OSError: if it cannot be written.
    """
    if path.suffix != ".eval":
        raise InvalidArgument(f"{path} must end in .eval.")
    if find_spec("inspect_ai") is None:
        raise InvalidArgument("Logs of Inspect are written by its own library: pip install inspect-ai")
    log: Any = import_module("inspect_ai.log")
    parts: Any = import_module("inspect_ai.log._log")
    manifest = run.manifest
    probes = {probe.id: probe for probe in run.probes()}
    total = records(cells(table))[0]
    samples = [_sample(row, probes[row["probe"]], manifest.engine.model) for row in records(table)]
    accuracy = {"accuracy": parts.EvalMetric(name="accuracy", value=float(total["accuracy"]))}
    path.parent.mkdir(parents=True, exist_ok=True)
    written = log.EvalLog(
        status="success",
        eval=parts.EvalSpec(
            created=manifest.created,
            task=Path(manifest.suite).name,
            dataset=parts.EvalDataset(
                name=manifest.suite, samples=len(probes), sample_ids=list(probes), shuffled=False
            ),
            model=manifest.model,
            model_generate_config={
                "temperature": manifest.sampling.temperature,
                "top_p": manifest.sampling.top_p,
                "max_tokens": manifest.sampling.max_tokens,
            },
            config=parts.EvalConfig(epochs=manifest.samples),
            packages={"inspect_ai": version("inspect_ai"), "jagbench": __version__},
            metadata={"suite_sha256": manifest.suite_sha256, "protocol": manifest.protocol},
        ),
        results=parts.EvalResults(
            total_samples=len(samples),
            completed_samples=int(total["scored"]),
            scores=[parts.EvalScore(name="jagbench", scorer="jagbench", metrics=accuracy)]
            if total["scored"]
            else [],
        ),
        samples=samples,
    )
    log.write_eval_log(written, str(path), format="eval")
    return path


def _sample(row: dict[str, Any], probe: Probe, model: str) -> Any:
    """One reply as a sample with its score; a probe without a reply is one that failed."""
    parts: Any = import_module("inspect_ai.log._log")
    models: Any = import_module("inspect_ai.model")
    scorer: Any = import_module("inspect_ai.scorer")
    failed = row["verdict"] == "unscored"
    asked: dict[str, Any] = {
        "id": probe.id,
        "epoch": int(row["sample"]) + 1,
        "input": probe.prompt,
        "target": target_of(probe),
        "metadata": {PROBE: to_json(probe), "skill": probe.skill, "level": probe.level},
    }
    if failed:
        error = import_module("inspect_ai._util.error").EvalError(
            message=row["error"], traceback="", traceback_ansi=""
        )
        return parts.EvalSample(**asked, error=error)
    stop = _STOPS.get(row["finish_reason"], "unknown")
    output = models.ModelOutput.from_content(model=model, content=row["reply"], stop_reason=stop)
    score = scorer.Score(
        value="C" if row["correct"] else "I",
        answer=row["reading"],
        explanation=f"{row['verdict']} by the rule {row['rule']}",
        metadata={"verdict": row["verdict"], "rule": row["rule"], "strict": bool(row["strict"])},
    )
    question = models.ChatMessageUser(content=probe.prompt)
    return parts.EvalSample(
        **asked, messages=[question, output.message], output=output, scores={"jagbench": score}
    )
