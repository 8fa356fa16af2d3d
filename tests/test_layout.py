"""The mapping of the root folders into the package, in its four places, and the direction of imports."""

import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("analysis", "generators", "probes", "runners")

MAY_IMPORT = {
    "probes": {"errors", "probes"},
    "generators": {"errors", "probes", "generators"},
    "runners": {"errors", "probes", "runners", "__version__"},
    "analysis": {
        "errors",
        "probes",
        "analysis",
        "runners.durable",
        "runners.protocols",
        "runners.reply",
        "runners.run_directory",
        "__version__",
    },
}
"""What each room may import; analysis reads run directories, never engines."""


def test_the_links_are_the_rooms() -> None:
    links = {
        path.name: str(path.readlink()) for path in (ROOT / "src/jagbench").iterdir() if path.is_symlink()
    }

    assert links == {room: f"../../{room}" for room in ROOMS}


def test_the_wheel_maps_the_rooms() -> None:
    wheel = CONFIG["tool"]["hatch"]["build"]["targets"]["wheel"]

    assert wheel["sources"] == {"src/jagbench": "jagbench", **{room: f"jagbench/{room}" for room in ROOMS}}
    assert sorted(wheel["only-include"]) == sorted(["src/jagbench", *ROOMS])


def test_the_build_leaves_out_the_links() -> None:
    excluded = CONFIG["tool"]["hatch"]["build"]["exclude"]

    assert {f"/src/jagbench/{room}" for room in ROOMS} <= set(excluded)


def test_the_type_checker_names_every_link() -> None:
    included = CONFIG["tool"]["pyright"]["include"]

    assert {f"src/jagbench/{room}" for room in ROOMS} <= set(included)


def imports(path: Path) -> set[str]:
    """The modules of jagbench that a file imports, without the leading `jagbench.`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return {name.removeprefix("jagbench.") for name in found if name.split(".")[0] == "jagbench"}


def strangers(room: str, names: set[str]) -> set[str]:
    allowed = MAY_IMPORT[room]
    return {name for name in names if not any(name == a or name.startswith(a + ".") for a in allowed)}


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_one_way(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    assert files

    found = {str(path.relative_to(ROOT)): strangers(room, imports(path)) for path in files}

    assert {path: names for path, names in found.items() if names} == {}


def test_the_check_of_imports_sees_a_wrong_one(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("from jagbench.runners.drive import drive\nimport jagbench.generators\nimport os\n")

    assert strangers("analysis", imports(module)) == {"runners.drive.drive", "generators"}
