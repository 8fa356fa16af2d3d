"""The `vllm` engine: vLLM in a supervised child process.

* `jagbench.runners.engines.vllm.supervisor`: this side, which starts the child and never trusts it to live,
* `jagbench.runners.engines.vllm.messages`: what passes between the two,
* `jagbench.runners.engines.vllm.child`: the other side, the only place where vLLM is imported,
* `jagbench.runners.engines.vllm.settings`: the arguments, and which of them decide replies,
* `jagbench.runners.engines.vllm.prompts`: conversations as token ids,
* `jagbench.runners.engines.vllm.model_files`: the files of a model and their hashes,
* `jagbench.runners.engines.vllm.last_words`: what a dead engine's log says.
"""

from jagbench.runners.engines.vllm.supervisor import Vllm, open_vllm

__all__ = ["Vllm", "open_vllm"]
