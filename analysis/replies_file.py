"""Replies made elsewhere: JSON lines that are read and judged like those of a run.

A line either names a probe of a suite, `{"probe": ID, "reply": TEXT}`, or brings its own question,
`{"prompt": TEXT, "answer": {"kind", "value", "options"}, "reply": TEXT}`. It may add `"finish_reason"`
(`"stop"`, `"length"`, `"error"`), `"model"`, `"error"`, and, where it brings its own question, any other
key of a probe, such as `"skill"`, `"level"` or `"lures"`. A reply of null is an engine's failure. Other
keys are ignored.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast, get_args

import pandas as pd

from jagbench.analysis.frame import Given, Row, judged, to_frame
from jagbench.errors import InvalidArgument
from jagbench.probes import Probe, from_json, probe_id
from jagbench.probes.json_lines import read_json_lines
from jagbench.runners.reply import FinishReason

_DEFAULTS: Mapping[str, Any] = {
    "skill": "unnamed",
    "version": 1,
    "level": 1,
    "grade": 0,
    "language": "",
    "frame": "",
    "template": "",
    "order": "",
    "params": {},
    "lures": {},
}


def frame_of_file(path: Path, probes: Sequence[Probe] = ()) -> pd.DataFrame:
    """The frame of a file of replies: one row per line, and one `unscored` row per probe without a line.

    Several lines may answer the same probe: each counts, and intervals treat them as one item.

    Args:
        path: The file. Each model named in it is a run of its own; a line without `"model"` belongs to
            the file's name.
        probes: The suite that lines refer to by `"probe"`.

    Raises:
        InvalidArgument: if there is no such file, or a line is not as described above.
        JagbenchError: if the file cannot be read.
    """
    known = {probe.id: probe for probe in probes}
    rows = read_json_lines(path, lambda line: _row(line, known, default_model=path.stem), what="replies")
    return to_frame([*rows, *_missing(rows, known)])


def _row(line: str, known: Mapping[str, Probe], *, default_model: str) -> Row:
    try:
        raw: object = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidArgument(f"the line is not JSON ({error}).") from error
    if not isinstance(raw, dict):
        raise InvalidArgument(f"expected a JSON object, got {type(raw).__name__}.")
    fields = cast("dict[str, Any]", raw)
    model = _text(fields, "model") or default_model
    return judged(_probe(fields, known), _given(fields), run=model, model=model)


def _text(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is not None and not isinstance(value, str):
        raise InvalidArgument(f"{key!r} must be a string or null, got {value!r}.")
    return value


def _given(fields: Mapping[str, Any]) -> Given:
    if "reply" not in fields:
        raise InvalidArgument("the key 'reply' is missing.")
    reason = _text(fields, "finish_reason")
    if reason is not None and reason not in get_args(FinishReason):
        raise InvalidArgument(f"'finish_reason' must be stop, length, error or null, got {reason!r}.")
    return Given(text=_text(fields, "reply"), finish_reason=reason, error=_text(fields, "error") or "")


def _probe(fields: Mapping[str, Any], known: Mapping[str, Probe]) -> Probe:
    if "answer" in fields:
        return _own_probe(fields)
    name = _text(fields, "probe")
    if name is None:
        raise InvalidArgument("give the id of a 'probe', or a 'prompt' and its 'answer'.")
    if not known:
        raise InvalidArgument(f"the probe {name!r} belongs to a suite: name it with --suite.")
    if name not in known:
        raise InvalidArgument(f"the suite has no probe {name!r}.")
    return known[name]


def _own_probe(fields: Mapping[str, Any]) -> Probe:
    given = {key: fields[key] for key in ("prompt", "item", *_DEFAULTS) if key in fields}
    answer: object = fields["answer"]
    if isinstance(answer, dict):
        answer = {"options": [], **cast("dict[str, Any]", answer)}
    probe = from_json(json.dumps({"id": "", "item": "", **_DEFAULTS, **given, "answer": answer}))
    identity = probe_id(probe.prompt, probe.answer)
    return replace(probe, id=identity, item=probe.item or identity)


def _missing(rows: Sequence[Row], known: Mapping[str, Probe]) -> list[Row]:
    answered = {(row.model, row.probe) for row in rows}
    models = dict.fromkeys(row.model for row in rows)
    return [
        judged(probe, Given(text=None), run=model, model=model)
        for model in models
        for probe in known.values()
        if (model, probe.id) not in answered
    ]
