"""The `hf` engine: transformers in this process, with its continuous batching.

For models that the faster engines lack. Draws cannot be repeated, because transformers draws for all requests
of a batch from one stream: the determinism level is `none`, and no seed is recorded.
"""

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.continuation import behind
from jagbench.runners.engine import (
    Ask,
    Description,
    Feature,
    Prompting,
    Rendered,
    Request,
    Sampling,
    failed,
    replied,
)
from jagbench.runners.engines import Opening
from jagbench.runners.engines.arguments import check_bounds, settings
from jagbench.runners.hardware import hardware
from jagbench.runners.prompting import cannot_render, no_chat_template, whole_reply
from jagbench.runners.reply import FinishReason, Reply
from jagbench.runners.templates import template_features, template_variables, thinking_switch
from jagbench.runners.thinking import Answered, tell_apart

TEMPLATE_ROOM = 256
"""Tokens that a chat template may add to what is asked."""

PAGE = 32
"""Tokens of a page of the cache on a CPU; a prompt is shared page by page."""

PATIENCE = 1.0
"""Seconds after which it is looked whether transformers is still at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HfSettings:
    """The arguments of the engine."""

    revision: str | None = None
    """Branch, tag or commit on the Hugging Face hub."""
    dtype: str | None = None
    """Type of the weights, such as `"bfloat16"`; by default the model's own on a GPU, float32 on a CPU."""
    device: str | None = None
    """Where it is computed, such as `"cuda:1"` or `"cpu"`; by default a GPU where there is one."""
    batch: int = 64
    """Requests computed together."""
    context: int | None = None
    """Tokens of prompt and reply that a request may hold; by default enough for what is asked."""
    trust_remote_code: bool = False
    """Whether code that comes with the model may be run."""
    chat_template: str | None = None
    """Text of a chat template (Jinja) in place of the model's own."""

    def __post_init__(self) -> None:
        """Hold each argument to its meaning."""
        check_bounds("hf", "batch", self.batch, 1, 4096, "requests computed together")
        check_bounds("hf", "context", self.context, 1, 2**24, "tokens of prompt and reply")


@dataclass(slots=True, kw_only=True)
class _Flight:
    """A request under way."""

    request: Request
    submitted: float
    prompt: Sequence[int]


class Hf:
    """A model of transformers, loaded.

    Args:
        name: Its name on the hub, or a folder.
        given: How it is to be computed.
        prompting: How questions are put to it; by default by the chat template where there is one.

    Raises:
        InvalidArgument: if questions are to be put by a chat template and there is none.
        JagbenchError: if it cannot be loaded.
    """

    def __init__(self, name: str, given: HfSettings, *, prompting: Prompting | None = None) -> None:
        self._torch: Any = import_module("torch")
        self._transformers: Any = import_module("transformers")
        self._transformers.logging.set_verbosity_error()
        self._transformers.logging.disable_progress_bar()
        self._given = given
        self._device = given.device or ("cuda" if self._torch.cuda.is_available() else "cpu")
        self._model: Any
        self._model, self._tokenizer = self._load(name)
        template = given.chat_template or self._tokenizer.chat_template
        self._template: str | None = template if isinstance(template, str) else None
        if prompting == "completion":
            self._template = None
        elif self._template is None and prompting == "chat":
            raise no_chat_template(name)
        self._switch = thinking_switch(self._template)
        thinking = template_features(self._template)
        self.serves: frozenset[Feature] = frozenset({"scores", *thinking})
        self.capacity = 2 * given.batch
        limit = int(getattr(self._model.config, "max_position_embeddings", 0)) or 2**31
        self._context = min(given.context or limit, limit)
        self._ends = _as_set(self._model.generation_config.eos_token_id, self._tokenizer.eos_token_id)
        self._manager: Any = None
        self._drawing: Sampling | None = None
        self._in_flight: dict[str, _Flight] = {}
        self._finished: list[Reply] = []
        self.description = Description(
            engine="hf",
            model=name,
            fingerprint=_fingerprint(name, self._model),
            versions={each: version(each) for each in ("transformers", "torch")},
            determinism="none",
            chat_template=_sha256(self._template),
            prompting="completion" if self._template is None else "chat",
            hardware=hardware(),
            details={
                "device": self._device,
                "dtype": str(self._model.dtype).removeprefix("torch."),
                "batch": given.batch,
                "context": self._context,
            },
        )

    def render(self, ask: Ask) -> Rendered:
        """What the model would be given for a question."""
        try:
            ids = self._encode(ask)
        # Templates raise whatever they like.
        except Exception as error:
            raise cannot_render(self.description.model, str(error) or type(error).__name__) from error
        begin = self._tokenizer.bos_token_id
        return Rendered(
            text=self._tokenizer.decode(ids, skip_special_tokens=False),
            tokens=len(ids),
            begin=self._tokenizer.bos_token if begin is not None and begin in ids[:1] else None,
        )

    def submit(self, request: Request) -> None:
        """Take on a request."""
        submitted = time.perf_counter()
        try:
            self._check(request.sampling)
            prompt = self._prompt(request)
            if request.candidates:
                self._finished.append(self._score(request, prompt, submitted))
            else:
                self._begin(_Flight(request=request, submitted=submitted, prompt=prompt))
        # Whatever goes wrong in the foreign library fails this one request, never the run.
        except Exception as error:
            self._finished.append(failed(request, str(error) or type(error).__name__))

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait for a reply, and give all that are finished; none where none comes in time."""
        ends = float("inf") if timeout is None else time.monotonic() + timeout
        while self._in_flight and not self._finished and (left := ends - time.monotonic()) > 0:
            self._receive(self._manager.get_result(timeout=min(PATIENCE, left)))
            while not self._manager.output_router.output_queue.empty():
                self._receive(self._manager.get_result(timeout=PATIENCE))
        finished, self._finished = self._finished, []
        return finished

    def close(self) -> None:
        """Give up the requests under way, and free the model."""
        self._stop()
        self._model = None

    def _load(self, name: str) -> tuple[Any, Any]:
        given = self._given
        common = {"revision": given.revision or "main", "trust_remote_code": given.trust_remote_code}
        dtype = given.dtype or ("float32" if self._device == "cpu" else "auto")
        try:
            tokenizer = self._transformers.AutoTokenizer.from_pretrained(name, **common)
            model = self._transformers.AutoModelForCausalLM.from_pretrained(
                name, dtype=dtype, attn_implementation="sdpa", **common
            )
            return model.to(self._device).eval(), tokenizer
        except self._torch.cuda.OutOfMemoryError as error:
            raise JagbenchError(
                f"{name} does not fit into the memory of {self._device}: lower --engine-arg batch or "
                "context, or give --engine-arg dtype=bfloat16."
            ) from error
        except (OSError, ValueError, ImportError) as error:
            said = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
            raise JagbenchError(
                f"transformers cannot load {name}: {said}. Give a model of the Hugging Face hub, or a folder."
            ) from error

    def _check(self, sampling: Sampling) -> None:
        """Refuse what transformers cannot do for a batch."""
        penalties = (sampling.presence_penalty, sampling.frequency_penalty, sampling.repetition_penalty)
        if penalties != (0, 0, 1):
            raise InvalidArgument("The engine hf serves no presence, frequency or repetition penalty.")

    def _encode(self, ask: Ask) -> list[int]:
        if ask.completion is not None:
            return list(self._tokenizer.encode(ask.completion, add_special_tokens=True))
        ids = self._tokenizer.apply_chat_template(
            [{"role": message.role, "content": message.content} for message in ask.messages],
            chat_template=self._template,
            add_generation_prompt=True,
            return_dict=False,
            **template_variables(ask, self._switch),
        )
        return list(ids)

    def _prompt(self, request: Request) -> list[int]:
        ids = self._encode(request)
        wanted = len(ids) + request.sampling.max_tokens
        if wanted > self._context and not request.candidates:
            raise InvalidArgument(
                f"The prompt ({len(ids)} tokens) and a reply of {request.sampling.max_tokens} tokens do not "
                f"fit into the context of {self._context} tokens."
            )
        return ids

    def _begin(self, flight: _Flight) -> None:
        request = flight.request
        drawing = replace(request.sampling, seed=0, max_tokens=1, stop=())
        if drawing != self._drawing:
            if self._in_flight:
                raise InvalidArgument("The engine hf cannot draw in two ways at once.")
            self._start(drawing)
        self._in_flight[request.key] = flight
        self._manager.add_request(
            flight.prompt,
            request_id=request.key,
            max_new_tokens=request.sampling.max_tokens,
            eos_token_id=sorted(self._ends),
            # Texts that end a reply are looked for here, as it grows.
            streaming=bool(request.sampling.stop),
        )

    def _start(self, drawing: Sampling) -> None:
        """Start transformers' loop for one way of drawing, in a thread of its own."""
        self._stop()
        drawn: dict[str, Any] = {"do_sample": False}
        if drawing.temperature > 0:
            # Transformers drops what is neutral, and takes 0 for "as the model has it".
            drawn = {
                "do_sample": True,
                "temperature": drawing.temperature,
                "top_p": drawing.top_p,
                "top_k": drawing.top_k,
                "min_p": drawing.min_p or None,
            }
        config = self._transformers.GenerationConfig(
            eos_token_id=sorted(self._ends), pad_token_id=min(self._ends, default=0), **drawn
        )
        cache: dict[str, Any] = {"max_requests_per_batch": self._given.batch}
        if self._device == "cpu":
            # Otherwise it plans with all memory that the machine has.
            blocks = self._given.batch * -(-self._context // PAGE)
            cache |= {"page_size": PAGE, "num_blocks": blocks, "max_batch_tokens": 8 * self._given.batch}
        self._manager = self._model.init_continuous_batching(
            generation_config=config,
            continuous_batching_config=self._transformers.ContinuousBatchingConfig(**cache),
        )
        self._manager.start()
        self._drawing = drawing

    def _stop(self) -> None:
        if self._manager is not None:
            self._manager.stop(block=True, timeout=60)
            self._manager = None

    def _receive(self, result: Any) -> None:
        """Take on what has come: a whole reply, or the beginning of one that may end at a stop text."""
        if result is None:
            fatal = self._manager.background_thread_status.fatal_error
            if fatal is not None:
                raise JagbenchError(f"transformers has stopped: {fatal}. The same command goes on.")
            return
        flight = self._in_flight.get(result.request_id)
        if flight is None:
            return
        answered = self._answered(flight, result.generated_tokens)
        if not result.is_finished() and answered.finish_reason == "length":
            return
        del self._in_flight[result.request_id]
        if not result.is_finished():
            self._manager.cancel_request(result.request_id)
        self._finished.append(self._reply(flight, result, answered))

    def _answered(self, flight: _Flight, tokens: Sequence[int]) -> Answered:
        """What has come of a reply so far; what neither the model nor a text has ended counts as cut."""
        request, text = flight.request, self._text(tokens)
        reason: FinishReason = "stop" if tokens and tokens[-1] in self._ends else "length"
        if request.completion is not None:
            return tell_apart(text, finish_reason=reason, thinking="", stop=request.sampling.stop)
        prompt = self._tokenizer.decode(flight.prompt[-16:])
        return tell_apart(text, finish_reason=reason, prompt=prompt, stop=request.sampling.stop)

    def _reply(self, flight: _Flight, result: Any, answered: Answered) -> Reply:
        request, seconds = flight.request, time.perf_counter() - flight.submitted
        if result.error is not None:
            return failed(request, str(result.error), seconds=seconds)
        tokens: Sequence[int] = result.generated_tokens
        reply = replied(
            request,
            text=answered.text,
            thinking=answered.thinking or None if request.completion is not None else answered.thinking,
            finish_reason=answered.finish_reason,
            prompt_tokens=len(flight.prompt),
            reply_tokens=len(tokens),
            seconds=seconds,
        )
        return replace(reply, seed=None)

    def _text(self, tokens: Sequence[int]) -> str:
        """The text of a reply; marks of thinking may be special tokens, so these stay."""
        whole = tokens[:-1] if tokens and tokens[-1] in self._ends else tokens
        text: str = self._tokenizer.decode(whole, skip_special_tokens=False)
        return text

    def _candidate(self, request: Request, prompt: Sequence[int], candidate: str) -> list[int]:
        """The tokens of a whole reply; what ends it is a line end where a text is continued."""
        text, continued = whole_reply(request, candidate), request.completion is not None
        before = request.completion or self._tokenizer.decode(prompt, skip_special_tokens=False)
        both = self._tokenizer.encode(before + text, add_special_tokens=continued)
        tokens = behind(prompt, both, self._tokenizer.encode(text, add_special_tokens=False))
        return tokens if continued else [*tokens, self._tokenizer.eos_token_id]

    def _score(self, request: Request, prompt: Sequence[int], submitted: float) -> Reply:
        """How likely the model finds each candidate as the whole reply, token by token."""
        scores: list[float] = []
        for candidate in request.candidates:
            tokens = self._candidate(request, prompt, candidate)
            whole = self._torch.tensor([[*prompt, *tokens]], device=self._device)
            with self._torch.inference_mode():
                logits = self._model(whole, use_cache=False).logits[0, len(prompt) - 1 : -1].float()
            likely = self._torch.log_softmax(logits, dim=-1)
            scores.append(float(sum(likely[place, token] for place, token in enumerate(tokens))))
        return replied(
            request,
            text=request.candidates[scores.index(max(scores))],
            finish_reason="stop",
            scores=tuple(scores),
            prompt_tokens=len(prompt),
            seconds=time.perf_counter() - submitted,
        )


def _sha256(text: str | None) -> str | None:
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def _as_set(*ids: int | Iterable[int] | None) -> frozenset[int]:
    found: set[int] = set()
    for each in ids:
        found |= {each} if isinstance(each, int) else set(each or ())
    return frozenset(found)


def _fingerprint(name: str, model: Any) -> str:
    """Of a folder the content of its files, of a model on the hub its name and commit."""
    if not Path(name).is_dir():
        return hashlib.sha256(f"{name}@{model.config._commit_hash}".encode()).hexdigest()
    digests: dict[str, str] = {}
    for path in sorted(Path(name).iterdir()):
        if path.is_file():
            with path.open("rb") as file:
                digests[path.name] = hashlib.file_digest(file, "sha256").hexdigest()
    lines = "".join(f"{digest}  {each}\n" for each, digest in digests.items())
    return hashlib.sha256(lines.encode()).hexdigest()


def open_hf(name: str, opening: Opening) -> Hf:
    """Load a model of transformers.

    Args:
        name: Its name on the Hugging Face hub, or a folder.
        opening: Its arguments are those of `HfSettings`.

    Raises:
        InvalidArgument: if questions are to be put by a chat template and there is none.
        JagbenchError: if it cannot be loaded.
    """
    given = settings(HfSettings, opening.arguments, engine="hf")
    if given.context is None:
        wanted = opening.max_prompt_bytes + opening.max_tokens + TEMPLATE_ROOM
        given = replace(given, context=wanted)
    return Hf(name, given, prompting=opening.prompting)
