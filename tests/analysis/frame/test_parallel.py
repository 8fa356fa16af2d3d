import os

import pytest

from jagbench.analysis.frame.parallel import ALONE, in_order, processes_for
from jagbench.errors import InvalidArgument, JagbenchError


def double(number: int) -> int:
    return 2 * number


def die(number: int) -> int:
    os._exit(1)


def test_small_inputs_take_one_process() -> None:
    assert processes_for(ALONE) == 1
    assert processes_for(ALONE + 1) == len(os.sched_getaffinity(0))
    assert processes_for(1, 3) == 3
    with pytest.raises(InvalidArgument, match="at least 1 process, not 0"):
        processes_for(1, 0)


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(in_order(double, range(20), processes=1)) == list(range(0, 40, 2))
    assert list(in_order(double, range(20), processes=2)) == list(range(0, 40, 2))


def test_a_process_that_dies_is_said() -> None:
    with pytest.raises(JagbenchError, match="A process that reads replies has ended: memory ran out"):
        list(in_order(die, range(2), processes=2))
