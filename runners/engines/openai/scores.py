"""How likely a model on a server finds given texts: in three ways, by what its kind of server tells.

* `forced`: a grammar allows nothing but the tokens of the text, and the server tells the probabilities that
  they had without the grammar (llama.cpp; others tell those with it, which are 1),
* `tokens`: the tokens of the text stand behind those of the prompt, and the server tells the probability of
  each token of what it was given (vLLM),
* `echo`: the text stands behind the prompt, and the server repeats both with probabilities (SGLang and other
  servers of completions).
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from jagbench.runners.continuation import behind
from jagbench.runners.engine import Ask, Request
from jagbench.runners.engines.llama_scores import forcing, told_of_forced
from jagbench.runners.engines.openai.completions import system_fingerprint
from jagbench.runners.engines.openai.faults import Refused, mapping
from jagbench.runners.prompting import whole_reply

Scoring = Literal["forced", "tokens", "echo"]
"""A way in which a server tells how likely given replies are."""

_AS_A_REPLY = "Yes"
"""A reply that is put into words to see what ends one."""

_NO_ROUNDING = 1e-3
"""A logarithm of a probability above this is none, whatever was rounded."""


class NotTold(Refused):
    """The server does not tell how likely a given text is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """A server that is asked of texts."""

    model: str
    """The model's name there."""
    send: Callable[[str, Mapping[str, Any]], Awaitable[object]]
    """Posts a body to a route of the server, such as `"/tokenize"`, and gives what it answers."""
    complete: Callable[[Mapping[str, Any], int], Awaitable[object]]
    """Posts a body to the route of completions; its answer tells something of at most so many tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How likely a candidate is."""

    logprob: float
    """Natural logarithm of its probability as the whole reply."""
    system_fingerprint: str | None
    """What the server says that it computed with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A prompt as text and as tokens, and what ends a reply to it."""

    text: str
    """The prompt, special tokens as they are written."""
    tokens: Sequence[int]
    """Its tokens."""
    end: Sequence[int] = ()
    """The token that ends a message; none where a text is continued, whose line end is in the reply."""


async def score_all(
    way: Scoring, server: Teller, request: Request, switched: Mapping[str, Any]
) -> list[Score]:
    """How likely the model finds each candidate of a question as its whole reply.

    Args:
        way: How its kind of server tells it.
        server: The server.
        request: The question.
        switched: What is sent with it for the chat template.

    Raises:
        NotTold: if the server does not tell it.
    """
    if way == "echo":
        return [await _echoed(server, request, candidate) for candidate in request.candidates]
    if way == "tokens":
        given = await as_tokens(server, request, switched)
        return [await _behind(server, request, given, candidate) for candidate in request.candidates]
    given = await _as_llama(server, request, switched)
    return [await _forced(server, request, given, candidate) for candidate in request.candidates]


async def _echoed(server: Teller, request: Request, candidate: str) -> Score:
    """Put it behind the prompt, have both repeated, and read how likely the model finds each token."""
    text = whole_reply(request, candidate)
    prompt = f"{request.completion or ''}{text}"
    body = {"prompt": prompt, "max_tokens": 1, "temperature": 0.0, "echo": True, "logprobs": 1}
    answer = await server.complete(body, len(prompt.encode("utf-8", "surrogatepass")))
    return Score(logprob=told_by_echo(answer, text), system_fingerprint=system_fingerprint(answer))


async def _behind(server: Teller, request: Request, given: Given, candidate: str) -> Score:
    """Put its tokens behind those of the prompt, and read how likely the model finds each."""
    text, special = whole_reply(request, candidate), request.completion is not None
    both = await _tokenize(server, {"prompt": given.text + text, "add_special_tokens": special})
    written = behind(given.tokens, both, await _alone(server, text))
    tokens = [*given.tokens, *written, *given.end]
    body = {"prompt": tokens, "max_tokens": 1, "temperature": 0.0, "prompt_logprobs": 0}
    answer = await server.complete(body, len(tokens))
    logprob = told_of_tokens(answer, tokens, len(written) + len(given.end))
    return Score(logprob=logprob, system_fingerprint=system_fingerprint(answer))


async def _forced(server: Teller, request: Request, given: Given, candidate: str) -> Score:
    """Have the model write its tokens, and read how likely it finds each by itself."""
    text, ends = whole_reply(request, candidate), request.completion is None
    both = await _tokenize(server, _llama_text(given.text + text, special=True))
    alone = await _tokenize(server, _llama_text(text, special=False))
    written = behind(given.tokens, both, alone)
    try:
        answer = await server.complete(forcing(given.tokens, written, ends=ends), 2 * len(written) + 2)
    except Refused as error:
        if "grammar" in str(error):
            raise NotTold(
                f"The server cannot hold a reply to given tokens, as llama.cpp can since 2026 ({error})"
            ) from None
        raise
    logprob = told_of_forced(_choice(answer), written, ends=ends)
    if logprob is None:
        raise Refused(f"The model cannot be made to write {candidate!r}")
    return Score(logprob=logprob, system_fingerprint=system_fingerprint(answer))


async def _as_llama(server: Teller, request: Request, switched: Mapping[str, Any]) -> Given:
    """A prompt as llama.cpp gives it to its model."""
    text = request.completion
    if text is None:
        said = {"messages": _conversation(request), **switched}
        found: object = mapping(await server.send("/apply-template", said)).get("prompt")
        if not isinstance(found, str):
            raise NotTold("The server does not tell what its chat template makes of a question")
        text = found
    return Given(text=text, tokens=await _tokenize(server, _llama_text(text, special=True)))


def _llama_text(text: str, *, special: bool) -> dict[str, Any]:
    return {"content": text, "add_special": special, "parse_special": True}


def _conversation(ask: Ask) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in ask.messages]


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


async def as_tokens(server: Teller, request: Request, switched: Mapping[str, Any]) -> Given:
    """A prompt as vLLM gives it to its model.

    Args:
        server: The server.
        request: What is asked.
        switched: What is sent with it for the chat template.

    Raises:
        NotTold: if the server does not tell it, or not what ends a reply.
    """
    if request.completion is not None:
        body = {"prompt": request.completion, "add_special_tokens": True}
        return Given(text=request.completion, tokens=await _tokenize(server, body))
    messages = _conversation(request)
    said = {"messages": messages, **switched}
    prompt = await _tokenize(server, {**said, "add_generation_prompt": True})
    answered = [*messages, {"role": "assistant", "content": _AS_A_REPLY}]
    conversation = await _tokenize(server, {**said, "messages": answered, "add_generation_prompt": False})
    for token in _behind_last(conversation, await _alone(server, _AS_A_REPLY)):
        # Some templates write a space before the token that ends a message.
        if (await _text(server, [token])).strip():
            return Given(text=await _text(server, prompt), tokens=prompt, end=(token,))
    raise NotTold("The server's chat template does not show what ends a reply")


async def _alone(server: Teller, text: str) -> list[int]:
    """The tokens of a text by itself."""
    return await _tokenize(server, {"prompt": text, "add_special_tokens": False})


async def _tokenize(server: Teller, body: Mapping[str, Any]) -> list[int]:
    answer = await server.send("/tokenize", {"model": server.model, **body})
    tokens: object = mapping(answer).get("tokens")
    found = cast("list[object]", tokens) if isinstance(tokens, list) else []
    if not found or not all(isinstance(token, int) for token in found):
        raise NotTold("The server does not tell the tokens of a text")
    return cast("list[int]", found)


async def _text(server: Teller, tokens: Sequence[int]) -> str:
    answer = await server.send("/detokenize", {"model": server.model, "tokens": list(tokens)})
    text = mapping(answer).get("prompt")
    return text if isinstance(text, str) else ""


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
