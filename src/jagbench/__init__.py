"""jagbench measures jagged intelligence: models that solve hard tasks and fail elementary ones.

`jagbench.probes` loads the frozen suites, `jagbench.generators` makes fresh probes and Hypothesis
strategies, `jagbench.runners` asks a model, and `jagbench.analysis` reads the replies and reports.
"""

from importlib.metadata import version

__version__ = version("jagbench")

__all__ = ["__version__"]
