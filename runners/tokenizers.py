"""Tokenizers of models: where the tokens of a text begin and end.

Of a GGUF file it is llama.cpp that cuts, as it does when the model is asked (its server's `/tokenize`); of a
folder of Hugging Face files or a model of the hub it is the library tokenizers.
"""

import secrets
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engines import engines
from jagbench.runners.engines.llama_models import EMBEDDED, find_model
from jagbench.runners.engines.llama_server import tokenize

Spans = Sequence[tuple[int, int]]

_FILE = "tokenizer.json"
_OF_THE_HUB = ("vllm", "hf")


def tokenizer_of(model: str) -> str | None:
    """What `open_tokenizer` is to be given for a model, or None where its tokenizer cannot be had.

    Args:
        model: `engine:name`; behind a server, and for the `solver`, there is no tokenizer.
    """
    engine, _, name = model.partition(":")
    if engine == "ray":
        return tokenizer_of(name)
    return name if engine in ("llamacpp", *_OF_THE_HUB) else None


def open_tokenizer(name: str) -> Callable[[str], Spans]:
    """The tokenizer of a model, without special tokens.

    Args:
        name: `"smollm2"`, the path of a GGUF file, of a `tokenizer.json` or of a folder that holds one, or
            the name of a model on the Hugging Face hub; a leading engine, as in `"llamacpp:smollm2"`, is left
            out.

    Returns:
        A function from a text to the place of each token, in characters, the end exclusive; tokens that hold
        parts of one character overlap.

    Raises:
        InvalidArgument: if there is no such file, or it holds no tokenizer.
        JagbenchError: if the library it takes is not installed, or the tokenizer cannot be loaded.
    """
    engine, colon, rest = name.partition(":")
    name = rest if colon and engine in engines() else name
    path = Path(name).expanduser()
    if name == EMBEDDED or path.suffix == ".gguf":
        return _of_gguf(find_model(name))
    return _of_hugging_face(name, path)


_STARTED: list[Any] = []
"""Servers, kept to the end of the process: one that is taken down right after its start can wait for ever."""


def _of_gguf(path: Path) -> Callable[[str], Spans]:
    _need("xllamacpp", extra="llamacpp")
    xllamacpp: Any = import_module("xllamacpp")
    key = secrets.token_hex(16)
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx, params.n_parallel, params.n_gpu_layers = 64, 1, 0
    params.warmup, params.cache_ram_mib, params.verbosity, params.api_keys = False, 0, -1, [key]
    try:
        server = xllamacpp.Server(params)
    except RuntimeError as error:
        raise JagbenchError(f"llama.cpp cannot load {path}, so its tokenizer cannot be asked.") from error
    _STARTED.append(server)

    def tokens_of(text: str) -> Spans:
        return spans(text, tokenize(server.listening_address, key, text, special=False))

    return tokens_of


def spans(text: str, pieces: Sequence[bytes]) -> Spans:
    """Where tokens that together are a text stand in it.

    Args:
        text: The text.
        pieces: The UTF-8 of each token; some tokenizers put a space before the text.

    Raises:
        JagbenchError: if they are not the text.
    """
    whole, content = b"".join(pieces), text.encode()
    added = 1 if whole == b" " + content else 0
    if whole[added:] != content:
        raise JagbenchError(
            "The model's tokenizer changes the text, so it cannot be said which tokens an operand has."
        )
    # The character to which each byte belongs.
    owner = [place for place, character in enumerate(text) for _ in character.encode()]
    found: list[tuple[int, int]] = []
    end = -added
    for piece in pieces:
        start, end = max(end, 0), end + len(piece)
        if end > start:
            found.append((owner[start], owner[end - 1] + 1))
    return found


def _of_hugging_face(name: str, path: Path) -> Callable[[str], Spans]:
    file = path / _FILE if path.is_dir() else path
    if path.exists() and not file.is_file():
        raise InvalidArgument(f"{name} holds no {_FILE}: give a folder that does, or a GGUF file.")
    if not path.exists() and (path.is_absolute() or name.startswith(".") or name.count("/") > 1):
        raise InvalidArgument(f"There is no tokenizer at {name!r}: give a folder, a {_FILE} or a GGUF file.")
    _need("tokenizers", extra="hf")
    library: Any = import_module("tokenizers").Tokenizer
    try:
        tokenizer = library.from_file(str(file)) if path.exists() else library.from_pretrained(name)
    # The library raises bare exceptions, with the text of whatever it met.
    except Exception as error:
        said = next(iter(str(error).splitlines()), type(error).__name__)
        raise JagbenchError(f"The tokenizer {name!r} cannot be loaded: {said}.") from error

    def tokens_of(text: str) -> Spans:
        return [(start, end) for start, end in tokenizer.encode(text, add_special_tokens=False).offsets]

    return tokens_of


def _need(library: str, *, extra: str) -> None:
    if find_spec(library) is None:
        raise JagbenchError(
            f"This tokenizer needs {library}, which is not installed. Install it with: "
            f"pip install 'jagbench[{extra}]'"
        )
