"""Stands in for the child process that holds vLLM, to be killed and to fail on purpose.

    python vllm_stand_in.py BEHAVIOUR SIDE_FILE DESCRIPTOR

The side file gets a line for each life and for each request; the reply to a request repeats its prompt.
"""

import os
import signal
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from jagbench.runners.engine import Description, replied
from jagbench.runners.engines.vllm.messages import Beat, Load, Ready, Refused, Stop

behaviour, side_file, descriptor = sys.argv[1:]
side = Path(side_file)
lives = side.read_text().count("life") + 1 if side.exists() else 1


def note(line: str) -> None:
    with side.open("a") as file:
        file.write(line + "\n")


def die_saying(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
    os._exit(1)


note(f"life {os.getpid()}")
connection = Connection(int(descriptor))
load: Load = connection.recv()
if behaviour in ("refuses", "is asked for nonsense"):
    connection.send(Refused(sentence=f"No {load.model} today.", bad_use=behaviour != "refuses"))
    sys.exit()
if behaviour == "is killed while loading":
    os.kill(os.getpid(), signal.SIGKILL)
if behaviour == "runs out of memory while loading":
    die_saying(
        "(EngineCore pid=7) ERROR 11-22 10:00:00 [core.py:9] torch.OutOfMemoryError: CUDA out of memory."
    )
usual = {"max_num_seqs": 8, "max_num_batched_tokens": 64}
sizes = {name: int(str(load.arguments.get(name, size))) for name, size in usual.items()}
note(f"sizes {sizes['max_num_seqs']} {sizes['max_num_batched_tokens']}")
connection.send(
    Ready(
        description=Description(
            engine="vllm",
            model=load.model,
            fingerprint=f"f{lives}" if behaviour == "finds another model" else "f",
            versions={},
            determinism="seeded",
            details=sizes,
        ),
        serves=frozenset(),
        capacity=4,
    )
)
if behaviour == "has a child":
    note(f"child {subprocess.Popen(['sleep', '600']).pid}")
while not isinstance(requests := connection.recv(), Stop):
    connection.send(Beat())
    for number, request in enumerate(requests):
        note(f"asked {request.key}")
        if behaviour == "dies after every second" and number == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        if behaviour == "always dies":
            die_saying("Traceback (most recent call last):\nRuntimeError: the stand-in is broken")
        if behaviour == "hangs once" and lives == 1:
            time.sleep(600)
        if behaviour == "runs out of memory once" and lives == 1:
            die_saying("torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB.")
        if behaviour == "finds another model" and lives == 1:
            os._exit(3)
        connection.send([replied(request, text=request.messages[0].content, finish_reason="stop")])
