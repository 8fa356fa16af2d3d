"""What servers that tests start have in common: they are asked in JSON, and answer in it."""

import json
from abc import abstractmethod
from http.server import BaseHTTPRequestHandler
from typing import Any


class JsonHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @abstractmethod
    def get(self) -> None:
        """Answer a request for what is at `self.path`."""

    @abstractmethod
    def post(self, body: Any) -> None:
        """Answer a question at `self.path`."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.get()

    def do_POST(self) -> None:
        self.post(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def reply(self, status: int, content: object) -> None:
        raw = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)
