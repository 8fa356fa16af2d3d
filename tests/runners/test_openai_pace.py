"""How many questions are under way at once: in a simulation, and against real servers of several kinds."""

import asyncio
import heapq
import random
from collections.abc import Callable
from itertools import pairwise

import pytest

from jagbench.runners.engines.openai import waits
from jagbench.runners.engines.openai.pace import Concurrency, Pace
from tests.runners.openai_client import ask, request
from tests.runners.servers import OddServer

pytest.importorskip("httpx2", reason="the extra openai is not installed")

Server = Callable[[int], float]
"""How long an answer takes while so many are under way."""


def parallel(slots: int, seconds: float) -> Server:
    """A server that computes so many at once; the others wait their turn."""
    return lambda under_way: seconds * max(1.0, under_way / slots)


def simulate(concurrency: Concurrency, server: Server, *, questions: int, spread: float = 0.2) -> list[int]:
    """Ask a server in simulated time; the limit after each answer."""
    drawn = random.Random(1)
    now, limits = 0.0, list[int]()
    under_way: list[tuple[float, float]] = []
    for _ in range(questions):
        while len(under_way) < concurrency.limit:
            takes = server(len(under_way) + 1) * drawn.uniform(1 - spread, 1 + spread)
            heapq.heappush(under_way, (now + takes, now))
        full = len(under_way) >= concurrency.limit
        now, sent = heapq.heappop(under_way)
        concurrency.answered(now, now - sent, full=full)
        limits.append(concurrency.limit)
    return limits


def test_a_server_that_answers_one_by_one_holds_few() -> None:
    for spread in (0.0, 0.2):
        limits = simulate(Concurrency(256, timeout=600), parallel(1, 1.0), questions=400, spread=spread)
        assert max(limits) <= 8


def test_a_server_with_slots_gets_about_as_many_as_it_has() -> None:
    limits = simulate(Concurrency(256, timeout=600), parallel(16, 1.0), questions=2000)
    assert 16 <= limits[-1] <= 40


def test_a_fast_server_has_all_that_there_may_be_after_a_few_rounds() -> None:
    concurrency = Concurrency(64, timeout=600)
    limits = simulate(concurrency, parallel(10_000, 0.05), questions=400)
    assert limits[-1] == 64
    # Five doublings, none of which waits for more than the double of what is under way.
    assert limits.index(64) <= 2 + 4 + 4 + 8 + 16 + 32


def test_it_never_grows_to_where_one_by_one_would_take_longer_than_the_longest_wait() -> None:
    limits = simulate(Concurrency(256, timeout=3.0), parallel(1, 1.0), questions=100, spread=0.0)
    assert max(limits) == 2


def test_too_much_halves_it_once_for_all_that_were_under_way() -> None:
    concurrency = Concurrency(64, timeout=600, begin=32)
    for sent in (1.0, 1.5, 2.0):
        concurrency.crowded(3.0, sent)
    assert concurrency.limit == 16
    concurrency.crowded(5.0, sent=4.0)
    assert concurrency.limit == 8
    for now in range(6, 20):
        concurrency.crowded(float(now), sent=float(now))
    assert concurrency.limit == 1


def test_after_a_halving_it_grows_again() -> None:
    concurrency = Concurrency(64, timeout=600, begin=64)
    concurrency.crowded(0.0, 0.0)
    assert concurrency.limit == 32
    assert simulate(concurrency, parallel(10_000, 0.1), questions=3000)[-1] > 48


def test_answers_while_fewer_were_under_way_than_there_might_be_change_nothing() -> None:
    concurrency = Concurrency(64, timeout=600)
    for number in range(100):
        concurrency.answered(float(number), 0.5, full=False)
    assert concurrency.limit == 2


def test_never_more_than_the_most() -> None:
    for most in (1, 2, 5):
        assert max(simulate(Concurrency(most, timeout=600), parallel(99, 0.1), questions=200)) == most


def go_out(pace: Pace, count: int) -> list[float]:
    """When so many questions go out that are answered at once, in seconds from the first."""

    async def run() -> list[float]:
        moments: list[float] = []
        for _ in range(count):
            moments.append(await pace.enter())
            pace.left(moments[-1], crowded=False, answered=True)
        return [moment - moments[0] for moment in moments]

    return asyncio.run(run())


def test_questions_a_minute_are_spread_evenly() -> None:
    moments = go_out(Pace(Concurrency(64, timeout=600), requests_per_minute=1200), 7)
    assert all(second - first >= 0.049 for first, second in pairwise(moments))


def test_nothing_goes_out_while_the_server_is_left_alone_and_what_comes_back_goes_first() -> None:
    async def run() -> tuple[float, list[str]]:
        pace, order = Pace(Concurrency(1, timeout=600)), list[str]()
        begun = await pace.enter()

        async def question(name: str, *, again: bool) -> None:
            sent = await pace.enter(again=again)
            order.append(name)
            pace.left(sent, crowded=False, answered=True)

        pace.hold(0.2)
        waiting = [asyncio.create_task(question("new", again=False))]
        waiting.append(asyncio.create_task(question("again", again=True)))
        await asyncio.sleep(0)
        pace.left(begun, crowded=True, answered=False)
        await asyncio.gather(*waiting)
        return asyncio.get_running_loop().time() - begun, order

    seconds, order = asyncio.run(run())
    assert seconds >= 0.19
    assert order == ["again", "new"]


def test_a_question_that_is_given_up_leaves_its_place() -> None:
    async def run() -> None:
        pace = Pace(Concurrency(1, timeout=600))
        sent = await pace.enter()
        given_up = asyncio.create_task(pace.enter())
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.gather(given_up, return_exceptions=True)
        pace.left(sent, crowded=False, answered=True)
        await asyncio.wait_for(pace.enter(), 1)

    asyncio.run(run())


@pytest.mark.slow
def test_a_serial_server_that_ignores_disconnects_loses_nothing_and_wastes_nothing(
    odd_server: OddServer,
) -> None:
    replies = ask(
        odd_server.model("serial-0.1"),
        *(request(str(number)) for number in range(60)),
        timeout=1,
        retries=2,
    )
    assert [reply.finish_reason for reply in replies.values()] == 60 * ["stop"]
    assert len(odd_server.asked("serial-0.1")) == 60
    assert odd_server.most_at_once("serial-0.1") <= 6


@pytest.mark.slow
def test_a_server_that_takes_five_a_second_loses_nothing(odd_server: OddServer) -> None:
    replies = ask(
        odd_server.model("rate-5"), *(request(str(number)) for number in range(40)), timeout=30, retries=0
    )
    assert [reply.finish_reason for reply in replies.values()] == 40 * ["stop"]
    # At best 40, in eight seconds.
    assert len(odd_server.asked("rate-5")) <= 80


def test_requests_a_minute_reach_the_server_so(odd_server: OddServer) -> None:
    ask(
        odd_server.model("ok"),
        *(request(str(number)) for number in range(6)),
        requests_per_minute=600.0,
    )
    moments = [question["time"] for question in odd_server.asked("ok")][-6:]
    assert moments[-1] - moments[0] >= 0.45


@pytest.mark.slow
def test_waits_that_are_asked_for_use_up_no_retries(
    odd_server: OddServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waits, "FIRST_PAUSE", 0.02)
    replies = ask(odd_server.model("rate-2"), *(request(str(number)) for number in range(5)), retries=0)
    assert [reply.finish_reason for reply in replies.values()] == 5 * ["stop"]
