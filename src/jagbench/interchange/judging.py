"""The judge that exported tasks call within other tools."""

from dataclasses import asdict
from typing import Any

from jagbench.analysis.frame.rows import Given, judgement
from jagbench.probes import from_json


def judge_reply(probe: str, reply: str, finish_reason: str | None = None) -> dict[str, Any]:
    """Read and judge one reply, as a run of jagbench would.

    Args:
        probe: The probe as a JSON line, as exported tasks hold it.
        reply: The raw text.
        finish_reason: How it ended: `"stop"`, `"length"`, `"refusal"`; None where that is not known.

    Returns:
        The fields of `jagbench.analysis.frame.rows.Judgement`, and whether the reply is `correct`.
    """
    judged = judgement(from_json(probe), Given(text=reply, finish_reason=finish_reason))
    return {**asdict(judged), "lures": list(judged.lures), "correct": judged.verdict == "correct"}
