"""The `ray` engine: any other engine on the machines of a Ray cluster.

Each worker is an actor with an engine of its own, on its own GPUs or cores. Requests travel in chunks that
may be asked any number of times: when a worker is lost, another takes its place, and the chunks that it had
not answered are asked again. All replies come back here, into one journal.
"""

import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.metadata import version
from queue import SimpleQueue
from typing import Any

from jagbench.errors import InvalidArgument, JagbenchError
from jagbench.runners.engine import Ask, Description, Engine, Feature, Rendered, Request
from jagbench.runners.engines import Opening, open_engine, parse_model, tell_nobody
from jagbench.runners.engines.arguments import check_bounds, divided, settings
from jagbench.runners.reply import Reply

CHUNKS = 8
"""Chunks into which the requests that an engine wants to hold are cut."""

DEATHS = 3
"""Workers that may be lost one after another before a reply comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaySettings:
    """The arguments of the engine; all others go to the engine of each worker."""

    address: str | None = None
    """Address of the cluster; by default that in RAY_ADDRESS, else a cluster on this machine."""
    workers: int | None = None
    """How many; by default as many as the cluster has room for."""
    gpus: float | None = None
    """GPUs of each; by default 1 where the cluster has some. With tensor parallelism, its size."""
    cpus: float = 1.0
    """Cores of each."""

    def __post_init__(self) -> None:
        """Hold each argument to its meaning."""
        check_bounds("ray", "workers", self.workers, 1, 65_536, "workers")
        check_bounds("ray", "gpus", self.gpus, 0, 1024, "GPUs of each worker")
        check_bounds("ray", "cpus", self.cpus, 0, 65_536, "cores of each worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What a worker says of its engine."""

    description: Description
    capacity: int
    serves: frozenset[Feature]
    pid: int


class Worker:
    """An engine in a process of the cluster; its methods are called side by side.

    Args:
        model: `engine:name`.
        opening: What the engine is opened for.
    """

    def __init__(self, model: str, opening: Opening) -> None:
        self._engine: Engine = open_engine(model, opening)
        self._inbox: SimpleQueue[tuple[Request, Future[Reply]]] = SimpleQueue()
        threading.Thread(target=self._serve, name="engine", daemon=True).start()

    def about(self) -> _About:
        """What its engine is."""
        engine = self._engine
        return _About(
            description=engine.description, capacity=engine.capacity, serves=engine.serves, pid=os.getpid()
        )

    def render(self, ask: Ask) -> Rendered | None:
        """What its model would be given for a question."""
        return self._engine.render(ask)

    def ask(self, requests: Sequence[Request]) -> list[Reply]:
        """The replies to a chunk of requests, once all are there."""
        futures: list[Future[Reply]] = [Future() for _ in requests]
        for request, future in zip(requests, futures, strict=True):
            self._inbox.put((request, future))
        return [future.result() for future in futures]

    def _serve(self) -> None:
        """Keep the engine full with whatever has come in."""
        in_flight: dict[str, Future[Reply]] = {}
        failure: Exception | None = None
        while True:
            while not in_flight or not self._inbox.empty():
                request, future = self._inbox.get()
                if failure is not None:
                    future.set_exception(failure)
                    continue
                in_flight[request.key] = future
                self._engine.submit(request)
            try:
                for reply in self._engine.poll():
                    in_flight.pop(reply.key).set_result(reply)
            except Exception as error:
                failure = error
                for future in in_flight.values():
                    future.set_exception(error)
                in_flight.clear()


@dataclass(slots=True, kw_only=True)
class _Place:
    """Where a worker is, and what it was given."""

    actor: Any
    starting: Any
    """Stands for its first answer, until it has come."""
    chunks: dict[Any, Sequence[Request]] = field(default_factory=dict[Any, Sequence[Request]])
    pid: int | None = None
    """Its process, once it has started."""


class Ray:
    """A model on every worker of a Ray cluster.

    Args:
        model: `engine:name` of the workers' engine.
        opening: What the workers' engines are opened for.
        given: The cluster and the workers.

    Raises:
        JagbenchError: if the cluster cannot be reached or has no room, or no worker starts.
    """

    def __init__(self, model: str, opening: Opening, given: RaySettings) -> None:
        self._ray: Any = import_module("ray")
        self._mine = not self._ray.is_initialized()
        if self._mine:
            _connect(self._ray, given.address)
        try:
            options, count = _room(self._ray.cluster_resources(), given)
            self._actor = self._ray.remote(Worker).options(max_concurrency=2 * CHUNKS, **options)
            self._model, self._opening = model, opening
            self._deaths = 0
            self._last_words = ""
            self._waiting: deque[Request] = deque()
            self.places = [self._start() for _ in range(count)]
            about = self._first_answer()
        except BaseException:
            self.close()
            raise
        described = about.description
        self._fingerprint = described.fingerprint
        self.serves = about.serves
        self._chunk = max(1, about.capacity // CHUNKS)
        self._chunks_each = -(-about.capacity // self._chunk)
        self.capacity = count * about.capacity
        self.description = replace(
            described,
            engine=f"ray:{described.engine}",
            versions={**described.versions, "ray": version("ray")},
            details={**described.details, "workers": count},
        )

    def render(self, ask: Ask) -> Rendered | None:
        """What the model would be given for a question, as a worker says."""
        place = next(place for place in self.places if place.starting is None)
        rendered: Rendered | None = self._ray.get(place.actor.render.remote(ask))
        return rendered

    def submit(self, request: Request) -> None:
        """Take on a request; it goes to a worker with the next `poll`."""
        self._waiting.append(request)

    def poll(self, timeout: float | None = None) -> Sequence[Reply]:
        """Wait for a chunk of replies, and give all that are there; none where none comes in time."""
        ends = None if timeout is None else time.monotonic() + timeout
        while True:
            self._deal_out()
            refs = [
                ref for place in self.places for ref in (*place.chunks, place.starting) if ref is not None
            ]
            left = None if ends is None else max(0.0, ends - time.monotonic())
            ready, _ = self._ray.wait(refs, num_returns=1, timeout=left)
            if not ready:
                return []
            if replies := [reply for ref in ready for reply in self._collect(ref)]:
                self._deaths = 0
                return replies

    def close(self) -> None:
        """End the workers, and leave the cluster."""
        for place in getattr(self, "places", ()):
            self._ray.kill(place.actor)
        if self._mine:
            self._ray.shutdown()

    def _start(self) -> _Place:
        actor = self._actor.remote(self._model, self._opening)
        return _Place(actor=actor, starting=actor.about.remote())

    def _first_answer(self) -> _About:
        """What the first worker to start says."""
        while True:
            ready, _ = self._ray.wait([place.starting for place in self.places], num_returns=1)
            place = next(place for place in self.places if place.starting == ready[0])
            try:
                about: _About = self._ray.get(ready[0])
            except self._ray.exceptions.RayError as error:
                self._replace(place, error)
            else:
                place.starting, place.pid = None, about.pid
                return about

    def _deal_out(self) -> None:
        """Give what waits to the workers that have least."""
        started = [place for place in self.places if place.starting is None]
        while self._waiting:
            place = min(started, key=lambda place: len(place.chunks), default=None)
            if place is None or len(place.chunks) >= self._chunks_each:
                return
            chunk = [self._waiting.popleft() for _ in range(min(self._chunk, len(self._waiting)))]
            place.chunks[place.actor.ask.remote(chunk)] = chunk

    def _collect(self, ref: Any) -> Iterable[Reply]:
        """The replies that have come with an answer; none where a worker has started or was lost."""
        place = next(place for place in self.places if ref == place.starting or ref in place.chunks)
        try:
            answer = self._ray.get(ref)
        except self._ray.exceptions.RayError as error:
            self._replace(place, error)
            return ()
        if ref in place.chunks:
            del place.chunks[ref]
            replies: list[Reply] = answer
            return replies
        if answer.description.fingerprint != self._fingerprint:
            raise JagbenchError(
                "The workers do not hold the same model: give all machines of the cluster the same files."
            )
        place.starting, place.pid = None, answer.pid
        return ()

    def _replace(self, place: _Place, error: Exception) -> None:
        """Put another worker in the place of one that was lost; its chunks are asked again."""
        self._deaths += 1
        words = str(getattr(error, "cause", None) or error).strip().splitlines() or [type(error).__name__]
        if self._deaths > DEATHS:
            raise JagbenchError(
                f"{self._deaths} workers were lost one after another without a reply, the last of them with: "
                f"{words[-1]} Every reply before is kept; the same command goes on."
            ) from error
        for chunk in place.chunks.values():
            self._waiting.extendleft(reversed(chunk))
        self._ray.kill(place.actor)
        self.places[self.places.index(place)] = self._start()


def _connect(ray: Any, address: str | None) -> None:
    try:
        ray.init(
            address=address or os.environ.get("RAY_ADDRESS"),
            include_dashboard=None if address or os.environ.get("RAY_ADDRESS") else False,
            log_to_driver=False,
            logging_level="ERROR",
        )
    except (ConnectionError, OSError, ValueError, RuntimeError) as error:
        raise JagbenchError(
            f"No Ray cluster can be reached at {address or 'this machine'} ({error}): start one with `ray "
            "start --head`, or give its address with --engine-arg address=HOST:PORT."
        ) from error


def _room(resources: Mapping[str, float], given: RaySettings) -> tuple[dict[str, float], int]:
    """What each worker takes of the cluster, and how many workers there are."""
    gpus = given.gpus if given.gpus is not None else float(resources.get("GPU", 0) >= 1)
    needs = {"GPU": gpus, "CPU": given.cpus}
    fitting = min((int(resources.get(name, 0) // need) for name, need in needs.items() if need), default=1)
    count = given.workers or fitting
    if count < 1 or count > fitting:
        raise InvalidArgument(
            f"The Ray cluster has room for {fitting} workers with {gpus:g} GPUs and {given.cpus:g} cores "
            f"each, {max(count, 1)} were asked for: give other workers, gpus or cpus."
        )
    return {"num_gpus": gpus, "num_cpus": given.cpus}, count


def open_ray(name: str, opening: Opening) -> Ray:
    """Open an engine on every worker of a Ray cluster.

    Args:
        name: `ENGINE:NAME` of the workers' engine.
        opening: Its arguments are those of `RaySettings`, and those of the workers' engine.

    Raises:
        InvalidArgument: if there is no such engine or model, or the cluster has no room for the workers.
        JagbenchError: if the cluster cannot be reached, or no worker starts.
    """
    engine, _ = parse_model(name)
    if engine == "ray":
        raise InvalidArgument("A Ray cluster cannot be on a Ray cluster: give ray:ENGINE:NAME.")
    mine, theirs = divided(RaySettings, opening.arguments)
    # Only the solver looks at the probes; to others they need not travel.
    probes = list(opening.probes) if engine == "solver" else []
    given = settings(RaySettings, mine, engine="ray")
    return Ray(name, replace(opening, probes=probes, arguments=theirs, notice=tell_nobody), given)
