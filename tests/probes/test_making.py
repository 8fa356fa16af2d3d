from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from jagbench.errors import InvalidArgument
from jagbench.probes import Answer
from jagbench.probes.making import maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: int
    y: int


def test_what_is_made_is_like_what_the_class_makes() -> None:
    made = maker(Point)(x=1, y=2)

    assert type(made) is Point
    assert made == Point(x=1, y=2)
    assert hash(made) == hash(Point(x=1, y=2))
    assert replace(made, y=3) == Point(x=1, y=3)


def test_what_is_made_refuses_assignment() -> None:
    made = maker(Point)(x=1, y=2)

    with pytest.raises(FrozenInstanceError):
        made.__setattr__("x", 5)
    with pytest.raises(FrozenInstanceError):
        made.__delattr__("x")


def test_every_field_is_given() -> None:
    with pytest.raises(TypeError, match="y"):
        maker(Point)(**{"x": 1})


def test_what_is_made_is_checked() -> None:
    with pytest.raises(InvalidArgument, match="'ten' is no integer"):
        maker(Answer)(kind="integer", value="ten", options=(), also=())
