"""How soon the number of questions at once finds itself, against servers of several kinds.

Each server answers any number of questions at once after a pause, or only so many, the others waiting. Two
arms take turns: one asks 64 at once from the first moment on, the other begins with two and finds out.
What is said of each, as the median of the rounds: answers in the first second, when it first has nine tenths
of the rate that the first arm has after its first second, and its own rate after its first second.

    python bench/servers.py [ROUNDS [SECONDS]]
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from statistics import median

from jagbench.runners.engine import Message, Request, Sampling
from jagbench.runners.engines.openai import OpenAI, OpenAISettings, pace, parse_address

FIXED = 64
WINDOW = 0.1

SERVERS = {
    "fast: 20 ms": (0.02, 100_000),
    "hosted: 200 ms": (0.2, 100_000),
    "16 slots of 100 ms": (0.1, 16),
    "one by one, 20 ms": (0.02, 1),
}


async def serve(seconds: float, slots: int) -> None:
    """Answer questions, so many at once, each after so long."""
    free = asyncio.Semaphore(slots)
    completion = {"choices": [{"message": {"content": "4"}, "finish_reason": "stop"}]}
    listing = {"data": [{"id": "tiny", "owned_by": "bench"}]}

    def wrapped(content: object) -> bytes:
        raw = json.dumps(content).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(raw), raw)

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                fields = head.lower().split(b"content-length: ")
                if len(fields) == 1:
                    writer.write(wrapped(listing))
                    continue
                await reader.readexactly(int(fields[1].split(b"\r\n")[0]))
                async with free:
                    await asyncio.sleep(seconds)
                writer.write(wrapped(completion))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one arm did in one round."""

    first_second: int
    moments: list[float]

    def rate(self, since: float, until: float) -> float:
        """Answers a second in a span."""
        return sum(since <= moment < until for moment in self.moments) / (until - since)

    def reaches(self, rate: float, until: float) -> float:
        """When a window first has this rate."""
        starts = (number * WINDOW for number in range(int(until / WINDOW)))
        return next((start for start in starts if self.rate(start, start + WINDOW) >= rate), until)


def measure(port: int, seconds: float, *, begin: int) -> Measured:
    pace.BEGIN = begin
    settings = OpenAISettings(concurrency=FIXED)
    message = Message(role="user", content="2 + 2?")
    engine = OpenAI(parse_address(f"tiny@http://127.0.0.1:{port}/v1"), settings)
    moments: list[float] = []
    with closing(engine):
        under_way = number = 0
        begun = time.perf_counter()
        while (now := time.perf_counter() - begun) < seconds:
            while under_way < engine.capacity:
                request = Request(
                    key=str(number), probe="p", turn=0, messages=(message,), sampling=Sampling()
                )
                engine.submit(request)
                under_way, number = under_way + 1, number + 1
            finished = engine.poll(seconds - now)
            under_way -= len(finished)
            moments += [time.perf_counter() - begun] * len(finished)
    return Measured(first_second=sum(moment < 1 for moment in moments), moments=moments)


@contextmanager
def serving(name: str) -> Generator[int]:
    """A server of its own, since one that an arm has left still answers what it was asked; gives its port."""
    command = [sys.executable, __file__, "serve", *map(str, SERVERS[name])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


def compare(name: str, rounds: int, seconds: float) -> None:
    arms: dict[int, list[Measured]] = {FIXED: [], 2: []}
    for _ in range(rounds):
        for begin, measured in arms.items():
            with serving(name) as port:
                measured.append(measure(port, seconds, begin=begin))
    for begin, measured in arms.items():
        pairs = zip(measured, arms[FIXED], strict=True)
        soon = median(each.reaches(0.9 * fixed.rate(1, seconds), seconds) for each, fixed in pairs)
        print(
            f"{name:20} {'fixed at 64' if begin == FIXED else 'finds itself':13}"
            f"{median(each.first_second for each in measured):8.0f}"
            f"{soon:8.1f} s{median(each.rate(1, seconds) for each in measured):9.0f}/s"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["serve"]:
        asyncio.run(serve(float(sys.argv[2]), int(sys.argv[3])))
    else:
        print(f"{'server':20} {'arm':13}{'1st s':>8}{'reaches':>10}{'rate':>11}")
        for name in SERVERS:
            compare(name, *(int(text) for text in sys.argv[1:3] or ("5", "3")))
