"""Clock times and durations as minutes."""

DAY = 24 * 60
"""Minutes of a day."""


def clock(minutes: int) -> str:
    """Minutes since midnight as a clock time, whatever the day: `"00:15"` for 1455."""
    hours, rest = divmod(minutes % DAY, 60)
    return f"{hours:02}:{rest:02}"


def minutes_of(text: str) -> int:
    """A clock time as minutes since midnight."""
    return 60 * int(text[:2]) + int(text[3:5])


def minutes_in(text: str) -> int:
    """A duration such as `"PT2H45M"` in minutes."""
    hours, _, minutes = text[2:-1].partition("H")
    return 60 * int(hours) + int(minutes)


def days_apart(start: str, end: str) -> int:
    """Days from a clock time to a later one: both on numbered days, or the second `same` or `next`."""
    if len(start) > 5:
        return int(end[6:]) - int(start[6:])
    return 1 if end.endswith("next") else 0
