"""The `cot` protocol: chain of thought, the answer marked on the last line.

After Kojima et al., "Large Language Models are Zero-Shot Reasoners" (2022).
"""

from collections.abc import Mapping
from dataclasses import replace

from jagbench.probes import Probe
from jagbench.runners.engine import Ask, Message
from jagbench.runners.protocols import ANSWER_MARKS, Conversation, Setup

INSTRUCTIONS: Mapping[str, str] = {
    "en": "Think step by step first. Then write the final answer, and nothing else, on the last line "
    "between <answer> and </answer>.",
    "ko": "먼저 단계별로 생각하세요. 그런 다음 마지막 줄에 최종 답만 <answer>와 </answer> 사이에 쓰세요.",
}
"""What is added to the prompt, by language; English for those that are not there."""


def cot(probe: Probe, setup: Setup) -> Conversation:
    """Ask the prompt, and for the steps before the answer.

    Args:
        probe: What is asked.
        setup: How tokens are drawn; the reply is ended after the answer, and what ends it is no part of it.
    """
    instruction = INSTRUCTIONS.get(probe.language, INSTRUCTIONS["en"])
    sampling = replace(setup.sampling, stop=(*setup.sampling.stop, ANSWER_MARKS[1]))
    yield Ask(messages=(Message(role="user", content=f"{probe.prompt}\n\n{instruction}"),), sampling=sampling)
