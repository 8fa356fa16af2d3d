"""jagbench measures jagged intelligence: models that solve hard tasks and fail elementary ones.

`jagbench.probes` loads the frozen suites, `jagbench.generators` makes fresh probes and Hypothesis
strategies, `jagbench.runners` asks a model, and `jagbench.analysis` reads the replies and reports.
"""

import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from jagbench.moved import MovedModules

if TYPE_CHECKING:
    from jagbench.generators import Skill

__version__ = version("jagbench")

sys.meta_path.append(MovedModules())

__all__ = ["__version__", "skill"]


def skill(name: str) -> "Skill":
    """A skill by name: `skill("comparison.decimals").strategy(level=3)` is a strategy over its items.

    Raises:
        InvalidArgument: if there is none; the error suggests near names.
    """
    from jagbench.generators import get_skill

    return get_skill(name)
