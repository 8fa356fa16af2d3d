"""jagbench measures jagged intelligence: models that solve hard tasks and fail elementary ones.

```python
import jagbench as jb

run = jb.run(lambda prompt: my_model(prompt), "core-v1")  # or "vllm:Qwen/Qwen3-8B"
run.accuracy("family")
jb.score(jb.ask("comparison.decimals", "9.9", "9.11", direction="larger"), "9.11 is larger.").verdict
```

The names below are loaded when they are first used, so that `import jagbench` costs nothing.
"""

import sys
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from jagbench.moved import MovedModules

if TYPE_CHECKING:
    from jagbench.api.judging import read, score
    from jagbench.api.probes import ask, generate, grid, minimal_pairs, skills
    from jagbench.api.results import compare, plot, power, profile, report
    from jagbench.api.rounds import hunt, ladder
    from jagbench.api.runs import Run, run
    from jagbench.generators.mechanism.registry import get_skill as skill
    from jagbench.probes import Probe, Suite, load

__version__ = version("jagbench")

sys.meta_path.append(MovedModules())

__all__ = [
    "Probe",
    "Run",
    "Suite",
    "__version__",
    "ask",
    "compare",
    "generate",
    "grid",
    "hunt",
    "ladder",
    "load",
    "minimal_pairs",
    "plot",
    "power",
    "profile",
    "read",
    "report",
    "run",
    "score",
    "skill",
    "skills",
]

_HOMES = {
    **dict.fromkeys(("ask", "generate", "grid", "minimal_pairs", "skills"), "jagbench.api.probes"),
    **dict.fromkeys(("compare", "plot", "power", "profile", "report"), "jagbench.api.results"),
    **dict.fromkeys(("hunt", "ladder"), "jagbench.api.rounds"),
    **dict.fromkeys(("Run", "run"), "jagbench.api.runs"),
    **dict.fromkeys(("read", "score"), "jagbench.api.judging"),
    **dict.fromkeys(("Probe", "Suite", "load"), "jagbench.probes"),
    "skill": "jagbench.generators.mechanism.registry:get_skill",
}
"""Where each name is at home: a module, and the name there where it is another one."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'jagbench' has no attribute {name!r}")
    module, _, there = _HOMES[name].partition(":")
    return getattr(import_module(module), there or name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
