"""jagbench's probes in tests of your own, and thresholds that are intervals.

```python
from jagbench.testing import probes


@probes("comparison.decimals", level=2, n=50)
def test_my_comparison(probe):  # one test a probe
    assert my_larger(*probe.operands) == probe.answer.value


@probes("comparison.decimals", level=2, n=200, not_under=0.9)
def test_my_model(probe):  # one test that fails where the interval says under 90 %
    assert_right(probe, my_model(probe.prompt))
```

The plug-in of pytest (`jagbench.testing.plugin`) is found by itself where jagbench is installed; it has the
fixtures `jagbench_model` and `jagbench_accuracy`, and loads nothing of jagbench before a test needs it.
"""

from jagbench.testing.asking import Asked, probes
from jagbench.testing.measuring import Accuracy, accuracy, assert_right

__all__ = ["Accuracy", "Asked", "accuracy", "assert_right", "probes"]
