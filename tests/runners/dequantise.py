"""Writes the embedded model (GGUF) as a folder that vLLM and Transformers load: once, it takes half a minute.

    python tests/runners/dequantise.py FOLDER

Needs transformers, torch, gguf and accelerate.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from jagbench.runners.engines.llama_models import EMBEDDED_INSTALL, embedded_model


def write_model(folder: Path) -> None:
    """Write it, or leave it alone where it is there already."""
    if (folder / "config.json").is_file():
        return
    source = embedded_model()
    if source is None:
        sys.exit(f"The embedded model is not installed: {EMBEDDED_INSTALL}")
    transformers: Any = import_module("transformers")
    torch: Any = import_module("torch")
    model = transformers.AutoModelForCausalLM.from_pretrained(
        str(source.parent),
        gguf_file=source.name,
        quantization_config=transformers.GgufConfig(dequantize=True),
    )
    # A run that is killed here leaves no half of a model behind.
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    tokenizer = transformers.AutoTokenizer.from_pretrained(str(source.parent), gguf_file=source.name)
    tokenizer.save_pretrained(unfinished)
    model.to(torch.bfloat16).save_pretrained(unfinished)
    unfinished.rename(folder)


if __name__ == "__main__":
    write_model(Path(sys.argv[1]))
