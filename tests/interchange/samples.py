"""Logs as the tools write them, small."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from jagbench.probes import Probe, to_json
from jagbench.probes.written import target_of


def json_lines(path: Path, lines: Sequence[object], end: str = "") -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines) + end)
    return path


def lm_eval_line(number: int, probe: Probe, *replies: str, filter: str = "none") -> dict[str, Any]:
    """A line of `samples_TASK_DATE.jsonl` for an exported task, as lm-eval 0.4.13 writes it."""
    messages = json.dumps([{"role": "user", "content": probe.prompt}])
    doc = {
        "id": probe.id,
        "prompt": probe.prompt,
        "target": target_of(probe),
        "jagbench": to_json(probe),
    }
    return {
        "doc_id": number,
        "doc": doc,
        "target": target_of(probe),
        "arguments": {"gen_args_0": {"arg_0": [messages], "arg_1": {"until": [], "temperature": 0.5}}},
        "resps": [list(replies)],
        "filtered_resps": list(replies[:1]),
        "filter": filter,
        "metrics": ["accuracy"],
        "accuracy": 0.0,
    }


def inspect_sample(probe: Probe, reply: str | None, *, epoch: int = 1, stop: str = "stop") -> dict[str, Any]:
    """A sample of an Inspect log of an exported task."""
    choice = {"message": {"role": "assistant", "content": reply}, "stop_reason": stop}
    output = {"model": "tiny", "choices": [choice], "completion": reply, "usage": {"output_tokens": 3}}
    return {
        "id": probe.id,
        "epoch": epoch,
        "input": probe.prompt,
        "target": target_of(probe),
        "output": {**output, "time": 0.5} if reply is not None else {"choices": []},
        "metadata": {"jagbench": to_json(probe)},
        "attachments": {},
        **({} if reply is not None else {"error": {"message": "no connection"}}),
    }


def inspect_header(version: int = 2) -> dict[str, Any]:
    spec = {
        "created": "2026-11-01T10:00:00+00:00",
        "task": "smoke",
        "model": "openai-api/local/tiny",
        "model_generate_config": {"temperature": 0.25},
        "packages": {"inspect_ai": "0.3.285"},
    }
    plan = {"name": "plan", "config": {"temperature": 0.75, "max_tokens": 99, "top_p": None}}
    return {"version": version, "status": "success", "eval": spec, "plan": plan}


def inspect_zip(
    path: Path,
    header: Mapping[str, Any],
    samples: Sequence[Mapping[str, Any]],
    first: Mapping[str, object] | None = None,
) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (first or {}).items():
            file.writestr(name, json.dumps(content))
        for sample in samples:
            file.writestr(f"samples/{sample['id']}_epoch_{sample['epoch']}.json", json.dumps(sample))
        file.writestr("header.json", json.dumps(header))
    return path


def packed_by_zstd(path: Path) -> Path:
    """The same archive with its members packed by zstd, as Inspect packs them since 0.3.280."""
    pa: Any = import_module("pyarrow")
    body, directory = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(path) as file:
        for name in file.namelist():
            content = file.read(name)
            packed: bytes = pa.compress(content, codec="zstd", asbytes=True)
            sizes = (zlib.crc32(content), len(packed), len(content), len(name), 0)
            start = body.tell()
            body.write(struct.pack("<4s5HIIIHH", b"PK\x03\x04", 63, 0, 93, 0, 0, *sizes))
            body.write(name.encode() + packed)
            rest = (0, 0, 0, 0, start)
            directory.write(struct.pack("<4s6HIIIHHHHHII", b"PK\x01\x02", 63, 63, 0, 93, 0, 0, *sizes, *rest))
            directory.write(name.encode())
        count = len(file.namelist())
    place, size = body.tell(), directory.tell()
    end = struct.pack("<4s4HIIH", b"PK\x05\x06", 0, 0, count, count, size, place, 0)
    target = path.with_name(f"zstd-{path.name}")
    target.write_bytes(body.getvalue() + directory.getvalue() + end)
    return target


def helm_state(name: str, prompt: str, right: str, wrong: Sequence[str], reply: str) -> dict[str, Any]:
    """A request of `scenario_state.json`, as HELM 0.5 writes it."""
    references = [{"output": {"text": right}, "tags": ["correct"]}]
    references += [{"output": {"text": each}, "tags": []} for each in wrong]
    shown = sorted([right, *wrong])
    mapping = {"output_mapping": dict(zip("ABCD", shown, strict=False))} if wrong else {}
    listed = (
        "".join(f"\n{chr(ord('A') + place)}. {text}" for place, text in enumerate(shown)) if wrong else ""
    )
    completion: dict[str, Any] = {
        "text": reply,
        "logprob": 0,
        "tokens": [],
        "finish_reason": {"reason": "endoftext"},
    }
    return {
        "instance": {"input": {"text": prompt}, "references": references, "split": "test", "id": name},
        "train_trial_index": 0,
        "num_train_instances": 0,
        "request": {"model": "tiny", "prompt": f"{prompt}{listed}"},
        "result": {"success": True, "completions": [completion], "request_time": 0.5},
        **mapping,
    }


def helm(states: Sequence[object]) -> dict[str, Any]:
    return {
        "adapter_spec": {"method": "generation", "model": "maker/tiny", "temperature": 0.0, "max_tokens": 7},
        "request_states": states,
    }


def openai_evals_lines(*events: tuple[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The lines of a log of OpenAI evals 3.0: the run, and its events by type and data."""
    spec = {
        "completion_fns": ["local"],
        "eval_name": "smoke.test.v1",
        "run_id": "26112912",
        "created_at": "2026-11-29 12:00:00.5",
    }
    common = {"run_id": "26112912", "sample_id": "smoke.test.0", "created_by": ""}
    return [
        {"spec": spec},
        *({**common, "event_id": n, "type": kind, "data": data} for n, (kind, data) in enumerate(events)),
        {"final_report": {"accuracy": 0.5}},
    ]
