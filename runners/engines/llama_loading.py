"""Loading a model into llama.cpp: what its file says, whether there is room for it, and why it fails."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engines.gguf import Value, read_metadata
from jagbench.runners.engines.llama_trial import Failure


def metadata_of(path: Path) -> Mapping[str, Value]:
    """What a file says of its model.

    Raises:
        JagbenchError: if it is damaged.
    """
    try:
        return read_metadata(path)
    except (OSError, ValueError) as error:
        raise cannot_load(path, Failure()) from error


def template_of(path: Path) -> str | None:
    """The chat template that a file holds, or None."""
    template = metadata_of(path).get("tokenizer.chat_template")
    return template if isinstance(template, str) else None


def load_model(
    *,
    path: str,
    slots: int,
    context: int,
    threads: int,
    template: str | None,
    key: str = "",
    verbosity: int = -1,
) -> Any:
    """The server of llama.cpp with a model.

    Args:
        path: The file.
        slots: Requests computed together.
        context: Tokens that each of them holds.
        threads: Threads that compute.
        template: Text of a chat template in place of the model's own.
        key: What those who ask it must know.
        verbosity: What it writes to standard error: -1 nothing, 1 errors.

    Raises:
        RuntimeError: if it cannot be loaded.
    """
    # Threads that wait must sleep, not spin: on cores shared with other work, spinning is many times slower.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    xllamacpp: Any = import_module("xllamacpp")
    params = xllamacpp.CommonParams()
    params.model.path = path
    params.n_parallel = slots
    params.n_ctx = slots * context
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    if template is not None:
        params.chat_template = template
    params.api_keys = [key]
    # Otherwise it keeps up to 8 GiB of old prompts.
    params.cache_ram_mib = 0
    params.verbosity = verbosity
    return xllamacpp.Server(params)


def refuse_too_much(path: Path, *, slots: int, context: int) -> None:
    """Check that the machine has the memory for what the slots hold: keys and values of every token.

    Raises:
        InvalidArgument: if it has not.
    """
    needed = cache_bytes(metadata_of(path)) * slots * context
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    if needed > there or slots * context >= 2**31:
        raise InvalidArgument(
            f"{slots} slots with a context of {context} tokens each take {needed / 2**30:.0f} GiB with this "
            f"model, and this machine has {there / 2**30:.0f} GiB: lower --engine-arg slots or context."
        )


def cache_bytes(metadata: Mapping[str, Value]) -> int:
    """Memory that one token of a context takes, in bytes; 0 where the metadata do not tell.

    Args:
        metadata: Of a GGUF file.
    """
    architecture = metadata.get("general.architecture")

    def number(name: str) -> int:
        found = metadata.get(f"{architecture}.{name}")
        return found if isinstance(found, int) else 0

    heads = number("attention.head_count")
    width = number("attention.key_length") or (number("embedding_length") // heads if heads else 0)
    values = number("attention.value_length") or width
    # Two bytes for each number (float16).
    return 2 * number("block_count") * (number("attention.head_count_kv") or heads) * (width + values)


def cannot_load(path: Path, failure: Failure) -> JagbenchError:
    """The error that says why a file is not loaded, and what helps."""
    words = failure.words
    said = f" ({words})" if words else ""
    if failure.template:
        return InvalidArgument(
            f"llama.cpp cannot use the chat template of {path}{said}: give another with --chat-template FILE."
        )
    if "architecture" in words:
        return JagbenchError(
            f"llama.cpp cannot load {path}: xllamacpp does not know this kind of model{said}. Upgrade it."
        )
    if "alloc" in words or "memory" in words:
        return JagbenchError(
            f"llama.cpp cannot load {path}: there is not enough memory{said}. Lower --engine-arg slots or "
            "context, or take a smaller model."
        )
    if "corrupted" in words or not words:
        return JagbenchError(
            f"llama.cpp cannot load {path}: the file is cut short or damaged{said}. Fetch it again."
        )
    return JagbenchError(f"llama.cpp cannot load {path}: {words}.")
