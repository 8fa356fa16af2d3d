"""llama.cpp's server within this process: what it answers beyond replies."""

import json
import urllib.error
import urllib.request
from typing import Any

from jagbench.errors import JagbenchError


def ask_server(address: str, key: str, route: str, body: object = None) -> Any:
    """An answer of a server on this machine.

    Args:
        address: Where it listens, such as `"http://127.0.0.1:40511"`.
        key: The key that it was started with.
        route: Such as `"/tokenize"`.
        body: What is posted as JSON; None for a GET.

    Raises:
        JagbenchError: if it refuses, in its own words.
    """
    # It is on this machine: no proxy has a part in it.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(
        address + route,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with opener.open(request) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise JagbenchError(_said(error.read()) or f"llama.cpp refuses this ({error.code}).") from error


def _said(answer: bytes) -> str | None:
    try:
        return str(json.loads(answer)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return None


def tokenize(address: str, key: str, text: str, *, special: bool) -> list[bytes]:
    """The tokens of a text, each as the bytes that it stands for.

    Args:
        address: Where the server listens.
        key: Its key.
        text: The text.
        special: Whether special tokens are found in it and those that begin and end every prompt are added.

    Raises:
        JagbenchError: if the server refuses.
    """
    body = {"content": text, "add_special": special, "parse_special": special, "with_pieces": True}
    tokens = ask_server(address, key, "/tokenize", body)["tokens"]
    return [_bytes(token["piece"]) for token in tokens]


def token_ids(address: str, key: str, text: str, *, special: bool) -> list[int]:
    """The tokens of a text, each as its number in the model's vocabulary.

    Args:
        address: Where the server listens.
        key: Its key.
        text: The text.
        special: Whether those that begin and end every prompt are added.

    Raises:
        JagbenchError: if the server refuses.
    """
    body = {"content": text, "add_special": special, "parse_special": True}
    return [int(token) for token in ask_server(address, key, "/tokenize", body)["tokens"]]


def _bytes(piece: str | list[int]) -> bytes:
    return piece.encode() if isinstance(piece, str) else bytes(piece)
