"""Runs of HELM: `scenario_state.json` of a run's folder."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.json_parts import json_parts
from jagbench.interchange.logs.log import Entry, Log, model_of
from jagbench.probes.own import Problem
from jagbench.runners.reply import FinishReason

KEY: Final = "request_states"
"""Where the requests of such a file stand."""
_ENDED: Final[Mapping[str, FinishReason]] = {
    "endoftext": "stop",
    "stop": "stop",
    "length": "length",
    "content_filter": "refusal",
}


def read(path: Path, text: str) -> Log:
    """The replies of a run; of a file that is half written those that are whole.

    Raises:
        InvalidArgument: if it is no such file.
    """
    parts = json_parts(text, KEY)
    if parts is None:
        raise InvalidArgument(f"{path} is no scenario_state.json of HELM, or ends before its first request.")
    spec = cast("dict[str, Any]", parts.around.get("adapter_spec") or {})
    entries: list[Entry] = []
    problems: list[Problem] = []
    asked: Counter[str] = Counter()
    for number, state in enumerate(parts.entries, start=1):
        where = f"{path}, request {number}"
        try:
            entry = _entry(where, state, asked)
        except InvalidArgument as error:
            problems.append(Problem(where=where, why=str(error)))
            continue
        entries.append(entry)
    if not parts.whole:
        problems.append(Problem(where=f"{path}, end", why="the file ends here, half written."))
    return Log(
        tool="helm",
        model=model_of(spec.get("model_deployment")) or model_of(spec.get("model")) or path.parent.name,
        entries=entries,
        problems=problems,
        sampling={
            name: spec[name]
            for name in ("temperature", "max_tokens")
            if isinstance(spec.get(name), int | float)
        },
    )


def _entry(where: str, raw: object, asked: Counter[str]) -> Entry:
    state = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
    instance = state.get("instance")
    if not isinstance(instance, dict):
        raise InvalidArgument("it is no request of HELM: it has no 'instance'.")
    if state.get("reference_index") is not None:
        raise InvalidArgument("it asks for the probability of one reference, which is no reply.")
    fields = cast("dict[str, Any]", instance)
    if fields.get("perturbation"):
        raise InvalidArgument("it is a perturbed instance, which is another question under the same id.")
    result = cast("dict[str, Any]", state.get("result") or {})
    completions = cast("list[dict[str, Any]]", result.get("completions") or [])
    failed = result.get("success") is False or not completions
    prompt = cast("dict[str, Any]", state.get("request") or {}).get("prompt")
    name = str(fields.get("id"))
    asked[name] += 1
    return Entry(
        where=where,
        probe=name,
        prompt=prompt if isinstance(prompt, str) else None,
        question=_question(fields, state.get("output_mapping"), prompt),
        sample=asked[name] - 1,
        reply=None if failed else str(completions[0].get("text") or ""),
        error=str(result.get("error") or "the log holds no reply") if failed else None,
        finish_reason=_ended(completions[0].get("finish_reason")) if completions else "unknown",
        seconds=float(result.get("request_time") or 0.0),
    )


def _ended(reason: object) -> FinishReason:
    if isinstance(reason, dict):
        reason = cast("dict[str, Any]", reason).get("reason")
    return _ENDED.get(str(reason), "unknown")


def _question(instance: Mapping[str, Any], mapping: object, prompt: object) -> Mapping[str, Any]:
    """The question with its references: choices, where there are several, in the order shown."""
    references = [
        (str(cast("dict[str, Any]", each["output"])["text"]), "correct" in (each.get("tags") or ()))
        for each in cast("list[dict[str, Any]]", instance.get("references") or [])
    ]
    right = [text for text, is_right in references if is_right]
    wrong = [text for text, is_right in references if not is_right]
    shown = list(cast("dict[str, str]", mapping).values()) if isinstance(mapping, dict) else [*right, *wrong]
    text = cast("dict[str, Any]", instance.get("input") or {}).get("text")
    return {
        "id": instance.get("id"),
        "prompt": prompt if isinstance(mapping, dict) and isinstance(prompt, str) else text,
        "answer": right[0] if len(right) == 1 else right,
        **({"choices": shown} if wrong else {}),
    }
