"""Replies read whatever Unicode form they are written in: é and e with an accent are one text (UAX #15)."""

from bisect import bisect_left
from dataclasses import replace
from itertools import accumulate
from unicodedata import is_normalized, normalize

from jagbench.analysis.reading import Reading, read_probe
from jagbench.probes import Probe


def read_canonical(probe: Probe, text: str, finish_reason: str | None) -> Reading:
    """What a reply to a probe commits to; canonically equivalent replies commit to the same.

    Args:
        probe: What was asked.
        text: The raw reply.
        finish_reason: How it ended, None where that is not known.

    Returns:
        The reading. Its value is in composed form (NFC), its span counts the characters of the raw reply.
    """
    if is_normalized("NFC", text):
        return read_probe(probe, text, finish_reason)
    composed = normalize("NFC", text)
    reading = read_probe(probe, composed, finish_reason)
    if reading.span is None:
        return reading
    start, end = reading.span
    return replace(reading, span=(_place(composed, text, start), _place(composed, text, end)))


def _place(composed: str, text: str, index: int) -> int:
    """The place in a text that a place in its composed form stands for."""
    decomposed = sum(len(normalize("NFD", character)) for character in composed[:index])
    lengths = [0, *accumulate(len(normalize("NFD", character)) for character in text)]
    return bisect_left(lengths, decomposed)
