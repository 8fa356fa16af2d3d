"""How large a model is: parameters counted in its files, or as its name states them."""

import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jagbench.errors import JagbenchError
from jagbench.runners.engines.gguf import count_parameters
from jagbench.runners.engines.llama_models import find_model

_UNITS = {"k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12}
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)([kmbt])(?![a-z0-9])", re.IGNORECASE)


def parameters_of(model: str) -> int | None:
    """The parameters of a model; None where neither a file nor its name says how many there are.

    The tensors of a GGUF file, or of the safetensors in a folder, are counted. Otherwise the first size in
    the name counts: 8 billion for `Qwen/Qwen3-8B`.

    Args:
        model: `engine:name`.
    """
    engine, _, name = model.partition(":")
    if engine == "ray":
        return parameters_of(name)
    try:
        if engine == "llamacpp":
            return count_parameters(find_model(name))
        if engine in ("vllm", "hf") and Path(name).is_dir():
            return _of_safetensors(Path(name)) or stated_size(Path(name).name)
    except (JagbenchError, OSError, ValueError):
        pass  # the file has gone, or is damaged: its name is left
    return stated_size(name.partition("@")[0])


def stated_size(text: str) -> int | None:
    """The first size that a text states, 135 million in SmolLM2-135M-Instruct; None where there is none."""
    found = _SIZE.search(text.replace("_", "-"))
    return None if found is None else round(float(found[1]) * _UNITS[found[2].lower()])


def _of_safetensors(folder: Path) -> int:
    return sum(_of_file(path) for path in sorted(folder.glob("*.safetensors")))


def _of_file(path: Path) -> int:
    """The numbers in the tensors of a file (https://github.com/huggingface/safetensors, format)."""
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > path.stat().st_size:
            raise ValueError("the file is cut short")
        head: Mapping[str, Any] = json.loads(file.read(length))
    return sum(math.prod(each["shape"]) for name, each in head.items() if name != "__metadata__")
