"""Logs of Inspect: `.eval` files (ZIP) and `.json` files of `inspect eval`."""

import json
import struct
import zipfile
import zlib
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
_LOCAL_MARK: Final = b"PK\x03\x04"
_HEADER: Final = struct.Struct("<6xHH8xIIHH")
"""The header before a member: flags, method, size packed and unpacked, lengths of name and extra field."""
_SIZES_BEHIND: Final = 8
"""The flag of a member whose sizes stand behind it."""
_START: Final = "_journal/start.json"
"""Where a log that is going on tells of its eval."""
_ATTACHMENT: Final = "attachment://"
_ENDED: Final[Mapping[str, FinishReason]] = {
    "stop": "stop",
    "max_tokens": "length",
    "model_length": "length",
    "content_filter": "refusal",
}


def read_zip(path: Path, content: bytes) -> Log:
    """The replies of an `.eval` file, finished or going on; of one that is cut off those that are whole.

    Raises:
        InvalidArgument: if it is damaged or no log.
    """
    if not zipfile.is_zipfile(BytesIO(content)):
        return _read_cut(path, content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            names = file.namelist()
            head = next((each for each in ("header.json", _START) if each in names), None)
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


def _read_cut(path: Path, content: bytes) -> Log:
    """The same of a file without its end, which lists the members: one by one from the beginning."""
    members = {name: _parsed(packed) for name, packed in _members(content)}
    header = members.get("header.json", members.get(_START))
    if not isinstance(header, dict):
        raise InvalidArgument(f"{path} is no log of Inspect, or ends before it tells of its eval.")
    samples = [(name, each) for name, each in members.items() if name.startswith("samples/")]
    cut = InvalidArgument("the file ends here, half written.")
    return _log(path, cast("dict[str, Any]", header), [*samples, ("end", cut)])


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The members that are whole, as they follow one another, unpacked."""
    place = 0
    while content.startswith(_LOCAL_MARK, place) and place + _HEADER.size <= len(content):
        flags, method, packed_size, size, name_size, extra = _HEADER.unpack_from(content, place)
        start = place + _HEADER.size + name_size + extra
        place = start + packed_size
        if flags & _SIZES_BEHIND or place > len(content):
            return
        name = content[start - extra - name_size : start - extra].decode("utf-8", "replace")
        yield name, _decompressed(content[start:place], method, size)


def _decompressed(packed: bytes, method: int, size: int) -> bytes:
    """Bytes packed by a method; empty where they are damaged, or the method is not known."""
    pa: Any = import_module("pyarrow")
    try:
        if method == _ZSTD:
            found: bytes = pa.decompress(packed, decompressed_size=size, codec="zstd", asbytes=True)
            return found
        return zlib.decompress(packed, -zlib.MAX_WBITS) if method == zipfile.ZIP_DEFLATED else packed
    except (OSError, pa.ArrowException, zlib.error):
        return b""


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        return InvalidArgument(f"it is damaged ({error}).")


def _unpacked(file: zipfile.ZipFile, name: str, content: bytes) -> bytes:
    """A member of an archive, packed by zstd too, which Python's own library cannot read before 3.14."""
    about = file.getinfo(name)
    if about.compress_type != _ZSTD:
        return file.read(name)
    *_, name_size, extra = _HEADER.unpack_from(content, about.header_offset)
    start = about.header_offset + _HEADER.size + name_size + extra
    return _decompressed(content[start : start + about.compress_size], _ZSTD, about.file_size)


def _member(file: zipfile.ZipFile, name: str, content: bytes) -> object:
    try:
        return _parsed(_unpacked(file, name, content))
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
    plan = cast("dict[str, Any]", header.get("plan") or {})
    told = [
        cast("dict[str, Any]", each or {}) for each in (plan.get("config"), spec.get("model_generate_config"))
    ]
    config = {name: value for each in told for name, value in each.items() if value is not None}
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
