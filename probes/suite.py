"""Suites: frozen, versioned, hashed files of probes, each with a card."""

import gzip
import hashlib
import re
import tomllib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from jagbench.errors import InvalidArgument, JagbenchError, unknown_name
from jagbench.probes.document import lines_of_document
from jagbench.probes.json_lines import parse_json_lines
from jagbench.probes.own import ENDINGS, OwnQuestions, is_own_questions, own_questions, own_questions_of
from jagbench.probes.probe import MARKS, Probe, edited, from_json, to_json

if TYPE_CHECKING:
    import pandas as pd

DATA = files("jagbench.probes") / "data"
_VERSION = re.compile(r"-v([0-9]+)$")


@dataclass(frozen=True, kw_only=True)  # no slots: the index of ids is made once
class Suite:
    """A sequence of probes under a name."""

    name: str
    """Such as `"smoke-v1"`, or the path of a file."""
    sha256: str
    """SHA-256 of the file's bytes before any compression, in hexadecimal."""
    probes: Sequence[Probe]
    """In file order, ids unique."""
    card: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What it is, how it was made, licence, counts; empty for a file of one's own."""
    marks: Mapping[str, str] = field(default_factory=dict[str, str])
    """What its exports say in every line: its name as `suite` and its `canary`; empty where it has none."""
    notes: Sequence[str] = ()
    """Of a file of one's own: what was inferred, which lines are left out, what was edited, in sentences."""

    def __len__(self) -> int:
        """How many probes there are."""
        return len(self.probes)

    def __iter__(self) -> Iterator[Probe]:
        """The probes in their order."""
        return iter(self.probes)

    def __getitem__(self, probe: str) -> Probe:
        """The probe with an id.

        Raises:
            KeyError: if there is none.
        """
        return self._by_id[probe]

    def __contains__(self, probe: object) -> bool:
        """Whether there is a probe with this id."""
        return probe in self._by_id

    @cached_property
    def _by_id(self) -> Mapping[str, Probe]:
        return {probe.id: probe for probe in self.probes}

    def filter(self, keep: Callable[[Probe], bool]) -> "Suite":
        """The probes for which a function is true, as a suite with a hash of its own.

        Raises:
            InvalidArgument: if it is true for none.
        """
        kept = [probe for probe in self.probes if keep(probe)]
        if not kept:
            raise InvalidArgument(f"No probe of {self.name} is left: the filter keeps none of {len(self)}.")
        return _part_of(self, kept)

    def split(self, by: str) -> "Mapping[str | int, Suite]":
        """A suite for each value of a field of the probes, such as `"family"`, `"skill"` or `"level"`.

        Raises:
            InvalidArgument: if probes have no such field.
        """
        parts: dict[str | int, list[Probe]] = {}
        for probe in self.probes:
            if by not in _SPLITS:
                raise unknown_name("field of a probe", by, _SPLITS)
            parts.setdefault(getattr(probe, by), []).append(probe)
        return {value: _part_of(self, probes) for value, probes in parts.items()}

    @property
    def provenance(self) -> Mapping[str, str]:
        """What exports say of it in every line or row.

        `suite`, its name; `suite_sha256`, the hash of its file; and where it has them `suite_version`, the
        number at the end of its name, `licence` and `canary`.
        """
        name = self.marks.get("suite", Path(self.name).stem)
        numbered = _VERSION.search(name)
        version = {"suite_version": numbered[1]} if numbered else {}
        licence = {"licence": str(self.card["licence"])} if "licence" in self.card else {}
        return {"suite": name, **version, "suite_sha256": self.sha256, **licence, **self.marks}

    def to_pandas(self) -> "pd.DataFrame":
        """One row a probe, in the suite's order; the columns are those of `probes.table` and `provenance`."""
        from jagbench.probes.table import to_pandas

        return to_pandas(self.probes, self.provenance)

    def to_datasets(self) -> Any:
        """The same as a `datasets.Dataset`, for training code and the hub.

        Raises:
            JagbenchError: if the library datasets is not installed.
        """
        try:
            library: Any = import_module("datasets")
        except ModuleNotFoundError as error:
            raise JagbenchError(
                "A data set needs the library datasets, which is not installed. Install it with: "
                "pip install datasets"
            ) from error
        return library.Dataset.from_pandas(self.to_pandas(), preserve_index=False)

    def _repr_html_(self) -> str:
        """What a notebook shows: how much of what there is."""
        from html import escape

        counts = {
            "probes": len(self.probes),
            "items": len({probe.item for probe in self.probes}),
            "skills": len({probe.skill for probe in self.probes}),
            "families": len({probe.family for probe in self.probes}),
            "languages": ", ".join(sorted({probe.language for probe in self.probes})),
            "SHA-256": self.sha256,
        }
        rows = (f"<tr><th>{name}</th><td>{escape(str(count))}</td></tr>" for name, count in counts.items())
        return f"<p><b>{escape(self.name)}</b></p><table>{''.join(rows)}</table>"


_SPLITS = (
    "family",
    "skill",
    "level",
    "grade",
    "language",
    "frame",
    "format",
    "notation",
    "direction",
    "order",
)
"""The fields that a suite can be divided by."""


def _part_of(suite: Suite, probes: Sequence[Probe]) -> Suite:
    sha256 = hashlib.sha256(write_probes(probes)).hexdigest()
    return Suite(name=f"{suite.name}-part-{sha256[:8]}", sha256=sha256, probes=tuple(probes))


def suite_names() -> list[str]:
    """The names of the suites that come with the package, sorted."""
    return sorted(
        entry.name.removesuffix(".toml") for entry in DATA.iterdir() if entry.name.endswith(".toml")
    )


def load_card(name: str) -> Mapping[str, Any]:
    """The card of a suite that comes with the package.

    Raises:
        InvalidArgument: if there is no such suite.
    """
    if name not in suite_names():
        raise unknown_name("suite", name, suite_names())
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _read_card(path: Path) -> Mapping[str, Any]:
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InvalidArgument(
            f"The card {path} cannot be read ({error}): mend it or move it away."
        ) from error
    if not isinstance(card.get("sha256"), str):
        raise InvalidArgument(f"The card {path} states no sha256: mend it or move it away.")
    return card


def load(name: str | PathLike[str]) -> Suite:
    """Load a suite and check it against its hash, or somebody's own questions.

    Args:
        name: A suite that comes with the package (`"smoke-v1"`); or the path of a file of probes, one JSON
            object a line, plain or compressed by gzip (`.gz`), or of a `hunt.json`; or the path of one's own
            questions: a file (JSON lines, JSON, CSV, Parquet) or a folder of a data set, whose lines have a
            `prompt` and an `answer` (docs/own-questions.md). A file with a card of the same name beside it
            (`mine.jsonl`, `mine.toml`) is checked against it.

    Raises:
        InvalidArgument: if there is no such suite or file, a line is not a probe, or no question can
            be asked.
        JagbenchError: if the bytes do not have the hash that the card states.
    """
    name = str(name)
    content, card, own = _checked(name)
    if own is not None:
        return Suite(
            name=name,
            sha256=hashlib.sha256(content).hexdigest(),
            probes=own.probes,
            notes=own.sentences(),
        )
    sha256 = card["sha256"] if card else hashlib.sha256(content).hexdigest()
    probes = read_probes(content, source=name)
    return Suite(
        name=name,
        sha256=sha256,
        probes=probes,
        card=card,
        marks=_marks(content, card),
        notes=() if card else _edited(name, probes),
    )


def _edited(name: str, probes: Sequence[Probe]) -> tuple[str, ...]:
    """What is to be known of a file that no card vouches for."""
    changed = edited(probes)
    if not changed:
        return ()
    return (
        f"{name} was edited: prompt or answer of {changed:,} of its {len(probes):,} probes is not what the "
        f"ids say, and replies are judged by what it says now. `jagbench probes verify {name}` lists them.",
    )


def _marks(content: bytes, card: Mapping[str, Any]) -> Mapping[str, str]:
    """What the card, or without one the first line, says of the suite's name and canary."""
    told = {"suite": card.get("name"), "canary": card.get("canary")} if card else None
    if told is None:
        first: dict[str, object] = msgspec.json.decode(content.lstrip().split(b"\n", 1)[0])
        told = {name: first.get(name) for name in MARKS}
    return {name: str(value) for name, value in told.items() if value is not None}


def suite_content(name: str) -> bytes:
    """The lines of a suite, checked against its hash: for suites too large to hold as probes.

    Args:
        name: As for `load`; own questions are given as the probes that they are asked as.

    Raises:
        InvalidArgument: if there is no such suite or file.
        JagbenchError: as `load` does.
    """
    return _checked(name)[0]


def _checked(name: str) -> tuple[bytes, Mapping[str, Any], OwnQuestions | None]:
    """The bytes of a suite's file before any compression, its card, and questions that are one's own."""
    path = Path(name)
    if name in suite_names():
        content, card = gzip.decompress((DATA / f"{name}.jsonl.gz").read_bytes()), load_card(name)
    elif path.is_file():
        content, beside = _read(path), _beside(path)
        if path.suffix == ".json" and (lines := lines_of_document(content)) is not None:
            return lines, {}, None
        card = _read_card(beside) if beside.is_file() else dict[str, Any]()
        if not card and is_own_questions(path, content):
            own = own_questions_of(path, content)
            return write_probes(own.probes), card, own
    elif path.is_dir():
        own = own_questions(path)
        return write_probes(own.probes), {}, own
    elif "/" in name or path.suffix in {*ENDINGS, ".gz"}:
        raise InvalidArgument(
            f"There is no suite file {name!r}. Give a file of probes, or of your own questions."
        )
    else:
        raise unknown_name("suite", name, suite_names())
    if card:
        sha256 = hashlib.sha256(content).hexdigest()
        if card["sha256"] != sha256:
            raise JagbenchError(
                f"Suite {name!r} has the SHA-256 {sha256[:12]}…, but its card says "
                f"{str(card['sha256'])[:12]}…: the file was changed. Get the original again, or freeze the "
                "suite under a new name."
            )
    return content, card, None


def _beside(path: Path) -> Path:
    """Where the card of a suite's file stands."""
    return (path.with_suffix("") if path.suffix == ".gz" else path).with_suffix(".toml")


def _read(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidArgument(
            f"Cannot read {str(path)!r}: {error.strerror}. Give a file that you may read."
        ) from error
    if path.suffix != ".gz":
        return content
    try:
        return gzip.decompress(content)
    except (OSError, EOFError, zlib.error) as error:
        raise InvalidArgument(f"{path}: not a gzip file, or a damaged one ({error}).") from error


def read_probes(content: bytes, *, source: str) -> list[Probe]:
    """The probes in a file's bytes, one JSON line each.

    Args:
        content: The bytes, UTF-8.
        source: The file's name, for errors.

    Raises:
        InvalidArgument: if the bytes are not UTF-8, a line is not a probe, or an id stands twice.
    """
    probes: dict[str, Probe] = {}

    def parse(line: str) -> Probe:
        probe = from_json(line)
        if probe.id in probes:
            raise InvalidArgument(f"the probe {probe.id} stands twice.")
        probes[probe.id] = probe
        return probe

    return parse_json_lines(content, parse, source=source, what="probes")


def write_probes(probes: Iterable[Probe], marks: Mapping[str, str] | None = None) -> bytes:
    """Probes as the bytes of a suite file: UTF-8, one JSON line each.

    Args:
        probes: In the order of the file.
        marks: What every line says of the suite: `Suite.marks`.
    """
    return "".join(to_json(probe, marks) + "\n" for probe in probes).encode("utf-8")
