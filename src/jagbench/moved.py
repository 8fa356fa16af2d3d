"""Modules that were documented by another name before they moved into rooms, still found by it.

The finder answers for the old names only and gives the module of today itself, so nothing is loaded twice.
"""

from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

MOVED = {
    "jagbench.analysis.calibration": "jagbench.analysis.measures.calibration",
    "jagbench.analysis.consistency": "jagbench.analysis.measures.consistency",
    "jagbench.analysis.covariates": "jagbench.analysis.measures.covariates",
    "jagbench.analysis.factors": "jagbench.analysis.measures.factors",
    "jagbench.analysis.profile": "jagbench.analysis.measures.profile",
    "jagbench.analysis.replies_file": "jagbench.analysis.frame.replies_file",
    "jagbench.generators.writing": "jagbench.generators.language.writing",
}
"""The name that documentation gave, and where the module is."""


class MovedModules(MetaPathFinder):
    """Finds modules by their old names."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of today, for an old name."""
        if fullname not in MOVED:
            return None
        return ModuleSpec(fullname, _Today(import_module(MOVED[fullname])))


class _Today(Loader):
    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec  # the import system has put the old name's in its place
