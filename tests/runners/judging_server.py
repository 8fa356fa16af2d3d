"""A server whose model judges: it names the candidate that the reply ends with, or that there is none.

Started by tests in a process of its own. It prints its port.
"""

import re
from http.server import ThreadingHTTPServer
from typing import Any

from tests.runners.json_handler import JsonHandler


def letter(prompt: str) -> str:
    """The letter of the candidate that stands last in the reply."""
    reply = re.findall(r"<reply \w+>\n(.*?)\n</reply", prompt, re.DOTALL)[0]
    shown = {text: name for name, text in re.findall(r"^([A-I]): (.*)$", prompt, re.MULTILINE)}
    none = shown.pop("no single answer")
    return max(shown.items(), key=lambda each: reply.rfind(each[0]), default=("", none))[1]


class Handler(JsonHandler):
    def get(self) -> None:
        listed = {
            "object": "list",
            "data": [{"id": "judge", "object": "model", "created": 1, "owned_by": "me"}],
        }
        self.reply(200 if self.path == "/v1/models" else 404, listed)

    def post(self, body: Any) -> None:
        if self.path != "/v1/chat/completions":
            self.reply(404, {})
            return
        prompt = body["messages"][-1]["content"]
        said = letter(prompt) if "<reply" in prompt else "Hello."
        message = {"role": "assistant", "content": said}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self.reply(200, {"id": "1", "object": "chat.completion", "model": "judge", "choices": [choice]})


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
