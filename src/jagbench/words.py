"""Counts in sentences: "1 probe is", "2 probes are"."""


def amount(count: int, noun: str) -> str:
    """A count with its noun, such as `"1 reply"` or `"2,000 replies"`.

    Args:
        count: How many.
        noun: What one of them is called.
    """
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """What several of something are called."""
    ends_in_y = noun.endswith("y") and noun[-2:-1] not in "aeiou"
    return f"{noun[:-1]}ies" if ends_in_y else f"{noun}s"


def are(count: int) -> str:
    """The verb for so many."""
    return "is" if count == 1 else "are"
