"""What all levels of copying have in common."""

from collections.abc import Mapping

SUFFICIENT: Mapping[str, str] = {"as_it_stands": "The text as it stands is what is asked for."}
"""The guesser that does what is asked."""
