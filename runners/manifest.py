"""What a run is: who was asked what, and how. It stands in the run's `run.json`."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import msgspec

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.durable import OF_A_RUN, replace_file, unread, writing
from jagbench.runners.engine import Description, Sampling
from jagbench.runners.schedule import Schedule
from jagbench.runners.selection import BALANCED, Selection

FORMAT = 1
"""Version of the files; it rises whenever an older jagbench could not read them."""

MANIFEST = OF_A_RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another run, whose replies are shown in this one."""

    path: str
    """Its folder, as it was given."""
    model: str
    """Its model as given."""
    suite: str
    """Name of its suite."""
    protocol: str
    """How it was asked."""
    replies_sha256: str
    """SHA-256 over the replies that are shown, in hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What answers by now, where that is another state of the model than the replies of a run came from."""

    system_fingerprints: tuple[str, ...]
    """What the server says that it computes with."""
    replies: Mapping[str, str]
    """SHA-256 of what is replied now to the questions that are asked again, by the key of the reply there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Who was asked what, and how."""

    format: int = FORMAT
    """Version of the files."""
    jagbench: str
    """Version of jagbench that began the run."""
    created: str
    """When it was begun: ISO 8601, UTC."""
    model: str
    """The model as given, such as `"llamacpp:smollm2"`."""
    engine: Description
    """What answered."""
    suite: str
    """Name of the suite."""
    suite_sha256: str
    """SHA-256 of the suite's file, in hexadecimal."""
    protocol: str
    """Name of the protocol with its arguments."""
    sampling: Sampling
    """How tokens are drawn."""
    system: str | None = None
    """The system message before every conversation."""
    examples_sha256: str | None = None
    """SHA-256 of the file of worked examples, in hexadecimal; None where the protocol shows none."""
    other: Other | None = None
    """The run whose replies are shown; None where the protocol shows none."""
    shard: str | None = None
    """Which part of the suite this is, such as `"2/8"`; None for all of it."""
    samples: int = 1
    """Replies to each probe; a later command may raise it."""
    recheck: float = 0.0
    """Share of probes that are asked twice, to compare; a later command may raise it."""
    selection: Selection = field(default_factory=Selection)
    """Which probes of the suite are meant; all where it is empty."""
    limit: int | None = None
    """How many of these were to be asked at most; None for all. A later command may raise it."""
    order: str = BALANCED
    """How they are put in order before the limit cuts them off."""
    suite_probes: int | None = None
    """How many probes the suite holds."""
    fitting: int | None = None
    """How many of those are selected and can be asked by the protocol."""
    label: str | None = None
    """What the run is called in tables; None for a short name of its model."""
    tags: tuple[str, ...] = ()
    """Words to find it by."""
    effort: str | None = None
    """How much is to be thought; None where it is left to the model."""
    thinking: bool | None = None
    """Whether the model was to think beside what the protocol says; None where it is left to both."""
    prompts: Mapping[str, str] = field(default_factory=dict[str, str])
    """SHA-256 of what the model was given for some of the probes, by probe; empty where it was not told."""
    accepted: Accepted | None = None
    """What answers by now, where a change was accepted; None where there was none."""
    schedule: Schedule | None = None
    """The rounds, where what is asked next depends on what was answered; None for a suite."""
    probes_sha256: tuple[str, ...] = ()
    """SHA-256 of the file of probes, in hexadecimal; two while probes are being added to it, and none in
    a run of an older jagbench."""


class _Version(msgspec.Struct):
    format: int


_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Put a manifest into a folder, in the place of the one that is there.

    Args:
        path: The folder.
        manifest: What is written.

    Raises:
        JagbenchError: if it cannot be written.
    """
    text = json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n"
    # A folder's name need not be text: what is no character stands there as an escape, spelt out.
    whole = _NO_CHARACTER.sub(lambda found: f"\\\\u{ord(found[0]):04x}", text)
    with writing(path / MANIFEST):
        replace_file(path / MANIFEST, lambda beside: beside.write_bytes(whole.encode("utf-8")))


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file.

    Args:
        path: The file.

    Raises:
        InvalidArgument: if it was written by a newer jagbench.
        JagbenchError: if it is damaged.
    """
    try:
        content = path.read_bytes()
        if msgspec.json.decode(content, type=_Version).format > FORMAT:
            raise InvalidArgument(
                f"{path.parent} was written by a newer jagbench: upgrade jagbench to read it."
            )
        return msgspec.json.decode(content, type=Manifest)
    except (ValueError, OSError, RecursionError) as error:
        if isinstance(error, JagbenchError):
            raise
        raise unread(path, error, "this folder cannot be used as a run.") from error


_ON_OFF: Mapping[bool | None, str] = {True: "on", False: "off", None: "none"}


def refuse_other_run(path: Path, *, there: Manifest, asked: Manifest, model: bool) -> None:
    """Check that what is asked belongs into a run.

    Args:
        path: The folder of the run, for errors.
        there: Its manifest.
        asked: Who is to be asked what, and how.
        model: Whether what answers is compared too.

    Raises:
        InvalidArgument: if it is another run: suite, model, protocol or how it is asked differ.
    """
    compared = {
        "suite": (there.suite_sha256, asked.suite_sha256, there.suite, asked.suite),
        "protocol": (there.protocol, asked.protocol, there.protocol, asked.protocol),
        "sampling": (there.sampling, asked.sampling, there.sampling, asked.sampling),
        "reasoning effort": 2 * (there.effort, asked.effort),
        "switch of thinking": (
            there.thinking,
            asked.thinking,
            _ON_OFF[there.thinking],
            _ON_OFF[asked.thinking],
        ),
        "prompting": 2 * (there.engine.prompting, asked.engine.prompting),
        "system message": (there.system, asked.system, there.system, asked.system),
        "set of examples": 2 * (there.examples_sha256, asked.examples_sha256),
        "set of replies of another run": (
            there.other and there.other.replies_sha256,
            asked.other and asked.other.replies_sha256,
            there.other.path if there.other else "none",
            asked.other.path if asked.other else "none",
        ),
        "shard": (there.shard, asked.shard, there.shard or "all", asked.shard or "all"),
        "selection of probes": (
            there.selection,
            asked.selection,
            str(there.selection) or "all",
            str(asked.selection) or "all",
        ),
    }
    if model:
        old, new = there.engine, asked.engine
        compared |= {
            "model": (old.fingerprint, new.fingerprint, there.model, asked.model),
            "chat template": 2 * (old.chat_template, new.chat_template),
            "determinism level": 2 * (old.determinism, new.determinism),
        }
    for kind, (is_there, is_asked, name_there, name_asked) in compared.items():
        if is_there != is_asked and kind == "sampling":
            raise InvalidArgument(
                f"{path} holds a run with another sampling: {_differences(there.sampling, asked.sampling)}. "
                "Give another --out."
            )
        if is_there != is_asked and kind == "system message":
            name_there, name_asked = _shortened(there.system), _shortened(asked.system)
        if is_there != is_asked:
            same = name_there == name_asked
            changed = f" of the same name (its content has changed: {is_there} there, {is_asked} now)"
            raise InvalidArgument(
                f"{path} holds a run with another {kind}{changed if same else ''}: {name_there} is there, "
                f"{name_asked} was asked for. Give another --out."
            )


def _differences(there: Sampling, asked: Sampling) -> str:
    """The fields in which two ways of drawing differ, in words."""
    pairs = [(each.name, getattr(there, each.name), getattr(asked, each.name)) for each in fields(Sampling)]
    return ", ".join(
        f"{name} {is_there!r} is there, {is_asked!r} was asked for"
        for name, is_there, is_asked in pairs
        if is_there != is_asked
    )


def _shortened(text: str | None) -> str:
    if text is None:
        return "none"
    return repr(text if len(text) <= 60 else text[:59] + "…")
