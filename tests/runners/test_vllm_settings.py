"""The parts of the `vllm` engine that need no vLLM: arguments, last words, hashes of files."""

import hashlib
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument
from jagbench.runners.engine import Arguments
from jagbench.runners.engines.vllm.last_words import (
    exit_in_words,
    last_words,
    speaks_of_memory,
    why_not_loaded,
)
from jagbench.runners.engines.vllm.messages import Load
from jagbench.runners.engines.vllm.model_files import hash_files
from jagbench.runners.engines.vllm.settings import (
    Device,
    check_names,
    context_length,
    deciding,
    defaults,
    determinism,
    lora_rank,
)

CPU = Device(kind="cpu", name="cpu", memory=0)
GIB = 2**30


@pytest.mark.parametrize(
    ("memory", "sequences", "tokens"), [(24 * GIB, 256, 8192), (69 * GIB, 256, 8192), (80 * GIB, 512, 16384)]
)
def test_a_gpu_takes_batches_as_large_as_its_graphs_and_its_memory(
    memory: int, sequences: int, tokens: int
) -> None:
    chosen = defaults(Device(kind="cuda", name="GPU", memory=memory), {})
    assert (chosen["max_num_seqs"], chosen["max_num_batched_tokens"]) == (sequences, tokens)
    assert chosen["generation_config"] == "vllm"
    assert "enforce_eager" not in chosen


def test_a_gpu_holds_three_requests_for_each_that_it_computes_and_the_cpu_half_of_that() -> None:
    assert Device(kind="cuda", name="GPU", memory=80 * GIB).capacity(512) == 1536
    assert CPU.capacity(256) == 384
    assert CPU.capacity(1) == 2


def test_the_cpu_does_not_compile_and_shares_short_prefixes() -> None:
    chosen = defaults(CPU, {})
    assert (chosen["enforce_eager"], chosen["block_size"], chosen["generation_config"]) == (True, 32, "vllm")
    assert chosen["kv_cache_memory_bytes"] == 4 * GIB


def test_the_environment_says_how_much_memory_the_cpu_gives() -> None:
    assert "kv_cache_memory_bytes" not in defaults(CPU, {"VLLM_CPU_KVCACHE_SPACE": "8"})


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("max_num_seq", r"Unknown engine argument 'max_num_seq'\. Did you mean 'max_num_seqs'\?"),
        ("model", r"The engine argument 'model' cannot be given: jagbench decides it"),
        ("data_parallel_size", "'data_parallel_size' cannot be given"),
    ],
)
def test_an_argument_that_vllm_does_not_take_is_one_sentence(name: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        check_names({name: 1}, ["model", "max_num_seqs", "data_parallel_size"])


def test_own_arguments_are_taken() -> None:
    check_names({"lora": "adapter", "chat_template": "{{ messages }}"}, ["model"])


@pytest.mark.parametrize(
    ("max_tokens", "max_prompt_bytes", "model_length", "length"),
    [
        (64, 0, 8192, 1088),
        (64, 2000, 8192, 64 + 2000 + 256),
        (4096, 300, 40960, 4096 + 1024),
        (64, 1_000_000, 131072, 64 + 8192),
        (64, 2000, 2048, 2048),
    ],
)
def test_the_context_is_as_long_as_what_is_asked(
    max_tokens: int, max_prompt_bytes: int, model_length: int, length: int
) -> None:
    asked = context_length(
        max_tokens=max_tokens, max_prompt_bytes=max_prompt_bytes, model_length=model_length
    )
    assert asked == length


def test_only_what_decides_replies_makes_another_model() -> None:
    given: Arguments = {
        "max_num_seqs": 8,
        "gpu_memory_utilization": 0.5,
        "tensor_parallel_size": 2,
        "quantization": "fp8",
        "dtype": "float16",
        "lora": "x",
    }
    assert deciding(given) == {"quantization": "fp8", "dtype": "float16"}


@pytest.mark.parametrize(
    ("arguments", "environment", "level"),
    [
        ({"max_num_seqs": 256, "enable_prefix_caching": True}, {}, "seeded"),
        ({"max_num_seqs": 1, "enable_prefix_caching": True}, {}, "seeded"),
        ({"max_num_seqs": 1, "enable_prefix_caching": False}, {}, "serial"),
        (
            {"max_num_seqs": 256, "enable_prefix_caching": True},
            {"VLLM_BATCH_INVARIANT": "1"},
            "batch-invariant",
        ),
        ({"max_num_seqs": 256, "enable_prefix_caching": True}, {"VLLM_BATCH_INVARIANT": "0"}, "seeded"),
    ],
)
def test_the_determinism_level_is_what_vllm_promises(
    arguments: dict[str, object], environment: dict[str, str], level: str
) -> None:
    assert determinism(arguments, environment) == level


@pytest.mark.parametrize(("rank", "room"), [(1, 1), (4, 8), (16, 16), (17, 32), (512, 512)])
def test_an_adapter_gets_the_smallest_room(rank: int, room: int) -> None:
    assert lora_rank(rank) == room


def test_an_adapter_that_is_too_large_is_one_sentence() -> None:
    with pytest.raises(InvalidArgument, match="The adapter has rank 513: vLLM takes adapters up to 512"):
        lora_rank(513)


GPU_LOG = """\
(EngineCore pid=11) ERROR 11-22 10:00:00 [core.py:936] EngineCore failed to start.
(EngineCore pid=11) ERROR 11-22 10:00:00 [core.py:936] Traceback (most recent call last):
(EngineCore pid=11) ERROR 11-22 10:00:00 [core.py:936]   File "core.py", line 927, in run_engine_core
(EngineCore pid=11) ERROR 11-22 10:00:00 [core.py:936]     engine_core = EngineCoreProc(*args, **kwargs)
(EngineCore pid=11) ERROR 11-22 10:00:00 [core.py:936] torch.OutOfMemoryError: CUDA out of memory.
Traceback (most recent call last):
  File "child.py", line 80, in main
RuntimeError: Engine core initialization failed. See root cause above. Failed core proc(s): {'EngineCore': 1}
"""


@pytest.mark.parametrize(
    ("log", "words"),
    [
        (GPU_LOG, "torch.OutOfMemoryError: CUDA out of memory."),
        (
            "Loading weights\nValueError: no such file\nResourceTracker: cleaning up\n",
            "ValueError: no such file",
        ),
        ("vllm.v1.engine.exceptions.EngineDeadError: look above\n", None),
        ("Segmentation fault\n\n", "Segmentation fault"),
        ("", ""),
    ],
)
def test_the_last_words_are_the_cause(log: str, words: str | None) -> None:
    assert last_words(log) == (log.strip() if words is None else words)


@pytest.mark.parametrize(
    "words",
    [
        "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB",
        "ValueError: No available memory for the cache blocks. Try increasing `gpu_memory_utilization`",
        "ValueError: Free memory on device cuda:0 (1.2/79 GiB) on startup is less than desired",
        "ValueError: To serve at least one request with the models's max seq len (8192), 1.0 GiB KV cache is "
        "needed, which is larger than the available KV cache memory (0.5 GiB)",
        "RuntimeError: [enforce fail at alloc_cpu.cpp:118] DefaultCPUAllocator: can't allocate memory",
    ],
)
def test_words_about_memory_are_known(words: str) -> None:
    assert speaks_of_memory(words)


def test_a_wrong_value_is_not_taken_for_a_lack_of_memory() -> None:
    load = Load(model="m", arguments={"gpu_memory_utilization": 2}, max_tokens=1, max_prompt_bytes=1)
    words = "ValueError: gpu_memory_utilization must be at most 1."
    assert why_not_loaded(load, words) == f"vLLM cannot load m with gpu_memory_utilization=2: {words}"


@pytest.mark.parametrize(
    ("code", "words"), [(-9, "it was killed by SIGKILL"), (1, "it ended with exit code 1")]
)
def test_an_exit_in_words(code: int, words: str) -> None:
    assert exit_in_words(code) == words


def test_the_files_of_a_model_are_hashed_but_not_what_lies_beside(tmp_path: Path) -> None:
    names = ["model-1.safetensors", "model-2.safetensors", "consolidated.safetensors", "pytorch_model.bin"]
    for name in [*names, "config.json", "tokenizer.model", "README.md"]:
        (tmp_path / name).write_text(name)
    expected = ["config.json", "model-1.safetensors", "model-2.safetensors", "tokenizer.model"]
    assert hash_files(tmp_path) == {name: hashlib.sha256(name.encode()).hexdigest() for name in expected}


def test_the_cache_of_the_hub_is_not_read_again(tmp_path: Path) -> None:
    content = "ab" * 32
    (tmp_path / "blobs").mkdir()
    (tmp_path / "snapshot").mkdir()
    (tmp_path / "blobs" / content).write_text("not read")
    (tmp_path / "snapshot" / "model.safetensors").symlink_to(f"../blobs/{content}")
    assert hash_files(tmp_path / "snapshot") == {"model.safetensors": content}
