"""A server that tells of texts what those of vLLM (`/tokenize`, `prompt_logprobs`) and SGLang (`echo`) do.

Started by tests in a process of its own, with the path of a GGUF file of the ChatML kind; it prints its port.
llama.cpp computes: each token's probability is what its model finds likely behind the tokens before.
"""

import json
import sys
from functools import cache
from http.server import ThreadingHTTPServer
from importlib import import_module
from typing import Any
from urllib.request import Request, urlopen

from tests.runners.json_handler import JsonHandler

TOLD = 4000
"""The likeliest tokens whose probabilities llama.cpp is asked for; vLLM, too, has a number for all others."""
UNTOLD = -9999.0

xllamacpp: Any = import_module("xllamacpp")
parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.n_parallel = 1
parameters.n_ctx = 1024
parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
parameters.verbosity = -1
parameters.cache_ram_mib = 0
llama = xllamacpp.Server(parameters)


def asked(route: str, body: dict[str, Any]) -> Any:
    url = f"{llama.listening_address}{route}"
    request = Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urlopen(request) as answer:
        return json.load(answer)


def tokens_of(text: str, *, special: bool) -> list[int]:
    body = {"content": text, "add_special": special, "parse_special": True}
    return list(asked("/tokenize", body)["tokens"])


def text_of(tokens: list[int]) -> str:
    return str(asked("/detokenize", {"tokens": tokens})["content"])


def conversation(messages: list[dict[str, str]], *, generate: bool) -> str:
    if generate:
        return str(asked("/apply-template", {"messages": messages})["prompt"])
    # llama.cpp would leave a last reply open.
    turn = "<|im_start|>user\n"
    more = [*messages, {"role": "user", "content": "And?"}]
    return str(asked("/apply-template", {"messages": more})["prompt"]).rpartition(turn)[0]


@cache
def likely(tokens: tuple[int, ...]) -> dict[int, float]:
    """The probabilities of the token behind some tokens."""
    body = {"prompt": tokens, "n_predict": 1, "n_probs": TOLD, "temperature": 0.0, "cache_prompt": False}
    (told,) = asked("/completion", body)["completion_probabilities"]
    return {token["id"]: token["logprob"] for token in told["top_logprobs"]}


def found(tokens: list[int]) -> list[float | None]:
    places = range(1, len(tokens))
    return [None, *(likely(tuple(tokens[:place])).get(tokens[place], UNTOLD) for place in places)]


def completed(body: dict[str, Any]) -> dict[str, Any]:
    prompt = body["prompt"]
    tokens = tokens_of(prompt, special=True) if isinstance(prompt, str) else prompt
    choice: dict[str, Any] = {"index": 0, "text": "", "finish_reason": "length"}
    if body.get("echo"):
        texts = [text_of([token]) for token in tokens]
        choice |= {"text": text_of(tokens), "logprobs": {"tokens": texts, "token_logprobs": found(tokens)}}
    elif body.get("prompt_logprobs") is not None:
        pairs = zip(tokens, found(tokens), strict=True)
        choice["prompt_logprobs"] = [
            None if logprob is None else {str(token): {"logprob": logprob}} for token, logprob in pairs
        ]
    return {"object": "text_completion", "choices": [choice]}


class Handler(JsonHandler):
    def get(self) -> None:
        models = {"object": "list", "data": [{"id": "smollm2", "object": "model", "owned_by": "somebody"}]}
        self.reply(200, models) if self.path == "/v1/models" else self.reply(404, {})

    def post(self, body: Any) -> None:
        if self.path == "/tokenize" and "messages" in body:
            text = conversation(body["messages"], generate=body.get("add_generation_prompt", True))
            self.reply(200, {"tokens": tokens_of(text, special=False)})
        elif self.path == "/tokenize":
            special = body.get("add_special_tokens", True)
            self.reply(200, {"tokens": tokens_of(body["prompt"], special=special)})
        elif self.path == "/detokenize":
            self.reply(200, {"prompt": text_of(body["tokens"])})
        elif self.path == "/v1/completions":
            self.reply(200, completed(body))
        else:
            self.reply(404, {"error": {"message": "There is nothing here."}})


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
