"""How long to wait before a server is asked again."""

import random
import time
from datetime import datetime
from email.utils import parsedate_to_datetime
from math import isnan

from jagbench.runners.engine import AT_CTRL_C

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0
"""Bounds of the pause before a request is tried again, in seconds, where the server asks for none."""

LONGEST_ASKED = 3600.0
"""The longest that a server is left alone because it asks for it, in seconds."""

PATIENCE = 3600.0
"""How long a server may ask to wait again and again without answering anything, in seconds."""

WORTH_TELLING = 5.0
"""Waits from this length on are told, in seconds."""


def asked_wait(value: str | None, *, now: float | None = None) -> float | None:
    """The seconds in a Retry-After header (RFC 9110, 10.2.3): a number or a date; None if it holds neither.

    Args:
        value: Content of the header.
        now: Seconds since the epoch; the present by default.
    """
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - (time.time() if now is None else now)
        except (ValueError, OverflowError):
            return None
    return None if isnan(seconds) else max(0.0, seconds)


def pause(failures: int) -> float:
    """Seconds before a request is tried again that failed so often: doubling, drawn at random."""
    longest = min(FIRST_PAUSE * 2 ** min(failures, 16), LONGEST_PAUSE)
    return random.uniform(min(FIRST_PAUSE / 2, longest), longest)


def told(asked: float, begun: float) -> str:
    """A sentence on a wait that a server asks for.

    Args:
        asked: Seconds that it asks for.
        begun: When it asked: seconds since the epoch.
    """
    until = datetime.fromtimestamp(begun + min(asked, LONGEST_ASKED)).strftime("%H:%M:%S")
    if asked > LONGEST_ASKED:
        return (
            f"The server asks to wait for {asked:.3g} s; it is asked again after the longest wait of "
            f"{LONGEST_ASKED:.0f} s, at {until}. {AT_CTRL_C}"
        )
    return f"The server asks to wait for {asked:.0f} s: nothing is asked until {until}. {AT_CTRL_C}"
