"""What vLLM and Transformers say without jagbench, as JSON: texts of `LLM.generate`, and log-probabilities.

    python vllm_oracle.py MODEL QUESTIONS

QUESTIONS is a JSON file of {"prompts": [...], "max_tokens": N, "candidates": [...], "arguments": {...}}.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ["VLLM_ENABLE_V1_MULTIPROCESSING"] = "0"
os.environ["VLLM_LOGGING_LEVEL"] = "ERROR"


def texts_of_vllm(model: str, questions: dict[str, Any]) -> list[str]:
    """What `LLM.generate` answers to the rendered prompts at temperature 0."""
    vllm: Any = import_module("vllm")
    llm = vllm.LLM(model, generation_config="vllm", **questions["arguments"])
    tokenizer = llm.get_tokenizer()
    prompts = [
        tokenizer.apply_chat_template(
            [{"role": "user", "content": prompt}],
            tokenize=True,
            add_generation_prompt=True,
            return_dict=False,
        )
        for prompt in questions["prompts"]
    ]
    sampling = vllm.SamplingParams(temperature=0.0, max_tokens=questions["max_tokens"])
    outputs = llm.generate([{"prompt_token_ids": ids} for ids in prompts], sampling, use_tqdm=False)
    return [output.outputs[0].text for output in outputs]


def scores_of_transformers(model: str, questions: dict[str, Any]) -> list[float]:
    """How likely each candidate, its end included, is as the whole reply to the first prompt."""
    torch: Any = import_module("torch")
    transformers: Any = import_module("transformers")
    tokenizer = transformers.AutoTokenizer.from_pretrained(model)
    loaded = transformers.AutoModelForCausalLM.from_pretrained(model, dtype=torch.float32)
    conversation = [{"role": "user", "content": questions["prompts"][0]}]
    prompt = tokenizer.apply_chat_template(
        conversation, tokenize=True, add_generation_prompt=True, return_dict=False
    )
    scores: list[float] = []
    for candidate in questions["candidates"]:
        written = [*tokenizer.encode(candidate, add_special_tokens=False), tokenizer.eos_token_id]
        with torch.inference_mode():
            logits = loaded(torch.tensor([prompt + written])).logits[0]
        rows = logits.log_softmax(-1)[len(prompt) - 1 : -1]
        scores.append(float(sum(row[token] for row, token in zip(rows, written, strict=True))))
    return scores


if __name__ == "__main__":
    folder, file = sys.argv[1:]
    content = json.loads(Path(file).read_text())
    answer = {"texts": texts_of_vllm(folder, content), "scores": scores_of_transformers(folder, content)}
    print(json.dumps(answer))
