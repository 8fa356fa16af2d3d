"""The arguments of the vLLM engine: its defaults for short questions, and which of them decide replies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jagbench.errors import InvalidArgument, unknown_name
from jagbench.probes.digest import Json
from jagbench.runners.engine import Arguments, Determinism

OWN = ("chat_template", "lora")
"""Arguments that are jagbench's, beside those of vLLM."""

UNSAID = (*OWN, "hf_token")
"""Arguments that are not repeated to the user or written down: long or secret."""

TAKEN = ("model", "data_parallel_size", "runner", "convert", "skip_tokenizer_init", "disable_log_stats")
"""Arguments of vLLM that cannot be given: jagbench decides them."""

SPEED_ONLY = frozenset(
    {
        "async_scheduling",
        "block_size",
        "compilation_config",
        "cpu_offload_gb",
        "disable_custom_all_reduce",
        "distributed_executor_backend",
        "download_dir",
        "enable_chunked_prefill",
        "enable_prefix_caching",
        "enforce_eager",
        "gpu_memory_utilization",
        "hf_token",
        "kv_cache_memory_bytes",
        "load_format",
        "max_loras",
        "max_lora_rank",
        "max_model_len",
        "max_num_batched_tokens",
        "max_num_seqs",
        "max_parallel_loading_workers",
        "numa_bind",
        "performance_mode",
        "pipeline_parallel_size",
        "tensor_parallel_size",
    }
)
"""Arguments that change how fast a model answers or what it needs, but not which model it is.

Every other argument that is given counts into the model's fingerprint.
"""

TO_LOWER = (
    "max_num_seqs, max_num_batched_tokens, max_model_len, gpu_memory_utilization or kv_cache_memory_bytes"
)
"""The arguments that decide how much memory is taken, in words."""

TEMPLATE_TOKENS = 256
"""Tokens kept for what a chat template puts around a conversation."""
LEAST_PROMPT, MOST_PROMPT = 1024, 8192
"""Tokens kept for a prompt: at least and, unless `max_model_len` is given, at most."""

LARGE_GPU = 70 * 2**30
"""Memory in bytes from which a GPU takes the larger batches."""
CPU_CACHE = 4 * 2**30
"""Memory for keys and values on the CPU, in bytes; vLLM itself would take nearly all there is."""

WINDOW, CPU_WINDOW = 3.0, 1.5
"""Requests held at once, for each that is computed: enough that a free place is filled in the same step. On
the CPU a step takes long, and Ctrl-C waits for all of them."""

_LORA_RANKS = (1, 8, 16, 32, 64, 128, 256, 320, 512)
"""The ranks of adapters that vLLM has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What vLLM computes on."""

    kind: str
    """`"cpu"`, `"cuda"`, `"rocm"` or another kind that vLLM knows."""
    name: str
    """Name of the processor or GPU."""
    memory: int
    """Memory of one device, in bytes."""

    @property
    def is_cpu(self) -> bool:
        """Whether there is no accelerator."""
        return self.kind == "cpu"

    def capacity(self, max_num_seqs: int) -> int:
        """How many requests to hold at once, where so many are computed."""
        return round((CPU_WINDOW if self.is_cpu else WINDOW) * max_num_seqs)


def defaults(device: Device, environment: Mapping[str, str]) -> dict[str, Json]:
    """The arguments of vLLM where none are given: large batches of short requests.

    On a GPU no more requests are computed at once than vLLM's largest CUDA graph holds (512). On the CPU
    compiling takes minutes and gains nothing, and blocks of 32 tokens instead of 128 are what short prompts
    can share.

    Args:
        device: What it computes on.
        environment: Environment variables; `VLLM_CPU_KVCACHE_SPACE` counts before `CPU_CACHE`.
    """
    common: dict[str, Json] = {"generation_config": "vllm", "enable_prefix_caching": True, "seed": 0}
    if device.is_cpu:
        cache: dict[str, Json] = {"kv_cache_memory_bytes": CPU_CACHE}
        batches = {
            "enforce_eager": True,
            "block_size": 32,
            "max_num_seqs": 256,
            "max_num_batched_tokens": 4096,
        }
        return common | batches | ({} if environment.get("VLLM_CPU_KVCACHE_SPACE") else cache)
    if device.memory >= LARGE_GPU:
        return common | {"max_num_seqs": 512, "max_num_batched_tokens": 16384}
    return common | {"max_num_seqs": 256, "max_num_batched_tokens": 8192}


def check_names(arguments: Arguments, known: Iterable[str]) -> None:
    """Check that vLLM, or jagbench, takes every argument.

    Args:
        arguments: What was given.
        known: The arguments of the vLLM that is installed.

    Raises:
        InvalidArgument: if there is no such argument, or it cannot be given.
    """
    allowed = {*known, *OWN}
    for name in arguments:
        if name in TAKEN:
            raise InvalidArgument(
                f"The engine argument {name!r} cannot be given: jagbench decides it. Leave it out."
            )
        if name not in allowed:
            raise unknown_name("engine argument", name, allowed - set(TAKEN))


def context_length(*, max_tokens: int, max_prompt_bytes: int, model_length: int) -> int:
    """Tokens of prompt and reply that a request may have: no more than what is asked needs.

    Args:
        max_tokens: Length of the longest reply.
        max_prompt_bytes: Length of the longest conversation; a token is at least a byte of it.
        model_length: What the model can hold.
    """
    prompt = min(max(LEAST_PROMPT, max_prompt_bytes + TEMPLATE_TOKENS), MOST_PROMPT)
    return min(prompt + max_tokens, model_length)


def deciding(arguments: Arguments) -> dict[str, Json]:
    """The given arguments that decide replies, `chat_template` and `lora` left out.

    Args:
        arguments: What was given.
    """
    return {name: value for name, value in arguments.items() if name not in SPEED_ONLY and name not in OWN}


def determinism(arguments: Mapping[str, Any], environment: Mapping[str, str]) -> Determinism:
    """How far the same request gives the same reply again.

    Args:
        arguments: All arguments in use.
        environment: Environment variables; vLLM's `VLLM_BATCH_INVARIANT` counts.
    """
    if environment.get("VLLM_BATCH_INVARIANT", "0") not in ("", "0"):
        return "batch-invariant"
    alone = arguments["max_num_seqs"] == 1 and arguments["enable_prefix_caching"] is False
    return "serial" if alone else "seeded"


def lora_rank(rank: int) -> int:
    """The smallest room for an adapter that vLLM can make.

    Args:
        rank: Rank of the adapter.

    Raises:
        InvalidArgument: if there is no room that large.
    """
    rooms = [room for room in _LORA_RANKS if room >= rank]
    if not rooms:
        raise InvalidArgument(f"The adapter has rank {rank}: vLLM takes adapters up to {_LORA_RANKS[-1]}.")
    return rooms[0]
