"""The lines and rows of files of questions: JSON lines, JSON, CSV, Parquet, Arrow, and folders of them."""

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final, cast

from jagbench.errors import InvalidArgument
from jagbench.probes.json_lines import no_object

ENDINGS: Final = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".arrow")
"""What the names of files end in that are read; `.gz` may follow."""
SPLITS: Final = ("test", "validation", "dev", "train")
"""The parts of a data set, the one that is asked first."""
_LISTS: Final = ("data", "examples", "questions", "rows")
"""Keys of a JSON object under which its questions stand."""
_OF_A_SUITE: Final = ("item", "template", "params", "lures")
"""Keys that tell a line of a suite, frozen or generated, from somebody's own question."""
_MAGIC: Final = b"PAR1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line or row of a file."""

    where: str
    """File and line, for people: `"mine.jsonl, line 3"`."""
    content: Mapping[str, Any] | InvalidArgument
    """Its values by name, or what is wrong with it."""
    as_text: bool = False
    """Whether every value is a text, as in CSV."""


def is_own_questions(path: Path, content: bytes) -> bool:
    """Whether a file holds somebody's own questions rather than the probes of a suite.

    Args:
        path: What it is called.
        content: Its bytes, unpacked.
    """
    if _ending(path) in ENDINGS[2:] or content.startswith(_MAGIC):
        return True
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    first = next((line for line in content.splitlines() if line.strip()), b"")
    try:
        raw: object = json.loads(first.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError):
        return False
    return isinstance(raw, dict) and not set(_OF_A_SUITE) <= cast("dict[str, Any]", raw).keys()


def records_of(path: Path) -> tuple[list[Record], list[str]]:
    """The lines of a file or of a folder's data files, and what was chosen, in sentences.

    Raises:
        InvalidArgument: if there is nothing to read.
    """
    if not path.is_dir():
        return list(records(path, _unpacked(path))), []
    chosen, said = _data_files(path)
    return [record for file in chosen for record in records(file, _unpacked(file))], said


def records(path: Path, content: bytes) -> Iterator[Record]:
    """The lines or rows of a file.

    Args:
        path: What it is called.
        content: Its bytes, unpacked.

    Raises:
        InvalidArgument: if it cannot be read at all.
    """
    ending = _ending(path)
    if content.startswith(_MAGIC) or ending == ".parquet":
        yield from _rows(path, _parquet(path, content))
    elif ending == ".arrow":
        yield from _rows(path, _arrow(path, content))
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InvalidArgument(f"{path}: this is UTF-16, not UTF-8 text: save the file as UTF-8.")
    elif ending in (".csv", ".tsv"):
        yield from _csv(path, content)
    elif ending == ".json" and not _is_lines(content):
        yield from _json(path, content)
    else:
        yield from _json_lines(path, content)


def _ending(path: Path) -> str:
    return (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()


def _unpacked(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InvalidArgument(f"{path}: not a gzip file, or a damaged one ({error}).") from error
    except OSError as error:
        raise InvalidArgument(f"{path} cannot be read: {error.strerror or error}.") from error


def _data_files(folder: Path) -> tuple[list[Path], list[str]]:
    """The files of one split of a data set's folder."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and _ending(path) in ENDINGS and not _is_about(path.relative_to(folder))
    )
    if not found:
        raise InvalidArgument(
            f"{folder} holds no file of questions: there must be one that ends in {', '.join(ENDINGS)}."
        )
    by_split: dict[str, list[Path]] = {}
    for path in found:
        by_split.setdefault(_split(path.relative_to(folder)), []).append(path)
    split = next((each for each in SPLITS if each in by_split), "")
    chosen = by_split[split] if split else found
    said = f"{folder}: {len(chosen)} of {len(found)} data files are read"
    return chosen, [f"{said}, those of the split {split!r}." if len(by_split) > 1 and split else f"{said}."]


def _is_about(path: Path) -> bool:
    """Whether a file tells of a data set rather than being a part of it."""
    return path.name in ("dataset_info.json", "dataset_infos.json", "state.json", "dataset_dict.json") or any(
        part.startswith(".") for part in path.parts
    )


def _split(path: Path) -> str:
    """The split that a file belongs to, by its name or that of its folder."""
    words = re.findall("[a-z]+", str(path.with_suffix("")).lower())
    return next((split for split in SPLITS if split in words), "")


def _is_lines(content: bytes) -> bool:
    """Whether a file called .json holds one object a line."""
    lines = [line for line in content.splitlines() if line.strip()][:2]
    try:
        return len(lines) > 1 and all(isinstance(json.loads(line), dict) for line in lines)
    except (ValueError, RecursionError):
        return False


def _json_lines(path: Path, content: bytes) -> Iterator[Record]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if line.strip():
            yield Record(where=f"{path}, line {number}", content=_parsed(line))


def _parsed(line: bytes) -> Mapping[str, Any] | InvalidArgument:
    try:
        raw: object = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return InvalidArgument(
            f"it is not UTF-8 text (the byte {error.object[error.start]:#04x}): save the file as UTF-8."
        )
    except (ValueError, RecursionError) as error:
        return InvalidArgument(f"the line is not JSON ({error}).")
    if not isinstance(raw, dict):
        return no_object(raw)
    return cast("dict[str, Any]", raw)


def _json(path: Path, content: bytes) -> Iterator[Record]:
    try:
        raw: object = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidArgument(f"{path}: it is not UTF-8 text: save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise InvalidArgument(f"{path}: it is not JSON, or not whole ({error}).") from error
    if isinstance(raw, dict):
        fields = cast("dict[str, Any]", raw)
        raw = next((fields[key] for key in _LISTS if isinstance(fields.get(key), list)), [fields])
    if not isinstance(raw, list):
        raise InvalidArgument(f"{path}: expected a list of questions, got {json.dumps(raw)[:80]}.")
    for number, each in enumerate(cast("list[object]", raw), start=1):
        good = isinstance(each, dict)
        content_of = cast("dict[str, Any]", each) if good else InvalidArgument("expected a JSON object.")
        yield Record(where=f"{path}, question {number}", content=content_of)


def _csv(path: Path, content: bytes) -> Iterator[Record]:
    # Bytes that are no UTF-8 stand as lone surrogates, so that only their own rows are lost.
    text = content.decode("utf-8-sig", "surrogateescape")
    header = text.partition("\n")[0]
    mark = "\t" if _ending(path) == ".tsv" else max(",;\t", key=header.count)
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row in reader:
            yield Record(where=f"{path}, line {reader.line_num}", content=_cells(row), as_text=True)
    except csv.Error as error:
        yield Record(where=f"{path}, line {reader.line_num}", content=InvalidArgument(f"no CSV ({error})."))


def _cells(row: Mapping[Any, Any]) -> Mapping[str, Any] | InvalidArgument:
    if None in row or None in row.values():
        return InvalidArgument("it has not as many cells as the first line has names.")
    if any("\udc80" <= each <= "\udcff" for text in row.values() for each in text):
        return InvalidArgument("it is not UTF-8 text: save the file as UTF-8.")
    return row


def _rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> Iterator[Record]:
    for number, row in enumerate(rows, start=1):
        yield Record(where=f"{path}, row {number}", content=row)


def _parquet(path: Path, content: bytes) -> list[dict[str, Any]]:
    pa: Any = import_module("pyarrow")
    parquet: Any = import_module("pyarrow.parquet")
    try:
        rows: list[dict[str, Any]] = parquet.read_table(pa.BufferReader(content)).to_pylist()
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise InvalidArgument(f"{path}: not a Parquet file, or a damaged one ({error}).") from error
    return rows


def _arrow(path: Path, content: bytes) -> list[dict[str, Any]]:
    ipc: Any = import_module("pyarrow.ipc")
    pa: Any = import_module("pyarrow")
    try:
        opened = ipc.open_file if content.startswith(b"ARROW1") else ipc.open_stream
        rows: list[dict[str, Any]] = opened(pa.BufferReader(content)).read_all().to_pylist()
    except (OSError, pa.ArrowException, UnicodeDecodeError) as error:
        raise InvalidArgument(f"{path}: not an Arrow file, or a damaged one ({error}).") from error
    return rows
