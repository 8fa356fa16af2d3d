"""The `llamacpp` engine: llama.cpp in this process, through xllamacpp.

Several slots are computed together (continuous batching), and a slot keeps the prompt it saw last, so the
text that a prompt shares with it is not computed again. Company and cache can change a reply even at
temperature 0 (llama.cpp issues 6950 and 4902), so the determinism level is `seeded`; in reference mode there
is one slot and no cache, and it is `serial`.
"""

import hashlib
import json
import secrets
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from jagbench.errors import JagbenchError
from jagbench.runners.continuation import behind
from jagbench.runners.engine import (
    Ask,
    Constraint,
    Description,
    Feature,
    JsonSchema,
    Prompting,
    Rendered,
    Request,
    failed,
    replied,
)
from jagbench.runners.engines import Opening
from jagbench.runners.engines.arguments import check_bounds, settings
from jagbench.runners.engines.llama_loading import cannot_load, load_model, refuse_too_much, template_of
from jagbench.runners.engines.llama_models import EMBEDDED, find_model
from jagbench.runners.engines.llama_scores import forcing, told_of_forced
from jagbench.runners.engines.llama_server import ask_server, token_ids, tokenize
from jagbench.runners.engines.llama_trial import why_not_loaded
from jagbench.runners.grammar import to_gbnf
from jagbench.runners.hardware import cores, hardware
from jagbench.runners.prompting import cannot_render, no_chat_template, whole_reply
from jagbench.runners.reply import FinishReason, Reply
from jagbench.runners.templates import (
    may_think,
    prompt_end,
    template_features,
    template_variables,
    thinking_switch,
)
from jagbench.runners.thinking import Answered, tell_apart

TEMPLATE_ROOM = 256
"""Tokens that a chat template may add to what is asked."""
LEAST_CONTEXT, MOST_CONTEXT = 1024, 8192
"""Bounds of the context that a slot is given by itself, in tokens."""

MOST_SLOTS, MOST_THREADS = 256, 512
"""What llama.cpp has room for (LLAMA_MAX_SEQ, GGML_MAX_N_THREADS)."""
SMALLEST_CONTEXT, LARGEST_CONTEXT = 256, 2**24
"""Bounds of the context that can be asked for; llama.cpp gives no slot less than 256 tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LlamaCppSettings:
    """The arguments of the engine."""

    slots: int = 8
    """Requests computed together."""
    context: int | None = None
    """Tokens of prompt and reply that a slot holds; by default enough for what is asked, 1024 to 8192."""
    threads: int | None = None
    """Threads that compute; by default as many as there are cores."""
    reference: bool = False
    """One slot and no prompt cache, so that a reply depends on nothing but its request."""
    chat_template: str | None = None
    """Text of a chat template (Jinja) in place of the model's own."""

    def __post_init__(self) -> None:
        """Hold each argument to its meaning."""
        check_bounds("llamacpp", "slots", self.slots, 1, MOST_SLOTS, "requests computed together")
        check_bounds(
            "llamacpp", "context", self.context, SMALLEST_CONTEXT, LARGEST_CONTEXT, "tokens that a slot holds"
        )
        check_bounds("llamacpp", "threads", self.threads, 1, MOST_THREADS, "threads that compute")


class LlamaCpp:
    """A GGUF model, loaded.

    Args:
        path: The file.
        name: The model's name, for the description.
        given: How it is to be computed.
        prompting: How questions are put to it; by default by the chat template where there is one.

    Raises:
        InvalidArgument: if they are to be put by a chat template, and neither the file nor `given` holds one.
        JagbenchError: if llama.cpp cannot load the file.
    """

    def __init__(
        self,
        path: Path,
        *,
        name: str,
        given: LlamaCppSettings | None = None,
        prompting: Prompting | None = None,
    ) -> None:
        given = given or LlamaCppSettings()
        slots = 1 if given.reference else given.slots
        context, threads = given.context or LEAST_CONTEXT, given.threads or cores()
        template = None if prompting == "completion" else given.chat_template or template_of(path)
        if template is None and prompting == "chat":
            raise no_chat_template(str(path))
        # It opens a port of its own on this machine: nobody else may ask there.
        self._key = secrets.token_hex(16)
        refuse_too_much(path, slots=slots, context=context)
        how: dict[str, Any] = {
            "path": str(path),
            "slots": slots,
            "context": context,
            "threads": threads,
            "template": given.chat_template,
        }
        try:
            self._server: Any = load_model(**how, key=self._key)
        except RuntimeError as error:
            raise cannot_load(path, why_not_loaded(how)) from error
        with path.open("rb") as file:
            fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
        self.description = Description(
            engine="llamacpp",
            model=path.name if name == EMBEDDED else name,
            fingerprint=fingerprint,
            versions={"xllamacpp": version("xllamacpp")},
            determinism="serial" if given.reference else "seeded",
            chat_template=None if template is None else hashlib.sha256(template.encode()).hexdigest(),
            prompting="chat" if template is not None else "completion",
            hardware=hardware(),
            details={
                "slots": slots,
                "context_per_slot": context,
                "threads": threads,
                "prompt_cache": not given.reference,
            },
        )
        self._template = template
        self._switch = thinking_switch(template)
        self._may_think = may_think(template)
        thinking = template_features(template)
        self.serves: frozenset[Feature] = frozenset({"choice", "regex", "json_schema", "scores", *thinking})
        self._cache = not given.reference
        # One request more per slot than it computes, so that no slot waits for the drive loop.
        self.capacity = 2 * slots
        self._finished: SimpleQueue[Reply] = SimpleQueue()
        self._callers = ThreadPoolExecutor(slots, thread_name_prefix="llamacpp")

    def render(self, ask: Ask) -> Rendered:
        """What the model would be given for a question."""
        address, key = self._server.listening_address, self._key
        pieces = tokenize(address, key, self._prompt(ask), special=True)
        begin = str(ask_server(address, key, "/props")["bos_token"])
        return Rendered(
            text=b"".join(pieces).decode(errors="replace"),
            tokens=len(pieces),
            begin=begin if pieces[:1] == [begin.encode()] else None,
        )

    def _prompt(self, ask: Ask) -> str:
        """The text of a question, without the tokens that begin and end every prompt."""
        if ask.completion is not None:
            return ask.completion
        said = {"messages": _messages(ask), **_switched(ask, self._switch)}
        try:
            found = ask_server(self._server.listening_address, self._key, "/apply-template", said)
        except JagbenchError as error:
            raise cannot_render(self.description.model, str(error)) from error
        return str(found["prompt"])

    def submit(self, request: Request) -> None:
        """Take on a request."""
        self._callers.submit(self._answer, request, time.perf_counter())

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait for a reply, and give all that are finished; none where none comes in time."""
        replies: list[Reply] = []
        try:
            replies.append(self._finished.get(timeout=timeout))
            while True:
                replies.append(self._finished.get_nowait())
        except Empty:
            return replies

    def close(self) -> None:
        """Wait for the requests being computed, and free the model."""
        self._callers.shutdown(wait=True, cancel_futures=True)
        self._server = None

    def _answer(self, request: Request, submitted: float) -> None:
        try:
            reply = self._score(request, submitted) if request.candidates else self._draw(request, submitted)
        # Whatever goes wrong in the foreign library fails this one request, never the run.
        except Exception as error:
            reply = failed(
                request, str(error) or type(error).__name__, seconds=time.perf_counter() - submitted
            )
        self._finished.put(reply)

    def _draw(self, request: Request, submitted: float) -> Reply:
        completion = self._complete(request, _held(request.constraint))
        reason: FinishReason = "length" if completion.finish_reason == "length" else "stop"
        answered = Answered(thinking=None, text=completion.text, finish_reason=reason)
        if request.completion is None:
            answered = tell_apart(
                completion.text,
                finish_reason=reason,
                prompt=prompt_end(self._template, request.thinking) if self._template else "",
                thinking=completion.thinking,
                stop=request.sampling.stop,
            )
        return replied(
            request,
            text=answered.text,
            thinking=answered.thinking,
            finish_reason=answered.finish_reason,
            prompt_tokens=completion.usage.get("prompt_tokens"),
            reply_tokens=completion.usage.get("completion_tokens"),
            seconds=time.perf_counter() - submitted,
        )

    def _score(self, request: Request, submitted: float) -> Reply:
        """Force the model to write each candidate, and note how likely it found each token by itself."""
        text, ends = self._prompt(request), request.completion is None
        prompt = self._tokens(text, special=True)
        scores: list[float] = []
        reply_tokens = 0
        for candidate in request.candidates:
            whole = whole_reply(request, candidate)
            both, alone = self._tokens(text + whole, special=True), self._tokens(whole, special=False)
            written = behind(prompt, both, alone)
            response = _unfailed(self._server.handle_completions(forcing(prompt, written, ends=ends)))
            score = told_of_forced(response["choices"][0], written, ends=ends)
            if score is None:
                raise JagbenchError(f"The model cannot be made to write {candidate!r}.")
            scores.append(score)
            reply_tokens += response["usage"]["completion_tokens"]
        return replied(
            request,
            text=request.candidates[scores.index(max(scores))],
            finish_reason="stop",
            scores=tuple(scores),
            prompt_tokens=len(prompt),
            reply_tokens=reply_tokens,
            seconds=time.perf_counter() - submitted,
        )

    def _tokens(self, text: str, *, special: bool) -> list[int]:
        return token_ids(self._server.listening_address, self._key, text, special=special)

    def _complete(self, request: Request, more: Mapping[str, Any]) -> "_Completion":
        body = _body(request, switch=self._switch, cache=self._cache) | dict(more)
        if request.completion is None and self._may_think:
            # It would end the reply inside the thought, too; it is looked for behind it.
            body["stop"] = []
        if request.completion is None:
            response = self._server.handle_chat_completions(body)
        else:
            response = self._server.handle_completions(body)
        choice: Any = _unfailed(response)["choices"][0]
        message: Any = choice.get("message") or {"content": choice.get("text")}
        return _Completion(
            text=message.get("content") or "",
            thinking=message.get("reasoning_content"),
            finish_reason=choice["finish_reason"],
            usage=response["usage"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Completion:
    """What llama.cpp gives back."""

    text: str
    thinking: str | None
    finish_reason: str
    usage: Mapping[str, int]


def _unfailed(response: Any) -> Any:
    if "error" in response:
        raise JagbenchError(response["error"]["message"])
    return response


def _body(request: Request, *, switch: str | None, cache: bool) -> dict[str, Any]:
    sampling = request.sampling
    said = {"messages": _messages(request)} if request.completion is None else {"prompt": request.completion}
    body: dict[str, Any] = {
        **said,
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "min_p": sampling.min_p,
        "presence_penalty": sampling.presence_penalty,
        "frequency_penalty": sampling.frequency_penalty,
        "repeat_penalty": sampling.repetition_penalty,
        "stop": list(sampling.stop),
        "seed": sampling.seed,
        "cache_prompt": cache,
    }
    return body | _switched(request, switch)


def _messages(ask: Ask) -> list[dict[str, str]]:
    return [{"role": message.role, "content": message.content} for message in ask.messages]


def _switched(ask: Ask, switch: str | None) -> dict[str, Any]:
    variables = template_variables(ask, switch)
    return {"chat_template_kwargs": variables} if variables else {}


def _held(constraint: Constraint | None) -> Mapping[str, Any]:
    if constraint is None:
        return {}
    if isinstance(constraint, JsonSchema):
        return {"json_schema": json.loads(constraint.schema)}
    return {"grammar": to_gbnf(constraint)}


def open_llamacpp(name: str, opening: Opening) -> LlamaCpp:
    """Load a GGUF model.

    Args:
        name: `"smollm2"`, or the path of a file.
        opening: Its arguments are those of `LlamaCppSettings`.

    Raises:
        InvalidArgument: if there is no such file, it is not GGUF, or holds no chat template though
            questions are to be put by one.
        JagbenchError: if the embedded model is not installed, or the file cannot be loaded.
    """
    given = settings(LlamaCppSettings, opening.arguments, engine="llamacpp")
    if given.context is None:
        wanted = opening.max_prompt_bytes + opening.max_tokens + TEMPLATE_ROOM
        given = replace(given, context=min(max(wanted, LEAST_CONTEXT), MOST_CONTEXT))
    return LlamaCpp(find_model(name), name=name, given=given, prompting=opening.prompting)
