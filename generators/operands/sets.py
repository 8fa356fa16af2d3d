"""What the operands of a story stand for."""

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=512)
def steps_of(operands: tuple[str, ...]) -> Sequence[int]:
    """The people that enter a room, as positive numbers, and those that leave, as negative ones."""
    return [
        int(number) if side == "in" else -int(number)
        for number, side in zip(operands[1::2], operands[2::2], strict=True)
        if side in ("in", "out")
    ]
