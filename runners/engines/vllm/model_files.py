"""The files of a model that decide its replies, and their hashes."""

import hashlib
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

_WEIGHTS = ("model*.safetensors", "*.safetensors", "*.bin", "*.pt", "*.gguf")
"""Forms of weights, the first that a folder has is the one that is loaded."""

_BESIDE = ("*.json", "*.jinja", "*.model", "*.txt", "*.py")
"""Configuration, tokenizer, chat template, and code of the model's own."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


def hash_files(folder: Path) -> dict[str, str]:
    """SHA-256 of each file of a model, by the file's name, sorted.

    Args:
        folder: The model's folder; of several forms of the weights in it only one counts.
    """
    forms = (list(folder.glob(form)) for form in _WEIGHTS)
    none: list[Path] = []
    weights = next(filter(None, forms), none)
    beside = [path for form in _BESIDE for path in folder.glob(form)]
    paths = sorted(path for path in {*weights, *beside} if path.is_file())
    with ThreadPoolExecutor() as pool:
        return dict(zip([path.name for path in paths], pool.map(_sha256, paths), strict=True))


def find_folder(model: str, *, revision: str | None, cache: str | None) -> Path | None:
    """The folder that a loaded model was read from, or None where it was read from somewhere else.

    Args:
        model: A folder, or a name on the Hugging Face hub.
        revision: Of the model on the hub.
        cache: Where the hub's files are kept; None for the usual place.
    """
    if Path(model).is_dir():
        return Path(model)
    hub: Any = import_module("huggingface_hub")
    errors: Any = import_module("huggingface_hub.errors")
    try:
        return Path(hub.snapshot_download(model, revision=revision, cache_dir=cache, local_files_only=True))
    except (errors.HFValidationError, errors.LocalEntryNotFoundError):
        return None


def _sha256(path: Path) -> str:
    # The hub's cache names the content of large files by their SHA-256, and links to it.
    content = path.resolve().name
    if path.is_symlink() and _SHA256.fullmatch(content):
        return content
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def as_details(files: Mapping[str, str]) -> dict[str, str]:
    """The hashes as they stand in `run.json`."""
    return {f"sha256 of {name}": content for name, content in files.items()}
