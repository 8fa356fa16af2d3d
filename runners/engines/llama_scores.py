"""How likely a model of llama.cpp finds given texts, in this process or behind its server.

llama.cpp tells no probabilities of what it is given, only of what it writes. So a grammar allows nothing but
the tokens of the text, one after another, and beside each stands the probability that it had without the
grammar.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

ENDING = 1
"""Tokens that end a message."""


def forcing(prompt: Sequence[int], written: Sequence[int], *, ends: bool) -> dict[str, Any]:
    """A question of llama.cpp's route of completions that is answered by the given tokens.

    Args:
        prompt: The tokens of the prompt.
        written: The tokens that the model is to write.
        ends: Whether it is to end its message behind them; a text that is continued has its end within.
    """
    return {
        "prompt": list(prompt),
        "grammar": "root ::= " + " ".join(f"<[{token}]>" for token in written),
        "max_tokens": len(written) + (ENDING if ends else 0),
        "temperature": 0.0,
        "n_probs": 1,
        # A cache changes the figures a little, and would do so for some candidates only.
        "cache_prompt": False,
    }


def told_of_forced(choice: Mapping[str, Any], written: Sequence[int], *, ends: bool) -> float | None:
    """The natural logarithm of the probability of the tokens, their end included; None where it is not told.

    Args:
        choice: What llama.cpp answers.
        written: The tokens that were forced.
        ends: Whether the message was to end behind them.
    """
    told = choice.get("logprobs")
    content: object = cast("dict[str, Any]", told).get("content") if isinstance(told, dict) else None
    listed = cast("list[object]", content) if isinstance(content, list) else []
    rows = [cast("dict[str, Any]", row) for row in listed if isinstance(row, dict)]
    if [row.get("id") for row in rows[: len(written)]] != list(written):
        return None
    numbers = [float(row["logprob"]) for row in rows if isinstance(row.get("logprob"), int | float)]
    return sum(numbers) if len(numbers) == len(written) + (ENDING if ends else 0) else None
