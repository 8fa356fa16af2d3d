"""A server whose behaviour is the first part of the path: `http://127.0.0.1:PORT/refusal/v1`.

Started by tests in a process of its own. It prints its port; `GET /BEHAVIOUR/asked` gives what was asked: for
each question its time, path, headers and body, and how many were under way at once at most.
"""

import gzip
import json
import sys
import time
from collections import defaultdict
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

LOCK = Lock()
ONE_AT_A_TIME = Lock()
ASKED: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
UNDER_WAY: defaultdict[str, int] = defaultdict(int)
MOST: defaultdict[str, int] = defaultdict(int)
ADMITTED: defaultdict[str, list[float]] = defaultdict(list)


def completion(message: object, reason: object = "stop", **more: Any) -> dict[str, Any]:
    choice = {"index": 0, "message": message, "finish_reason": reason, **more.pop("choice", {})}
    if reason is ...:
        del choice["finish_reason"]
    usage = {"prompt_tokens": 5, "completion_tokens": 1, "total_tokens": 6}
    return {"id": "c1", "object": "chat.completion", "choices": [choice], "usage": usage, **more}


def said(text: object, **more: Any) -> dict[str, Any]:
    return {"role": "assistant", "content": text, **more}


CALL = [{"id": "1", "type": "function", "function": {"name": "add", "arguments": "{}"}}]
PART = {"type": "text", "text": "4"}
THOUGHT = {"type": "thinking", "thinking": [{"type": "text", "text": "two and two"}]}
SUMMED = {"type": "reasoning", "summary": [{"type": "summary_text", "text": "two and two"}]}
DEEP = json.loads("[" * 400 + "]" * 400)


def repeated(behaviour: str, prompt: str) -> dict[str, Any]:
    """A prompt repeated with probabilities: a token for each character, and one that was generated."""
    tokens = [*prompt, "x"]
    if behaviour == "repeat-merged":
        tokens = [prompt[:-2], prompt[-2:], "x"]
    logprob = {"repeat-ones": 0.0, "repeat-nulls": None, "repeat-positive": 2.5}.get(behaviour, -1.0)
    told = {"tokens": tokens, "token_logprobs": [None, *[logprob] * (len(tokens) - 2), -7.0]}
    return {"choices": [{"index": 0, "text": f"{prompt}x", "logprobs": told, "finish_reason": "length"}]}


ANSWERS: dict[str, Any] = {
    "ok": completion(said("4")),
    "refusal": completion(said(None, refusal="I will not do that.")),
    "refusal-part": completion(said([{"type": "refusal", "refusal": "I will not do that."}])),
    "refusal-reason": completion(said(""), "refusal"),
    "null": completion(said(None)),
    "no-content": completion({"role": "assistant"}),
    "empty": completion(said("")),
    "nothing-made": completion(said(""), usage={"prompt_tokens": 5, "completion_tokens": 0}),
    "call": completion(said(None, tool_calls=CALL), "tool_calls"),
    "call-stop": completion(said(None, tool_calls=CALL), "stop"),
    "call-old": completion(said(None, function_call={"name": "add"}), "function_call"),
    "call-with-text": completion(said("4", tool_calls=CALL), "tool_calls"),
    "filter": completion(said(None), "content_filter"),
    "error": completion(said(""), "error"),
    "error-text": completion(said("4 or"), "error"),
    "choice-error": completion(said(""), "error", choice={"error": {"code": 502, "message": "no GPU left"}}),
    "abort": completion(said("4"), "abort"),
    "resource": completion(said("4"), "insufficient_system_resource"),
    "unknown": completion(said("4"), "quota_eaten"),
    "number": completion(said("4"), 7),
    "model-length": completion(said("Let me see: first"), "model_length"),
    "max-tokens": completion(said("Let me see: first"), "max_tokens"),
    "capitals": completion(said("Let me see: first"), "MAX_TOKENS"),
    "repetition": completion(said("Let me see: first"), "repetition"),
    "eos": completion(said("4"), "eos_token"),
    "cut-null": completion(said(None), "length"),
    "cut-thought": completion(said(None, reasoning="hm"), "length"),
    "thought-only": completion(said(None, reasoning_content="hm")),
    "untold": completion(said("4"), None),
    "untold-missing": completion(said("4"), ...),
    "untold-null": completion(said(None), None),
    "untold-empty": completion(said(""), None),
    "untold-cut": completion(said("Let me see: first"), None, usage={"completion_tokens": 4096}),
    "untold-long": completion(said("4 " * 4096), None, usage=None),
    "untold-short": completion(said("4"), None, usage=None),
    "parts": completion(said([PART])),
    "parts-thought": completion(said([THOUGHT, PART])),
    "parts-summed": completion(said([SUMMED, PART])),
    "parts-picture": completion(said([{"type": "image_url", "image_url": {"url": "x"}}])),
    "parts-none": completion(said([])),
    "content-number": completion(said(4)),
    "plain": completion(None, "stop", choice={"text": "4"}),
    "error-200": {"error": {"message": "the upstream is asleep", "code": 503}},
    "error-200-text": {"error": "the upstream is asleep"},
    "error-200-bad": {"error": {"message": "no such thing as seed", "code": 400}},
    "no-choices": {"object": "chat.completion", "choices": []},
    "counts": completion(said("4"), usage={"prompt_tokens": 5.5, "completion_tokens": 10**30}),
    "deep": completion(said("4"), usage=DEEP),
    "long": completion(said("4" * 3_000_000)),
    "list": [1, 2],
}

STATUSES: dict[str, tuple[int, Any]] = {
    "detail": (422, {"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]}),
    "detail-text": (422, {"detail": "presence_penalty is not known here"}),
    "param": (400, {"error": {"message": "Unsupported value", "param": "temperature"}}),
    "other-length": (
        400,
        {"error": {"message": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}},
    ),
    "context": (400, {"error": {"message": "the prompt is longer than 512 tokens"}}),
    "page": (404, b"<html><style>p {}</style><body><h1>Not Found</h1></body></html>"),
    "no-model": (404, {"error": {"message": "The model 'tiny' does not exist."}}),
    "forbidden": (403, {"message": "your country is not served"}),
    "spent": (429, {"error": {"message": "You exceeded your quota.", "code": "insufficient_quota"}}),
    "pay": (402, {"error": {"message": "no credits left"}}),
    "moved": (308, b""),
}

TINY = {"id": "tiny", "object": "model", "created": 1, "owned_by": "someone"}
LISTS: dict[str, tuple[int, Any]] = {
    "list-403": (403, {"error": "not for you"}),
    "list-404": (404, b"nothing here"),
    "list-405": (405, b""),
    "list-501": (501, b""),
    "list-400": (400, {"message": "no"}),
    "list-page": (200, b"<html>Welcome</html>"),
    "list-bare": (200, [TINY]),
    "list-texts": (200, {"data": ["other", "tiny"]}),
    "list-models": (200, {"models": [{"name": "tiny", "model": "tiny"}]}),
    "list-latest": (200, {"object": "list", "data": [{"id": "tiny:latest", "owned_by": "library"}]}),
    "list-none": (200, {"object": "list", "data": None}),
    "list-other": (200, {"data": [{"id": "large"}, {"id": "tinny"}]}),
}

BOMB = gzip.compress(bytes(200_000_000), 1)
WAITS = {
    "wait-3600": "3600",
    "wait-1e9": "1000000000",
    "wait-inf": "inf",
    "wait-far": "Fri, 01 Jan 2999 00:00:00 GMT",
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        # Clients give up; that is what some of the behaviours are for.
        with suppress(BrokenPipeError, ConnectionResetError):
            super().handle()

    def do_GET(self) -> None:
        _, behaviour, *rest = self.path.partition("?")[0].split("/")
        if rest == ["asked"]:
            self.reply(200, {"asked": ASKED[behaviour], "most": MOST[behaviour]})
        elif behaviour == "missing-version" and rest != ["v1", "models"]:
            self.reply(404, b"nothing here")
        elif rest[-1:] == ["models"]:
            self.reply(*LISTS.get(behaviour, (200, {"object": "list", "data": [TINY]})))
        else:
            self.reply(404, {"error": {"message": "There is nothing here."}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        behaviour = self.path.split("/")[1]
        asked = {"time": time.time(), "path": self.path, "headers": dict(self.headers), "body": body}
        with LOCK:
            ASKED[behaviour].append(asked)
            UNDER_WAY[behaviour] += 1
            MOST[behaviour] = max(MOST[behaviour], UNDER_WAY[behaviour])
            count = len(ASKED[behaviour])
        try:
            self.behave(behaviour, count, body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with LOCK:
                UNDER_WAY[behaviour] -= 1

    def behave(self, behaviour: str, count: int, body: dict[str, Any]) -> None:
        if behaviour in ANSWERS:
            self.reply(200, ANSWERS[behaviour])
        elif behaviour in LISTS or (behaviour == "missing-version" and "/v1/" in self.path):
            self.reply(200, ANSWERS["ok"])
        elif behaviour in STATUSES:
            status, content = STATUSES[behaviour]
            self.reply(status, content, {"Location": "http://elsewhere.invalid/v1"} if status == 308 else {})
        elif behaviour in WAITS:
            self.reply(429, {"error": {"message": "slower"}}, {"Retry-After": WAITS[behaviour]})
        elif behaviour.startswith("tenth"):
            # Every ninth question meets something else.
            self.reply(200, ANSWERS["abort" if count % 9 == 0 else "ok"])
        elif behaviour.startswith("repeat"):
            self.reply(200, repeated(behaviour, body["prompt"]))
        elif behaviour.startswith("fingerprints"):
            # fingerprints-A-B: the first 20 answers bear A, all others B.
            self.reply(
                200, {**ANSWERS["ok"], "system_fingerprint": behaviour.split("-")[1 if count <= 20 else 2]}
            )
        elif behaviour.startswith("serial"):
            # One question after another, whether anybody still waits for the answer or not.
            with ONE_AT_A_TIME:
                time.sleep(float(behaviour.partition("-")[2]))
            self.reply(200, ANSWERS["ok"])
        elif behaviour.startswith("rate"):
            self.rate(behaviour, float(behaviour.partition("-")[2]))
        elif behaviour.startswith("slow"):
            time.sleep(float(behaviour.partition("-")[2]))
            self.reply(200, ANSWERS["ok"])
        elif behaviour == "hang":
            time.sleep(120)
        elif behaviour == "drip":
            self.start(200, {"Content-Length": "1000"})
            for _ in range(1000):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
        elif behaviour == "bomb":
            content = BOMB
            self.start(200, {"Content-Length": str(len(content)), "Content-Encoding": "gzip"})
            self.wfile.write(content)
        elif behaviour == "bomb-error":
            content = BOMB
            self.start(400, {"Content-Length": str(len(content)), "Content-Encoding": "gzip"})
            self.wfile.write(content)
        elif behaviour == "gzip":
            content = gzip.compress(json.dumps(ANSWERS["ok"]).encode())
            self.start(200, {"Content-Length": str(len(content)), "Content-Encoding": "gzip"})
            self.wfile.write(content)
        elif behaviour == "brotli":
            self.reply(200, b"\x8b\x00\x80abc\x03", {"Content-Encoding": "br"})
        elif behaviour == "flood":
            self.start(200, {"Content-Length": str(50_000_000)})
            for _ in range(50):
                self.wfile.write(bytes(1_000_000))
        elif behaviour == "echo":
            sent = f"{self.headers['Authorization']} {self.headers['X-Secret']} {self.path}"
            self.reply(200, completion(said(sent, reasoning=sent), "length"))
        elif behaviour == "echo-error":
            sent = f"{self.headers['Authorization']} {self.headers['X-Secret']} {self.path}"
            self.reply(400, {"error": {"message": sent}})
        else:
            self.reply(404, {"error": {"message": "There is nothing here."}})

    def rate(self, behaviour: str, a_second: float) -> None:
        now = time.time()
        with LOCK:
            admitted = [moment for moment in ADMITTED[behaviour] if moment > now - 1]
            free = len(admitted) < a_second
            ADMITTED[behaviour] = [*admitted, now] if free else admitted
        if free:
            self.reply(200, ANSWERS["ok"])
        else:
            self.reply(429, {"error": {"message": "slower"}}, {"Retry-After": "1"})

    def reply(self, status: int, content: object, headers: dict[str, str] | None = None) -> None:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.start(status, {"Content-Length": str(len(raw)), **(headers or {})})
        self.wfile.write(raw)

    def start(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()


class Server(ThreadingHTTPServer):
    request_queue_size = 512
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
sys.stdout.close()
server.serve_forever()
