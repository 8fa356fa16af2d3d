"""How many questions a server is asked at once and in a minute.

The number at once is found by trying: it begins small and grows while more at once means more answers a
second, and is halved when the server shows that it is asked too much (additive increase, multiplicative
decrease; Chiu and Jain 1989, with the slow start of TCP, Jacobson 1988). A server that answers one after
another therefore never holds more than a few, and a fast one has all that it can use after a few rounds.
"""

import asyncio
import time
from collections import deque

BEGIN = 2
"""Questions at once in the beginning."""
DOUBLING, CAUTIOUS = 2.0, 1.25
"""Growth from one round to the next, until it stops to help and after that."""
WORTH = 0.3
"""Share of the growth by which the answers a second must have grown for it to stay."""
LEAST_ROUND, LEAST_SECONDS = 2, 0.04
"""Answers and seconds that a round has at least, so that it measures something."""
RESTS = 4
"""Rounds without a trial after one that did not help."""
STRIKES = 3
"""Trials that may fail before the growth is cautious."""
SHARE_OF_TIMEOUT = 0.7
"""Share of the longest wait that an answer may be expected to take, were the server to answer one by one."""


class Concurrency:
    """How many questions are under way at once.

    Args:
        most: Never more.
        timeout: Longest wait for one answer, in seconds.
        begin: How many in the beginning; `BEGIN` by default.
    """

    def __init__(self, most: int, *, timeout: float, begin: int | None = None) -> None:
        self.limit = min(begin or BEGIN, most)
        self._most = most
        self._timeout = timeout
        self._factor = DOUBLING
        self._strikes = 0
        self._rests = 0
        self._trial: tuple[int, float] | None = None
        self._reduced = float("-inf")
        self._begun = False
        self._since = self._slowest = 0.0
        self._count, self._full = 0, True

    def answered(self, now: float, seconds: float, *, full: bool) -> None:
        """Note an answer.

        Args:
            now: When it came, in seconds of any clock.
            seconds: How long it took.
            full: Whether as many were under way as there might be.
        """
        if not self._begun:
            self._begin_round(now - seconds)
        self._count += 1
        self._slowest = max(self._slowest, seconds)
        self._full = self._full and full
        elapsed = now - self._since
        # Once the growth is cautious, gains are small, and it takes more answers to see them.
        least = max(LEAST_ROUND, self.limit if self._factor == DOUBLING else 2 * self.limit)
        if self._count < least or elapsed < LEAST_SECONDS:
            return
        # A round in which something else held the questions back says nothing about their number.
        if self._full:
            self._judge(self._count / elapsed)
        self._begin_round(now)

    def crowded(self, now: float, sent: float) -> None:
        """Halve the number, once for all the questions that were sent before it was halved.

        Args:
            now: When the server showed that it is asked too much.
            sent: When the question was sent that met this.
        """
        if sent < self._reduced:
            return
        self.limit = max(1, self.limit // 2)
        self._reduced = now
        self._trial, self._rests, self._factor = None, RESTS, CAUTIOUS
        self._begin_round(now)

    def _judge(self, rate: float) -> None:
        if self._trial is not None:
            base, before = self._trial
            self._trial = None
            if rate < before * (1 + WORTH * (self.limit / base - 1)):
                self.limit = base
                self._strikes += 1
                self._rests = 1 if self._strikes < STRIKES else RESTS
                self._factor = self._factor if self._strikes < STRIKES else CAUTIOUS
                return
            self._strikes = 0
        if self._rests:
            self._rests -= 1
            return
        grown = self._grown()
        if grown > self.limit:
            self._trial = (self.limit, rate)
            self.limit = grown

    def _grown(self) -> int:
        # A server that answers one by one would take longer by the same factor.
        room = SHARE_OF_TIMEOUT * self._timeout / max(self._slowest, 1e-9)
        most = min(self._most, int(self.limit * room))
        return min(most, max(self.limit + 1, int(self.limit * self._factor)))

    def _begin_round(self, now: float) -> None:
        self._begun = True
        self._since, self._slowest = now, 0.0
        self._count, self._full = 0, True


class Pace:
    """Lets questions go out: not too many at once, not too many a minute, none while a server asks to wait.

    All methods are called in the event loop's thread.

    Args:
        concurrency: How many at once.
        requests_per_minute: How many a minute; None for no bound.
    """

    def __init__(self, concurrency: Concurrency, *, requests_per_minute: float | None = None) -> None:
        self.concurrency = concurrency
        self.waiting_until = float("-inf")
        self._spacing = 60 / requests_per_minute if requests_per_minute else 0.0
        self._next = float("-inf")
        self._under_way = 0
        self._queue: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None

    async def enter(self, *, again: bool = False) -> float:
        """Wait until a question may go out; give when that is.

        Args:
            again: Whether it was asked before; such questions go first.
        """
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        (self._queue.appendleft if again else self._queue.append)(turn)
        self._admit()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.left(time.monotonic(), crowded=False, answered=False)
            raise
        return time.monotonic()

    def left(self, sent: float, *, crowded: bool, answered: bool) -> None:
        """Note that a question that went out is back.

        Args:
            sent: When it went out.
            crowded: Whether the server showed that it is asked too much.
            answered: Whether it was answered.
        """
        now = time.monotonic()
        if crowded:
            self.concurrency.crowded(now, sent)
        elif answered:
            full = self._under_way >= self.concurrency.limit
            self.concurrency.answered(now, now - sent, full=full)
        self._under_way -= 1
        self._admit()

    def hold(self, seconds: float) -> None:
        """Let nothing out for so long."""
        self.waiting_until = max(self.waiting_until, time.monotonic() + seconds)

    def _admit(self) -> None:
        now = time.monotonic()
        while self._queue and self._under_way < self.concurrency.limit:
            opens = max(self.waiting_until, self._next)
            if opens > now:
                self._come_back(opens - now)
                return
            turn = self._queue.popleft()
            if turn.cancelled():
                continue
            self._under_way += 1
            self._next = now + self._spacing
            turn.set_result(None)

    def _come_back(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._admit)
