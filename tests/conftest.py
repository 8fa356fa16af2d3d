"""Settings of all tests."""

import os

from hypothesis import settings

# A machine with other work is slow now and then; how fast things are is measured in `bench/`.
settings.register_profile("jagbench", deadline=None)
settings.load_profile("jagbench")

# The workers of pytest-xdist set a width; what is printed to a pipe has none.
os.environ.pop("COLUMNS", None)

# Threads that wait for each other wait long where two workers share their cores: each has its own ones.
worker, workers = os.environ.get("PYTEST_XDIST_WORKER"), int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
if worker is not None and hasattr(os, "sched_setaffinity"):
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) >= workers:
        os.sched_setaffinity(0, cores[int(worker.removeprefix("gw")) :: workers])
