"""A server whose model sees: it checks each request and its picture, and refuses what is not as it must be.

Started by tests in a process of its own. It prints its port, and appends a line for each question to the file
that it is given: its text, and of a picture the size and how many colours it has.
"""

import base64
import io
import json
import sys
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from PIL import Image

from tests.runners.json_handler import JsonHandler

LOG, LOCK = Path(sys.argv[1]), Lock()
PREFIX = "data:image/png;base64,"


def seen(content: Any) -> dict[str, Any]:
    """What a message says and shows, or what is wrong with it."""
    if isinstance(content, str):
        return {"text": content}
    if [part.get("type") for part in content] != ["text", "image_url"]:
        return {"wrong": "the parts are not a text and a picture"}
    text, picture = content
    if set(text) != {"type", "text"} or set(picture) != {"type", "image_url"}:
        return {"wrong": "a part has other keys"}
    if set(picture["image_url"]) != {"url"} or not picture["image_url"]["url"].startswith(PREFIX):
        return {"wrong": "the picture is no PNG in the request"}
    image = Image.open(
        io.BytesIO(base64.b64decode(picture["image_url"]["url"][len(PREFIX) :], validate=True))
    )
    image.load()
    if image.format != "PNG":
        return {"wrong": f"the picture is {image.format}"}
    return {"text": text["text"], "size": image.size, "colours": len(image.getcolors(2**24) or ())}


class Handler(JsonHandler):
    def get(self) -> None:
        listed = {
            "object": "list",
            "data": [{"id": "eyes", "object": "model", "created": 1, "owned_by": "me"}],
        }
        self.reply(200 if self.path == "/v1/models" else 404, listed)

    def post(self, body: Any) -> None:
        if self.path != "/v1/chat/completions":
            self.reply(404, {})
            return
        found = seen(body["messages"][-1]["content"])
        if "wrong" in found:
            self.reply(400, {"error": {"message": found["wrong"]}})
            return
        with LOCK, LOG.open("a") as file:
            file.write(json.dumps(found) + "\n")
        text = found["text"]
        said = "A" if "Say A or B" in text else "Yes" if "Say yes or no" in text else "12"
        message = {"role": "assistant", "content": said}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        self.reply(200, {"id": "1", "object": "chat.completion", "model": "eyes", "choices": [choice]})


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
