"""jagbench measures jagged intelligence: models that solve hard tasks and fail elementary ones.

    from jagbench.probes import load                # frozen suites of probes
    from jagbench.generators import get_skill       # generators and Hypothesis strategies
    from jagbench.analysis.reading import read      # what a reply commits to
"""

from importlib.metadata import version

__version__ = version("jagbench")

__all__ = ["__version__"]
