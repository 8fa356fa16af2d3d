"""A server whose model thinks as it is told: the first part of the path is the kind of server that it is.

Started by tests in a process of its own; it prints its port. It thinks unless its own kind's switch says
otherwise, `deaf` whatever it is told and `silent` never; a switch of another kind is refused, as hosted
servers do.
"""

from http.server import ThreadingHTTPServer
from typing import Any

from tests.runners.json_handler import JsonHandler

OWNERS = {"ollama": "library", "sglang": "sglang", "openai": "system", "deaf": "sglang", "silent": "sglang"}
FIELDS = {
    "ollama": "reasoning_effort",
    "openai": "reasoning_effort",
    "sglang": "chat_template_kwargs",
    "deaf": "chat_template_kwargs",
    "silent": "chat_template_kwargs",
    "deepseek": "thinking",
    "openrouter": "reasoning",
    "dashscope": "enable_thinking",
}


def thinks(kind: str, body: dict[str, Any]) -> bool | str:
    """Whether the model thinks, or which field is not known here."""
    unknown = sorted((set(FIELDS.values()) & set(body)) - {FIELDS.get(kind)})
    if unknown:
        return unknown[0]
    told = body.get(FIELDS.get(kind, ""))
    match kind:
        case "silent":
            return False
        case "ollama" | "openai":
            return told != "none"
        case "dashscope":
            return bool(told)
        case "sglang" if told:
            return bool(told["enable_thinking"])
        case "openrouter" if told:
            return bool(told["enabled"])
        case "deepseek" if told:
            return {"enabled": True, "disabled": False}[told["type"]]
        case _:
            return True


class Handler(JsonHandler):
    def get(self) -> None:
        kind = self.path.split("/")[1]
        model = {"id": "tiny", "object": "model", "owned_by": OWNERS.get(kind, kind)}
        listed = self.path.endswith("/v1/models")
        self.reply(200 if listed else 404, {"data": [model]} if listed else {})

    def post(self, body: Any) -> None:
        if not self.path.endswith("/v1/chat/completions"):
            self.reply(404, {})
            return
        found = thinks(self.path.split("/")[1], body)
        if isinstance(found, str):
            self.reply(400, {"error": {"message": f"Unrecognized request argument: {found}", "param": found}})
            return
        message = {"role": "assistant", "content": "4"} | ({"reasoning_content": "hm"} if found else {})
        self.reply(200, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
