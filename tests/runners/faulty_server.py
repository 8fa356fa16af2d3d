"""A server that speaks OpenAI's chat completions and fails as the last word of each prompt says.

Started by tests in a process of its own. It prints its port, and appends a line for each question to the file
that it is given: the prompt, and the body as it came.

A prompt ends in `ok`, in `slow` (answered a moment later), or in `FAULT-N`:
the first N questions with this prompt meet the fault.
"""

import json
import sys
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

LOG, OWNER = Path(sys.argv[1]), sys.argv[2]
SEEN: Counter[str] = Counter()
LOCK = Lock()
STATUS = {"bad": 400, "denied": 401, "busy": 429, "busydate": 429, "broken": 500, "away": 503}


def completion(text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "tiny",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 1, "total_tokens": 6},
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path == "/v1/models":
            model = {"id": "tiny", "object": "model", "created": int(time.time()), "owned_by": OWNER}
            self.reply(200, {"object": "list", "data": [model]})
        elif self.path == "/version":
            self.reply(200, {"version": "9.9.9"})
        else:
            self.reply(404, {"error": {"message": "There is nothing here."}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/tokenize":
            # A template that writes something else when thinking is off.
            on = body.get("chat_template_kwargs", {}).get("enable_thinking", True)
            said = body["prompt"] if "prompt" in body else body["messages"][-1]["content"]
            self.reply(200, {"tokens": [*map(ord, f"<s>{said}"), *([] if on else [33])]})
            return
        if self.path == "/detokenize":
            self.reply(200, {"prompt": "".join(map(chr, body["tokens"]))})
            return
        prompt = body["prompt"] if self.path == "/v1/completions" else body["messages"][-1]["content"]
        with LOCK:
            SEEN[prompt] += 1
            count = SEEN[prompt]
            with LOG.open("a") as file:
                file.write(json.dumps({"prompt": prompt, "time": time.time(), "body": body}) + "\n")
        fault, _, times = prompt.rpartition(" ")[2].partition("-")
        if fault == "slow":
            time.sleep(0.1)
        if fault in ("ok", "slow") or count > int(times or 0):
            answer = completion(f"{count}")
            if self.path == "/v1/completions":
                answer["choices"] = [{"index": 0, "text": f" {count}", "finish_reason": "stop"}]
            self.reply(200, answer)
        else:
            self.fail(fault)

    def fail(self, fault: str) -> None:
        if fault in STATUS:
            headers = {
                "busy": {"Retry-After": "1"},
                "busydate": {"Retry-After": self.date_time_string(time.time() + 2)},
            }
            message = f"This is {fault}; you sent {self.headers['Authorization']}."
            self.reply(STATUS[fault], {"error": {"message": message}}, headers.get(fault, {}))
        elif fault == "garbage":
            self.send(200, b"<html>502 Bad Gateway", {})
        elif fault == "empty":
            self.reply(200, {"object": "chat.completion", "choices": []})
        elif fault == "half":
            content = json.dumps(completion("never whole")).encode()
            self.send(200, content[: len(content) // 2], {"Content-Length": str(len(content))})
            self.close_connection = True
        elif fault == "closed":
            self.close_connection = True
        elif fault == "hang":
            time.sleep(60)

    def reply(self, status: int, content: object, headers: dict[str, str] | None = None) -> None:
        self.send(status, json.dumps(content).encode(), headers or {})

    def send(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
