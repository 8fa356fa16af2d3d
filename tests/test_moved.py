from importlib import import_module

import pytest

from jagbench.moved import MOVED


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_a_module_that_moved_is_found_by_its_old_name(old: str, new: str) -> None:
    assert import_module(old) is import_module(new)


@pytest.mark.parametrize("new", MOVED.values())
def test_a_module_that_moved_knows_its_own_name(new: str) -> None:
    module = import_module(new)

    assert module.__spec__ is not None
    assert module.__spec__.name == module.__name__ == new


def test_what_never_was_is_still_unknown() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"jagbench\.analysis\.profiles"):
        import_module("jagbench.analysis.profiles")
