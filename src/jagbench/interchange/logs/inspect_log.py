"""Logs of Inspect: `.eval` files (ZIP) and `.json` files of `inspect eval`."""

import json
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any, Final, cast

from jagbench.errors import InvalidArgument
from jagbench.interchange.logs.json_parts import json_parts
from jagbench.interchange.logs.log import Entry, Log, model_of
from jagbench.probes.own import PROBE, Problem
from jagbench.runners.reply import FinishReason

VERSIONS: Final = (1, 2)
"""Versions of the log's form that are known."""
_ZSTD: Final = 93
"""The number of zstd among the ways in which members of ZIP files are packed (APPNOTE 6.3.8)."""
_LOCAL: Final = struct.Struct("<26xHH")
"""The lengths of name and extra field at the end of the header before a member."""
_ATTACHMENT: Final = "attachment://"
_ENDED: Final[Mapping[str, FinishReason]] = {
    "stop": "stop",
    "max_tokens": "length",
    "model_length": "length",
    "content_filter": "refusal",
}


def read_zip(path: Path, content: bytes) -> Log:
    """The replies of an `.eval` file, finished or going on.

    Raises:
        InvalidArgument: if it is damaged or no log.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            names = file.namelist()
            head = next((each for each in ("header.json", "_journal/start.json") if each in names), None)
            if head is None:
                raise InvalidArgument(f"{path} is no log of Inspect: it holds no header.json.")
            header = cast("dict[str, Any]", json.loads(_unpacked(file, head, content)))
            samples = [
                (name, _member(file, name, content)) for name in sorted(names) if name.startswith("samples/")
            ]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise InvalidArgument(
            f"{path} is no whole .eval file ({error}): let Inspect finish it, or recover it with `inspect "
            "log recover`."
        ) from error
    return _log(path, header, samples)


def _unpacked(file: zipfile.ZipFile, name: str, content: bytes) -> bytes:
    """A member of an archive, packed by zstd too, which Python's own library cannot read before 3.14."""
    about = file.getinfo(name)
    if about.compress_type != _ZSTD:
        return file.read(name)
    pa: Any = import_module("pyarrow")
    names, extra = _LOCAL.unpack_from(content, about.header_offset)
    start = about.header_offset + _LOCAL.size + names + extra
    packed = content[start : start + about.compress_size]
    found: bytes = pa.decompress(packed, decompressed_size=about.file_size, codec="zstd", asbytes=True)
    return found


def _member(file: zipfile.ZipFile, name: str, content: bytes) -> object:
    try:
        return json.loads(_unpacked(file, name, content))
    except (ValueError, zipfile.BadZipFile, OSError, NotImplementedError) as error:
        return InvalidArgument(f"it is damaged ({error}).")


def read_json(path: Path, text: str) -> Log:
    """The replies of a `.json` log; of one that is half written those that are whole.

    Raises:
        InvalidArgument: if it is no log.
    """
    parts = json_parts(text, "samples")
    if parts is None:
        raise InvalidArgument(f"{path} is no log of Inspect, or ends before its first sample.")
    samples: list[tuple[str, object]] = [
        (f"sample {number}", each) for number, each in enumerate(parts.entries, start=1)
    ]
    if not parts.whole:
        samples.append(("end", InvalidArgument("the file ends here, half written.")))
    return _log(path, parts.around, samples)


def _log(path: Path, header: Mapping[str, Any], samples: Sequence[tuple[str, object]]) -> Log:
    about = header.get("eval")
    if not isinstance(about, dict):
        raise InvalidArgument(f"{path} is no log of Inspect: it tells nothing of its eval.")
    spec = cast("dict[str, Any]", about)
    entries: list[Entry] = []
    problems: list[Problem] = []
    for name, sample in samples:
        where = f"{path}, {name}"
        try:
            entries.append(_entry(where, sample))
        except InvalidArgument as error:
            problems.append(Problem(where=where, why=str(error)))
    version = header.get("version")
    known = version in VERSIONS
    packages = cast("dict[str, Any]", spec.get("packages") or {})
    config = cast("dict[str, Any]", spec.get("model_generate_config") or {})
    return Log(
        tool="inspect",
        version=str(packages.get("inspect_ai") or ""),
        model=model_of(spec.get("model")) or path.stem,
        entries=entries,
        problems=problems,
        notes=[]
        if known
        else [f"{path} is a log of version {version}, and {VERSIONS[-1]} is known: it is read as that."],
        created=str(spec.get("created") or ""),
        sampling={
            name: config[name]
            for name in ("temperature", "top_p", "max_tokens")
            if isinstance(config.get(name), int | float)
        },
    )


def _entry(where: str, raw: object) -> Entry:
    if isinstance(raw, InvalidArgument):
        raise raw
    if not isinstance(raw, dict) or "id" not in raw or "output" not in raw:
        raise InvalidArgument("it is no sample of Inspect: it has no 'id' and 'output'.")
    sample = cast("dict[str, Any]", raw)
    attached = cast("dict[str, str]", sample.get("attachments") or {})
    output = cast("dict[str, Any]", sample["output"] or {})
    choices = cast("list[dict[str, Any]]", output.get("choices") or [])
    error = _error(sample, output)
    text = output.get("completion")
    if not isinstance(text, str) and choices:
        text = _text(cast("dict[str, Any]", choices[0].get("message") or {}).get("content"))
    prompt = _prompt(sample.get("input"), attached)
    metadata = cast("dict[str, Any]", sample.get("metadata") or {})
    usage = cast("dict[str, Any]", output.get("usage") or {})
    seconds = output.get("time")
    return Entry(
        where=where,
        probe=str(sample["id"]),
        prompt=prompt,
        question=_question(sample, metadata, prompt),
        sample=max(0, int(sample.get("epoch") or 1) - 1),
        reply=None if error else _resolved(text, attached),
        error=error,
        finish_reason=_ENDED.get(str(choices[0].get("stop_reason")), "unknown") if choices else "unknown",
        tokens=usage.get("output_tokens") if isinstance(usage.get("output_tokens"), int) else None,
        seconds=float(seconds) if isinstance(seconds, int | float) else 0.0,
    )


def _error(sample: Mapping[str, Any], output: Mapping[str, Any]) -> str | None:
    raised: object = sample.get("error")
    if isinstance(raised, dict):
        return str(cast("dict[str, Any]", raised).get("message") or "the sample failed")
    if output.get("error"):
        return str(output["error"])
    return None if output.get("choices") else "the log holds no reply"


def _question(sample: Mapping[str, Any], metadata: Mapping[str, Any], prompt: str) -> Mapping[str, Any]:
    """The question: the probe that jagbench put into the metadata, or what the sample says of it."""
    if isinstance(metadata.get(PROBE), str):
        return {PROBE: metadata[PROBE]}
    return {
        "id": sample["id"],
        "prompt": prompt,
        "choices": sample.get("choices"),
        "answer": sample.get("target"),
        **{name: metadata[name] for name in ("skill", "subject", "category", "level") if name in metadata},
    }


def _prompt(given: object, attached: Mapping[str, str]) -> str:
    if isinstance(given, str):
        return _resolved(given, attached) or ""
    messages = cast("list[dict[str, Any]]", given) if isinstance(given, list) else []
    asked = [_text(each.get("content")) for each in messages if each.get("role") in ("system", "user")]
    return "\n\n".join(_resolved(each, attached) or "" for each in asked)


def _text(content: object) -> str:
    """The text of a message, without its thinking, pictures and other parts."""
    if isinstance(content, str):
        return content
    return "\n".join(_parts(content))


def _parts(content: object) -> Iterator[str]:
    for part in cast("list[object]", content) if isinstance(content, list) else []:
        if isinstance(part, dict):
            fields = cast("dict[str, Any]", part)
            if fields.get("type") == "text" and isinstance(fields.get("text"), str):
                yield fields["text"]


def _resolved(text: object, attached: Mapping[str, str]) -> str | None:
    """A text that may stand apart, as Inspect keeps long ones."""
    if not isinstance(text, str):
        return None
    return attached.get(text.removeprefix(_ATTACHMENT), text) if text.startswith(_ATTACHMENT) else text
