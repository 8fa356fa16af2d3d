"""The `ray` engine on a cluster of two workers on this machine."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.probes import write_probes
from jagbench.runners import opened
from jagbench.runners.engine import Message, Request, Sampling
from jagbench.runners.engines import Opening, open_engine
from jagbench.runners.engines.ray import Ray, open_ray
from jagbench.runners.missing import unanswered
from jagbench.runners.run import run
from tests.runners.samples import make_probe
from tests.runners.servers import Server

ray = pytest.importorskip("ray", reason="the extra ray is not installed")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    yield
    ray.shutdown()


def test_a_run_on_a_cluster_is_the_run_of_its_engine(cluster: None, suite_file: Path, tmp_path: Path) -> None:
    far = run("ray:solver:off_by_one", str(suite_file), out=tmp_path / "far")
    near = run("solver:off_by_one", str(suite_file), out=tmp_path / "near")
    assert far.replies() == near.replies()
    engine = far.manifest.engine
    assert (engine.engine, engine.details["workers"]) == ("ray:solver", 2)
    assert engine.fingerprint == near.manifest.engine.fingerprint
    assert set(engine.versions) == {"jagbench", "ray"}


def kill_workers(server: Server, engine: list[Ray], times: int) -> None:
    """Kill one worker after another, each when the server has been asked some more."""
    for number in range(1, times + 1):
        while sum(server.asked().values()) < 40 * number or not engine:
            time.sleep(0.02)
        pids = [place.pid for place in engine[0].places if place.pid is not None]
        os.kill(pids[0], signal.SIGKILL)
        while pids[0] in [place.pid for place in engine[0].places]:
            time.sleep(0.02)


def test_a_worker_that_is_killed_twice_loses_and_doubles_nothing(
    cluster: None, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    probes = [replace(make_probe(number), prompt=f"{number} slow") for number in range(300)]
    suite = tmp_path / "suite.jsonl"
    suite.write_bytes(write_probes(probes))
    engines: list[Ray] = []

    def open_and_keep(model: str, opening: Opening) -> Ray:
        engines.append(open_ray(model.partition(":")[2], opening))
        return engines[0]

    monkeypatch.setattr(opened, "open_engine", open_and_keep)
    killer = threading.Thread(target=kill_workers, args=(server, engines, 2))
    killer.start()
    directory = run(
        f"ray:openai:{server.model}", str(suite), out=tmp_path / "run", arguments={"concurrency": 8}
    )
    killer.join()
    replies = list(directory.iter_replies())
    assert Counter(reply.probe for reply in replies) == {probe.id: 1 for probe in probes}
    assert unanswered(directory).nothing
    asked = server.asked()
    assert set(asked) == {probe.prompt for probe in probes}
    # Only what the two killed workers held was asked again.
    assert 0 < sum(asked.values()) - 300 <= 2 * 8 + 2 * 8


def test_workers_that_never_answer_are_given_up_with_their_last_words(cluster: None) -> None:
    opening = Opening(arguments={"workers": 1})
    with pytest.raises(
        JagbenchError, match=r"4 workers were lost one after another without a reply, .*no model file 'none"
    ):
        open_engine("ray:llamacpp:none.gguf", opening)


def test_an_engine_that_breaks_is_replaced(cluster: None, server: Server) -> None:
    """A key that is refused breaks the engine of a worker: three more are tried, then it is said."""
    message = Message(role="user", content="denied-99")
    request = Request(key="k", probe="p", turn=0, messages=(message,), sampling=Sampling())
    engine = open_engine(f"ray:openai:{server.model}", Opening(arguments={"workers": 1}))
    with closing(engine):
        engine.submit(request)
        with pytest.raises(JagbenchError, match=r"4 workers were lost .*refuses the key \(401\)"):
            engine.poll()
    assert server.asked() == {"denied-99": 4}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"workers": 3}, "has room for 2 workers with 0 GPUs and 1 cores each, 3 were asked for"),
        ({"gpus": 1}, "has room for 0 workers with 1 GPUs and 1 cores each, 1 were asked for"),
        ({"cpus": 2, "workers": 2}, "has room for 1 workers with 0 GPUs and 2 cores each, 2 were"),
        ({"workers": "two"}, "'workers' of the engine ray must be a whole number or null"),
    ],
)
def test_workers_that_do_not_fit_are_refused(
    cluster: None, arguments: dict[str, int | str], sentence: str
) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        open_engine("ray:solver:exact", Opening(probes=[make_probe(1)], arguments=arguments))


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("ray:ray:solver:exact", "A Ray cluster cannot be on a Ray cluster"),
        ("ray:solver", "Not a model: 'solver'"),
        ("ray:slover:exact", "Unknown engine 'slover'"),
    ],
)
def test_what_is_no_model_is_refused_before_the_cluster_is_sought(model: str, sentence: str) -> None:
    with pytest.raises(InvalidArgument, match=sentence):
        open_engine(model, Opening())
