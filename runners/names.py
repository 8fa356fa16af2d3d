"""What runs and models are called: folders that differ where models differ, and short names for tables."""

import re
from collections.abc import Sequence
from pathlib import Path, PurePath

from jagbench.probes.digest import text_digest
from jagbench.runners.manifest import MANIFEST
from jagbench.runners.run_directory import RunDirectory
from jagbench.runners.selection import Selection, Shard

_LONGEST = 80


def default_folder(
    model: str, suite: str, protocol: str, shard: Shard | None = None, selection: Selection | None = None
) -> Path:
    """Where a run goes by itself: the same for the same model, suite, protocol, shard and selection.

    Of a model that is a file or a folder its name and that of the folder around it count, so that
    `checkpoint-1000/model.gguf` and `checkpoint-2000/model.gguf` have folders of their own. Where the folder
    of that name holds a run of another model, a hash of the model's whole name is added.

    Args:
        model: `engine:name`.
        suite: Its name or path.
        protocol: Its name with its argument.
        shard: Which part of the run, if it is one.
        selection: Which probes of the suite, if not all.
    """
    engine, _, name = model.partition(":")
    parts = [engine, *_last_two(name), Path(suite).stem, protocol]
    if selection:
        parts.append(str(selection))
    if shard is not None:
        parts.append(f"shard-{shard.number}-of-{shard.count}")
    folder = Path("runs") / "-".join(filter(None, map(_safe, parts)))
    return folder.with_name(f"{folder.name}-{text_digest(model)[:6]}") if _taken(folder, model) else folder


def _last_two(name: str) -> list[str]:
    """The end of a path, an address or a name on a hub, as much as tells it from its neighbours."""
    if "@" in name and "://" in name:
        return [name]
    path = PurePath(name)
    stem = path.name.removesuffix(".gguf")
    around = path.parent.name
    return [around, stem] if around not in ("", "..") else [stem]


def _safe(part: str) -> str:
    """A part of a folder's name; of a long one the beginning, and a hash of the whole."""
    safe = re.sub(r"[^A-Za-z0-9._]+", "-", part).strip("-.")
    if part and not safe:
        return text_digest(part)[:6]
    return safe if len(safe) <= _LONGEST else f"{safe[: _LONGEST - 7]}-{text_digest(part)[:6]}"


def _taken(folder: Path, model: str) -> bool:
    if not (folder / MANIFEST).is_file():
        return False
    return not _same(RunDirectory.open(folder).manifest.model, model)


def _same(one: str, other: str) -> bool:
    """Whether two names are of one model: the same, or paths of the same file."""
    if one == other:
        return True
    (engine, _, name), (other_engine, _, other_name) = one.partition(":"), other.partition(":")
    return (
        engine == other_engine
        and Path(name).exists()
        and Path(other_name).exists()
        and Path(name).samefile(other_name)
    )


def short_names(models: Sequence[str]) -> list[str]:
    """Names for tables: each as short as tells it from the other models there.

    `llamacpp:runs/checkpoint-1000/model.gguf` alone is `llamacpp:model`, and beside another checkpoint
    `llamacpp:checkpoint-1000/model`; `openai:qwen3@http://localhost:8000/v1` is `openai:qwen3`.

    Args:
        models: Each `engine:name`; one that stands there twice has the same name twice.
    """
    longest = max((len(PurePath(model).parts) for model in models), default=1)
    for length in range(1, longest + 1):
        names = {model: _shortened(model, length) for model in models}
        if len(set(names.values())) == len(names):
            return [names[model] for model in models]
    return list(models)


def _shortened(model: str, length: int) -> str:
    """A model with the last parts of its name only."""
    engine, _, name = model.partition(":")
    if "@" in name and "://" in name:
        name = name.partition("@")[0]
    return f"{engine}:{'/'.join(PurePath(name).parts[-length:]).removesuffix('.gguf')}"
