"""The child process that holds vLLM: loads a model, then answers requests until its parent is gone.

It runs a loop of its own over `add_request` and `step`, because `LLM.generate` reads no reply before every
prompt is tokenised and gives none before all are done. A thread beside the loop receives requests, renders
and tokenises them in batches.
"""

import hashlib
import json
import os
import signal
import threading
import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from math import exp, log
from multiprocessing.connection import Connection
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

from jagbench import __version__
from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes.digest import Json, canonical
from jagbench.runners.engine import (
    Choice,
    Constraint,
    Description,
    Detail,
    Regex,
    Rendered,
    Request,
    Sampling,
    failed,
    replied,
)
from jagbench.runners.engines.vllm.last_words import last_words, why_not_loaded
from jagbench.runners.engines.vllm.messages import Beat, Load, Ready, Refused, Render, Stop
from jagbench.runners.engines.vllm.model_files import as_details, find_folder, hash_files
from jagbench.runners.engines.vllm.prompts import Prompt, Prompts
from jagbench.runners.engines.vllm.settings import (
    OWN,
    UNSAID,
    Device,
    check_names,
    context_length,
    deciding,
    defaults,
    determinism,
    lora_rank,
)
from jagbench.runners.hardware import hardware
from jagbench.runners.prompting import whole_reply
from jagbench.runners.reply import Reply
from jagbench.runners.thinking import Answered, tell_apart

BEAT_SECONDS = 5.0
"""Longest silence while steps are done, in seconds."""


def main(descriptor: int) -> None:
    """Serve the parent at the other end of a connection until it is gone.

    Args:
        descriptor: File descriptor of this end.
    """
    connection = Connection(descriptor)
    # A process that vLLM forks must not keep the connection open after this one is gone.
    os.register_at_fork(after_in_child=connection.close)
    load: Load = connection.recv()
    received: SimpleQueue[list[Request] | Render | Stop] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, received), name="receive", daemon=True).start()
    try:
        model = Model(load)
    except JagbenchError as error:
        connection.send(Refused(sentence=str(error), bad_use=isinstance(error, InvalidArgument)))
        return
    # What vLLM or the hub raise while loading is theirs to choose; the log keeps all of it.
    except Exception as error:
        traceback.print_exc()
        if "See root cause above" in str(error):
            # Another process of vLLM failed and wrote the cause into the log, which the parent reads.
            raise
        words = last_words("".join(traceback.format_exception_only(error)))
        bad_use = isinstance(error, ValueError | TypeError)
        connection.send(Refused(sentence=why_not_loaded(load, words), bad_use=bad_use))
        return
    connection.send(model.ready)
    prepared: SimpleQueue[_Item] = SimpleQueue()
    threading.Thread(target=_prepare, args=(model, received, prepared), name="prepare", daemon=True).start()
    _answer(model, prepared, connection)
    model.engine.engine_core.shutdown()
    # Nothing is left to be put away, and taking torch apart takes seconds.
    os._exit(0)


class Model:
    """A model, loaded into vLLM.

    Args:
        load: What to load.

    Raises:
        InvalidArgument: if vLLM takes no such argument, or there is no chat template.
        Exception: whatever vLLM raises.
    """

    def __init__(self, load: Load) -> None:
        vllm: Any = import_module("vllm")
        device = _device()
        if device.is_cpu:
            # A process for the scheduler beside the one that computes would only take a core away from it.
            os.environ.setdefault("VLLM_ENABLE_V1_MULTIPROCESSING", "0")
        engine_arguments: Any = import_module("vllm.engine.arg_utils").EngineArgs
        check_names(load.arguments, (each.name for each in fields(engine_arguments)))
        arguments: dict[str, Any] = defaults(device, os.environ) | {
            name: value for name, value in load.arguments.items() if name not in OWN
        }
        adapter = _find_adapter(load.arguments.get("lora"))
        if adapter is not None:
            config = json.loads((adapter / "adapter_config.json").read_bytes())
            arguments = {
                "enable_lora": True,
                "max_loras": 1,
                "max_lora_rank": lora_rank(config["r"]),
            } | arguments
        model_config = engine_arguments(model=load.model, **arguments).create_model_config()
        arguments.setdefault(
            "max_model_len",
            context_length(
                max_tokens=load.max_tokens,
                max_prompt_bytes=load.max_prompt_bytes,
                model_length=model_config.max_model_len,
            ),
        )
        tokenizer = import_module("vllm.tokenizers").cached_tokenizer_from_config(model_config)
        template = load.arguments.get("chat_template")
        # Before the weights: a model without a template is refused in seconds.
        self.prompts = Prompts(
            tokenizer,
            mode=model_config.tokenizer_mode,
            template=None if template is None else str(template),
            prompting=load.prompting,
            model=load.model,
        )
        self._llm: Any = vllm.LLM(load.model, **arguments)
        self.engine: Any = self._llm.llm_engine
        self.context: int = self._llm.model_config.max_model_len
        self.ends = _end_tokens(self._llm.model_config, tokenizer)
        lora_request: Any = import_module("vllm.lora.request").LoRARequest
        self.adapter: Any = None if adapter is None else lora_request("adapter", 1, str(adapter))
        self.ready = Ready(
            description=self._describe(load, arguments, device, adapter),
            serves=frozenset({"choice", "regex", "json_schema", "scores", *self.prompts.features}),
            capacity=device.capacity(int(arguments["max_num_seqs"])),
        )
        self._skip_special = not self.prompts.marks_are_special
        self._may_think = self.prompts.may_think

    def parameters(self, sampling: Sampling, constraint: Constraint | None) -> Any:
        """What vLLM is told of a request whose reply is drawn."""
        if self._may_think:
            # A text that ends a reply would end it inside the thought, too; it is looked for behind it.
            sampling = replace(sampling, stop=())
        return _parameters(sampling, constraint, self._skip_special)

    def scoring_parameters(self) -> Any:
        """What vLLM is told of a request that says how likely a given reply is."""
        return _scoring_parameters(tuple(self.ends))

    def _describe(
        self, load: Load, arguments: Mapping[str, Any], device: Device, adapter: Path | None
    ) -> Description:
        config = self._llm.model_config
        folder = find_folder(load.model, revision=config.revision, cache=arguments.get("download_dir"))
        files = hash_files(folder) if folder else {}
        adapter_files = hash_files(adapter) if adapter else {}
        template = self.prompts.template_sha256
        # Without files, a name and its revision are all that is known of the content.
        content: Json = files or [load.model, config.revision]
        identity: Json = [content, adapter_files, template, deciding(load.arguments)]
        return Description(
            engine="vllm",
            model=load.model,
            fingerprint=_sha256(identity),
            versions=_versions(),
            determinism=determinism(arguments, os.environ),
            chat_template=template,
            prompting=self.prompts.prompting,
            hardware={**hardware(), "device": device.name},
            details={
                **{name: _detail(value) for name, value in sorted(arguments.items()) if name not in UNSAID},
                "revision": _revision(folder, config.revision),
                "dtype": str(config.dtype).removeprefix("torch."),
                "quantization": config.quantization,
                "max_model_len": self.context,
                **as_details(files),
                **{f"adapter, {name}": content for name, content in as_details(adapter_files).items()},
            },
        )


class _Job(NamedTuple):
    """A request on its way through vLLM: as one of its requests, or as one for each candidate."""

    request: Request
    received: float
    prompt: Prompt
    continuations: Sequence[list[int]]
    outputs: dict[int, Any]


_Item = _Job | Reply | Rendered | str | Stop
"""What the loop is given: a request, a reply that needs no computing, an answer to `Render`, or the end."""


def _receive(connection: Connection, received: "SimpleQueue[list[Request] | Render | Stop]") -> None:
    """Take what the parent sends; when the parent is gone, end this process and all that it started."""
    try:
        while True:
            received.put(connection.recv())
    except (EOFError, OSError):
        os.killpg(0, signal.SIGKILL)


def _prepare(
    model: Model, received: "SimpleQueue[list[Request] | Render | Stop]", prepared: "SimpleQueue[_Item]"
) -> None:
    """Render and tokenise requests while vLLM computes."""
    while True:
        requests = received.get()
        if isinstance(requests, Stop):
            prepared.put(requests)
            return
        if isinstance(requests, Render):
            prepared.put(model.prompts.render(requests.ask))
            continue
        arrived = time.perf_counter()
        for request, prompt in zip(requests, model.prompts.encode(requests), strict=True):
            if isinstance(prompt, Prompt):
                prepared.put(_fit(model, request, prompt, arrived))
            else:
                prepared.put(failed(request, f"The chat template cannot put this into words: {prompt}"))


def _fit(model: Model, request: Request, prompt: Prompt, arrived: float) -> _Job | Reply:
    """Make a request ready for vLLM, or say why it does not fit."""
    try:
        continuations = [
            # A line end is the end of a text that was continued; what ends a message is a token of its own.
            model.prompts.behind(prompt, whole_reply(request, candidate))
            for candidate in request.candidates
        ] or [[]]
    # Tokenizers raise whatever they like: it fails this request, never the run.
    except Exception as error:
        return failed(request, f"A candidate cannot be put into tokens: {error}")
    reply_tokens = max(map(len, continuations)) + 1 if request.candidates else request.sampling.max_tokens
    if len(prompt.ids) + reply_tokens > model.context:
        return failed(
            request,
            f"The prompt has {len(prompt.ids)} tokens and the reply up to {reply_tokens}, more than the "
            f"{model.context} of the context: raise it with --engine-arg max_model_len=N",
        )
    return _Job(request, arrived, prompt, continuations, {})


def _answer(model: Model, prepared: "SimpleQueue[_Item]", connection: Connection) -> None:
    """The loop, until it is stopped: hand over what is prepared, compute a step, send what is finished."""
    jobs: dict[str, tuple[_Job, int]] = {}
    numbers = iter(range(2**63))
    last_sent = time.monotonic()
    while True:
        replies: list[Reply] = []
        for item in _drain(prepared, wait=not jobs):
            if isinstance(item, Stop):
                return
            if isinstance(item, Rendered | str):
                connection.send(item)
                continue
            if isinstance(item, Reply):
                replies.append(item)
                continue
            try:
                for place, continuation in enumerate(item.continuations):
                    id = str(next(numbers))
                    _add(model, id, item, continuation)
                    jobs[id] = item, place
            # vLLM refuses a request by whatever exception: it fails this one, never the run.
            except Exception as error:
                replies.append(failed(item.request, f"vLLM refuses this request: {error}"))
        if jobs:
            for output in model.engine.step():
                if output.finished and (found := jobs.pop(output.request_id, None)):
                    job, place = found
                    job.outputs[place] = output
                    if len(job.outputs) == len(job.continuations):
                        replies.append(_reply(model, job))
        if replies:
            connection.send(replies)
            last_sent = time.monotonic()
        elif time.monotonic() - last_sent > BEAT_SECONDS:
            connection.send(Beat())
            last_sent = time.monotonic()


def _drain(prepared: "SimpleQueue[_Item]", *, wait: bool) -> Iterable[_Item]:
    try:
        if wait:
            yield prepared.get()
        while True:
            yield prepared.get_nowait()
    except Empty:
        return


def _add(model: Model, id: str, job: _Job, continuation: list[int]) -> None:
    request = job.request
    parameters = (
        model.scoring_parameters()
        if request.candidates
        else model.parameters(request.sampling, request.constraint)
    )
    prompt = import_module("vllm.inputs").tokens_input(job.prompt.ids + continuation)
    model.engine.add_request(id, prompt, parameters, lora_request=model.adapter)


def _reply(model: Model, job: _Job) -> Reply:
    request, seconds = job.request, time.perf_counter() - job.received
    if request.candidates:
        scores = tuple(
            _score(
                job.outputs[place],
                len(job.prompt.ids),
                continuation,
                model.ends if request.completion is None else (),
            )
            for place, continuation in enumerate(job.continuations)
        )
        return replied(
            request,
            text=request.candidates[scores.index(max(scores))],
            finish_reason="stop",
            scores=scores,
            prompt_tokens=len(job.prompt.ids),
            reply_tokens=0,
            seconds=seconds,
        )
    (completion,) = job.outputs[0].outputs
    if completion.finish_reason not in ("stop", "length"):
        return failed(request, f"vLLM gave this request up ({completion.finish_reason})", seconds=seconds)
    answered = Answered(thinking=None, text=completion.text, finish_reason=completion.finish_reason)
    if request.completion is None:
        answered = tell_apart(
            completion.text,
            finish_reason=completion.finish_reason,
            prompt=job.prompt.text,
            stop=request.sampling.stop,
        )
    return replied(
        request,
        text=answered.text,
        thinking=answered.thinking,
        finish_reason=answered.finish_reason,
        prompt_tokens=len(job.prompt.ids),
        reply_tokens=len(completion.token_ids),
        seconds=seconds,
    )


def _score(output: Any, prompt_tokens: int, continuation: Sequence[int], ends: Sequence[int]) -> float:
    """Natural logarithm of the probability of a continuation, and of an end after it where there are some."""
    rows = output.prompt_logprobs[prompt_tokens:]
    written: float = sum(row[token].logprob for row, token in zip(rows, continuation, strict=True))
    if not ends:
        return written
    after = output.outputs[0].logprobs[0]
    ending = sum(exp(after[token].logprob) for token in ends)
    return written + (log(ending) if ending else float("-inf"))


@lru_cache(maxsize=1024)
def _parameters(sampling: Sampling, constraint: Constraint | None, skip_special: bool) -> Any:
    kinds: Any = import_module("vllm.sampling_params")
    return kinds.SamplingParams(
        n=1,
        max_tokens=sampling.max_tokens,
        min_tokens=0,
        temperature=sampling.temperature,
        top_p=sampling.top_p,
        top_k=sampling.top_k,
        min_p=sampling.min_p,
        presence_penalty=sampling.presence_penalty,
        frequency_penalty=sampling.frequency_penalty,
        repetition_penalty=sampling.repetition_penalty,
        stop=list(sampling.stop),
        stop_token_ids=[],
        bad_words=[],
        logit_bias=None,
        ignore_eos=False,
        # Nothing is drawn at temperature 0, and a seed would cost a generator for each request.
        seed=sampling.seed if sampling.temperature > 0 else None,
        skip_special_tokens=skip_special,
        spaces_between_special_tokens=True,
        include_stop_str_in_output=False,
        structured_outputs=None if constraint is None else _structured(kinds, constraint),
        output_kind=kinds.RequestOutputKind.FINAL_ONLY,
        # Never changed by us: vLLM need not copy it deeply for each request.
        skip_clone=True,
    )


@lru_cache(maxsize=1)
def _scoring_parameters(ends: tuple[int, ...]) -> Any:
    kinds: Any = import_module("vllm.sampling_params")
    return kinds.SamplingParams(
        temperature=0.0,
        max_tokens=1,
        prompt_logprobs=0,
        logprob_token_ids=list(ends),
        detokenize=False,
        output_kind=kinds.RequestOutputKind.FINAL_ONLY,
        skip_clone=True,
    )


def _structured(kinds: Any, constraint: Constraint) -> Any:
    if isinstance(constraint, Choice):
        return kinds.StructuredOutputsParams(choice=list(constraint.options))
    if isinstance(constraint, Regex):
        return kinds.StructuredOutputsParams(regex=constraint.pattern)
    return kinds.StructuredOutputsParams(json=constraint.schema)


def _device() -> Device:
    platform: Any = import_module("vllm.platforms").current_platform
    if platform.is_cpu():
        return Device(kind="cpu", name="cpu", memory=0)
    return Device(
        kind=platform.device_type, name=platform.get_device_name(), memory=platform.get_device_total_memory()
    )


def _find_adapter(given: Json) -> Path | None:
    if given is None:
        return None
    folder = find_folder(str(given), revision=None, cache=None)
    if folder is None:
        folder = Path(import_module("huggingface_hub").snapshot_download(str(given)))
    if not (folder / "adapter_config.json").is_file():
        raise InvalidArgument(
            f"There is no LoRA adapter at {given}: it has no adapter_config.json. Give its folder, or its "
            "name on the hub, with --engine-arg lora=..."
        )
    return folder


def _end_tokens(config: Any, tokenizer: Any) -> list[int]:
    """The tokens by which the model may end a reply."""
    given: int | list[int] | None = config.try_get_generation_config().get("eos_token_id")
    several = [given] if given is None or isinstance(given, int) else given
    ends: list[int | None] = [tokenizer.eos_token_id, *several]
    return sorted({token for token in ends if token is not None})


def _versions() -> dict[str, str]:
    torch: Any = import_module("torch")
    cuda = {"cuda": torch.version.cuda} if torch.version.cuda else {}
    return {
        "jagbench": __version__,
        # Builds for the CPU go by another name and leave no record of "vllm".
        "vllm": import_module("vllm").__version__,
        "torch": torch.__version__,
        "transformers": _version("transformers"),
        **cuda,
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"


def _revision(folder: Path | None, asked: str | None) -> str | None:
    """The commit on the hub where the folder is one of its cache, else what was asked for."""
    return folder.name if folder and folder.parent.name == "snapshots" else asked


def _sha256(content: Json) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def _detail(value: Any) -> Detail:
    return value if isinstance(value, str | int | float | bool | None) else json.dumps(value, sort_keys=True)
