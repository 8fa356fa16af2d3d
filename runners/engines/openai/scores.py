"""How likely a model on a server finds given texts: in three ways, by what its kind of server tells.

* `forced`: a grammar allows nothing but the text, and the server tells the probabilities that its tokens had
  without the grammar (llama.cpp; others tell those with it, which are 1),
* `tokens`: the tokens of the text stand behind those of the prompt, and the server tells the probability of
  each token of what it was given (vLLM),
* `echo`: the text stands behind the prompt, and the server repeats both with probabilities (SGLang and other
  servers of completions).
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from jagbench.runners.engine import Request
from jagbench.runners.engines.openai.faults import Refused, mapping
from jagbench.runners.prompting import END, LEAD

Send = Callable[[str, Mapping[str, Any]], Awaitable[object]]
"""Posts a body to a route of the server, such as `"/tokenize"`, and gives what it answers."""

_AS_A_REPLY = "Yes"
"""A reply that is put into words to see what ends one."""

_NO_ROUNDING = 1e-3
"""A logarithm of a probability above this is none, whatever was rounded."""


class NotTold(Refused):
    """The server does not tell how likely a given text is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A prompt as tokens, and what ends a reply to it."""

    prompt: Sequence[int]
    """The tokens of the prompt."""
    end: Sequence[int]
    """The token that ends a message; none where a text is continued, whose line end is in the reply."""


def whole(request: Request, candidate: str) -> str:
    """What the model is to write for a candidate to be its whole reply."""
    return candidate if request.completion is None else f"{LEAD}{candidate}{END}"


def checked(scores: Sequence[float]) -> tuple[float, ...]:
    """The scores of all candidates of a question.

    Raises:
        NotTold: if they are no logarithms of probabilities, or each is that of 1.
    """
    # What is no number (NaN) is not below anything.
    if not all(score <= _NO_ROUNDING for score in scores):
        raise NotTold("The server tells probabilities that are none")
    if not any(scores):
        raise NotTold(
            "The server tells the probability 1 for every given reply, so not what the model finds likely"
        )
    return tuple(scores)


async def as_tokens(send: Send, model: str, request: Request, switched: Mapping[str, Any]) -> Given:
    """A prompt as the tokens that vLLM makes of it.

    Args:
        send: The way to the server.
        model: The model's name there.
        request: What is asked.
        switched: What is sent with it for the chat template.

    Raises:
        NotTold: if the server does not tell them, or not what ends a reply.
    """
    if request.completion is not None:
        prompt = await _tokenize(
            send, {"model": model, "prompt": request.completion, "add_special_tokens": True}
        )
        return Given(prompt=prompt, end=())
    messages = [{"role": message.role, "content": message.content} for message in request.messages]
    said = {"model": model, "messages": messages, **switched}
    prompt = await _tokenize(send, {**said, "add_generation_prompt": True})
    answered = [*messages, {"role": "assistant", "content": _AS_A_REPLY}]
    conversation = await _tokenize(send, {**said, "messages": answered, "add_generation_prompt": False})
    reply = await tokens_of(send, model, _AS_A_REPLY)
    for token in _behind_last(conversation, reply):
        text = mapping(await send("/detokenize", {"model": model, "tokens": [token]})).get("prompt")
        # Some templates write a space before the token that ends a message.
        if isinstance(text, str) and text.strip():
            return Given(prompt=prompt, end=(token,))
    raise NotTold("The server's chat template does not show what ends a reply")


async def tokens_of(send: Send, model: str, text: str) -> list[int]:
    """The tokens of a text that the model is to write."""
    return await _tokenize(send, {"model": model, "prompt": text, "add_special_tokens": False})


async def _tokenize(send: Send, body: Mapping[str, Any]) -> list[int]:
    tokens: object = mapping(await send("/tokenize", body)).get("tokens")
    found = cast("list[object]", tokens) if isinstance(tokens, list) else []
    if not found or not all(isinstance(token, int) for token in found):
        raise NotTold("The server does not tell the tokens of a text")
    return cast("list[int]", found)


def _behind_last(tokens: Sequence[int], part: Sequence[int]) -> Sequence[int]:
    """What stands behind the last place where `part` stands; nothing where it does not."""
    for start in range(len(tokens) - len(part), -1, -1):
        if list(tokens[start : start + len(part)]) == list(part):
            return tokens[start + len(part) :]
    return ()


def told_of_tokens(content: object, tokens: Sequence[int], count: int) -> float:
    """The sum over the last tokens of what a server was given (`prompt_logprobs`).

    Args:
        content: The server's answer, as JSON.
        tokens: What it was given.
        count: How many tokens count.

    Raises:
        NotTold: if it does not tell them.
    """
    rows: object = _choice(content).get("prompt_logprobs")
    if not isinstance(rows, list) or len(cast("list[object]", rows)) != len(tokens):
        raise NotTold("The server does not tell the probabilities of what it is given (prompt_logprobs)")
    pairs = list(zip(cast("list[object]", rows), tokens, strict=True))[-count:]
    return _sum([mapping(mapping(row).get(str(token))).get("logprob") for row, token in pairs])


def told_by_echo(content: object, text: str) -> float:
    """The sum over the tokens of the text that a prompt ends with, in an answer that repeats the prompt.

    Args:
        content: The server's answer, as JSON; one token may have been generated behind the prompt.
        text: What counts of the prompt.

    Raises:
        NotTold: if it does not tell them, or a token holds the beginning of the text and what is before.
    """
    told = mapping(_choice(content).get("logprobs"))
    tokens, logprobs = told.get("tokens"), told.get("token_logprobs")
    if not isinstance(tokens, list) or not isinstance(logprobs, list):
        raise NotTold("The server does not repeat its prompt with probabilities (echo, logprobs)")
    texts, found = list(map(str, cast("list[object]", tokens))), cast("list[object]", logprobs)
    for end in (len(texts) - 1, len(texts)):
        start = end
        while start > 0 and len("".join(texts[start:end])) < len(text):
            start -= 1
        if "".join(texts[start:end]) == text and len(found) >= end:
            return _sum(found[start:end])
    raise NotTold(f"The tokens that the server repeats do not show where {text!r} begins")


def _choice(content: object) -> Mapping[str, Any]:
    choices: object = mapping(content).get("choices")
    return mapping(cast("list[object]", choices)[0]) if isinstance(choices, list) and choices else {}


def _sum(logprobs: Sequence[object]) -> float:
    numbers = [float(each) for each in logprobs if isinstance(each, int | float)]
    if not numbers or len(numbers) != len(logprobs):
        raise NotTold("The server leaves out probabilities of what it is given")
    return sum(numbers)
