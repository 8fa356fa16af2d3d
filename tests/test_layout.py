"""The mapping of the root folders into the package, in its four places, and the direction of imports."""

import ast
import re
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONFIG = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("analysis", "generators", "probes", "runners")

MAY_IMPORT = {
    "probes": {"errors", "probes", "words"},
    "generators": {"errors", "probes", "generators", "words"},
    "runners": {"errors", "probes", "runners", "words", "__version__"},
    "analysis": {
        "errors",
        "probes",
        "analysis",
        "runners.durable",
        "runners.names",
        "runners.protocols",
        "runners.reply",
        "runners.run_directory",
        "words",
        "__version__",
    },
}
"""What each room may import; analysis reads run directories, never engines."""

BELOW: dict[str, tuple[str, ...]] = {
    "generators/skill": (),
    "generators/language": ("skill",),
    "generators/oracles": (),
    "generators/mechanism": ("skill", "language", "oracles"),
    "generators/families": ("skill", "language", "mechanism.registry", "oracles"),
    "analysis/reading": (),
    "analysis/frame": ("reading",),
    "analysis/statistics": ("reading", "frame"),
    "analysis/measures": ("reading", "frame", "statistics"),
    "analysis/compare": ("reading", "frame", "statistics", "measures"),
    "analysis/gates": ("frame", "statistics", "compare"),
    "analysis/diagnosis": ("reading", "frame", "statistics"),
    "analysis/checking": ("reading", "frame", "statistics"),
    "analysis/turns": ("reading", "frame", "statistics", "compare"),
    "analysis/charts": ("frame", "statistics", "measures", "compare", "diagnosis"),
    "analysis/report": ("frame", "statistics", "measures", "compare", "diagnosis", "charts"),
}
"""The rooms of the two large folders, and what each may import of its own folder."""


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


def all_imports(path: Path) -> set[str]:
    """The modules and names that a file imports, those by `import_module` among them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{name.name}" for name in node.names}
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "import_module":
            found |= {
                part.value
                for part in node.args[:1]
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            }
    return found


def imports(path: Path) -> set[str]:
    """The modules of jagbench that a file imports, without the leading `jagbench.`."""
    return {name.removeprefix("jagbench.") for name in all_imports(path) if name.split(".")[0] == "jagbench"}


def strangers(allowed: set[str], names: set[str]) -> set[str]:
    return {name for name in names if not any(name == a or name.startswith(a + ".") for a in allowed)}


def found_in(folder: str, allowed: set[str]) -> dict[str, set[str]]:
    """The imports of a folder's files that are not allowed, by file."""
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files
    found = {str(path.relative_to(ROOT)): strangers(allowed, imports(path)) for path in files}
    return {path: names for path, names in found.items() if names}


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_one_way(room: str) -> None:
    assert found_in(room, MAY_IMPORT[room]) == {}


@pytest.mark.parametrize("room", BELOW)
def test_imports_go_one_way_within_a_folder_too(room: str) -> None:
    top = room.split("/")[0]
    outside = MAY_IMPORT[top] - {top}
    allowed = {f"{top}.{each}" for each in BELOW[room]} | {room.replace("/", ".")}

    assert found_in(room, outside | allowed) == {}


@pytest.mark.parametrize("top", ["analysis", "generators"])
def test_every_room_has_its_place(top: str) -> None:
    folders = {path.parent.relative_to(ROOT).as_posix() for path in (ROOT / top).glob("*/__init__.py")}

    assert folders == {room for room in BELOW if room.startswith(top + "/")}


def test_a_folder_is_told_by_its_rooms_not_by_files_beside_them() -> None:
    beside = {path.name for top in ("analysis", "generators") for path in (ROOT / top).glob("*.py")}

    assert beside == {"__init__.py"}


ORACLES = [
    *sorted((ROOT / "generators/oracles").rglob("*.py")),
    *sorted((ROOT / "generators/families").glob("*/oracle.py")),
    *sorted((ROOT / "generators/families").glob("*/oracle/*.py")),
]


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_oracle_imports_nothing_that_made_the_prompt(path: Path) -> None:
    allowed = {"errors", "probes", "generators.oracles"}
    family = path.relative_to(ROOT / "generators").parts[1]

    assert strangers(allowed | {f"generators.families.{family}.oracle"}, imports(path)) == set()


def test_every_family_has_the_same_parts() -> None:
    for family in sorted(path.parent for path in (ROOT / "generators/families").glob("*/__init__.py")):
        parts = {path.stem for path in family.iterdir()}
        assert {"misconceptions", "oracle", "wordings"} <= parts, family.name


def test_the_check_of_imports_sees_a_wrong_one(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("from jagbench.runners.drive import drive\nimport jagbench.generators\nimport os\n")

    assert strangers(MAY_IMPORT["analysis"], imports(module)) == {
        "runners.drive.drive",
        "generators",
    }


OTHERWISE_CALLED = {"pillow": "PIL", "tomli-w": "tomli_w"}
BROUGHT = {"fontTools": "matplotlib", "markupsafe": "jinja2"}
"""Modules that a package of the core needs itself."""

OPTIONAL = {
    "analysis/measures/factors.py": {"scipy", "statsmodels"},
    "probes/suite.py": {"datasets"},
    "runners/engines/hf.py": {"torch", "transformers"},
    "runners/engines/llama_loading.py": {"xllamacpp"},
    "runners/engines/openai/connection.py": {"httpx2"},
    "runners/engines/ray.py": {"ray"},
    "runners/engines/vllm/child.py": {"huggingface_hub", "torch", "vllm"},
    "runners/engines/vllm/model_files.py": {"huggingface_hub"},
    "runners/tokenizers.py": {"tokenizers", "xllamacpp"},
    "src/jagbench/interchange/exports/inspect_log.py": {"inspect_ai"},
    "src/jagbench/testing/asking.py": {"pytest"},
    "src/jagbench/testing/plugin.py": {"pytest"},
}
"""Where a package may be asked for that no plain install brings: each says in a sentence what is missing."""


def test_a_plain_install_has_whatever_is_imported() -> None:
    needed = [re.split(r"[\[>=<]", each)[0] for each in CONFIG["project"]["dependencies"]]
    there = {OTHERWISE_CALLED.get(each, each) for each in needed} | BROUGHT.keys() | {"jagbench"}
    files = [path for folder in (*ROOMS, "src") for path in (ROOT / folder).rglob("*.py")]
    lacking = {
        path.relative_to(ROOT).as_posix(): {name.split(".")[0] for name in all_imports(path)}
        - there
        - sys.stdlib_module_names
        for path in files
    }

    assert {path: names for path, names in lacking.items() if names} == OPTIONAL
    assert set(BROUGHT.values()) <= set(needed)


MAP = re.search(
    r"```\n(src/jagbench.*?)```", (ROOT / "docs/design.md").read_text(encoding="utf-8"), re.DOTALL
)


def test_the_map_names_every_folder_and_no_other() -> None:
    assert MAP is not None
    named = {line.split()[0].rstrip("/") for line in MAP[1].splitlines() if "/" in line.split()[0]}
    folders = {*ROOMS, "src/jagbench"} | {
        path.relative_to(ROOT).as_posix()
        for top in (*ROOMS, "src/jagbench")
        for path in (ROOT / top).iterdir()
        if path.is_dir() and not path.is_symlink() and any(each.is_file() for each in path.glob("*.*"))
    }
    folders = {folder for folder in folders if not folder.endswith("__pycache__")}

    assert named - {"bench", "docs", "tests"} == folders
    assert {"bench", "docs", "tests"} <= named


DOORS = re.findall(r"`(jagbench\.[\w.]+)\(", (ROOT / "docs/design.md").read_text(encoding="utf-8"))


def test_the_doors_on_the_way_of_a_probe_are_there() -> None:
    assert len(DOORS) >= 8
    for door in DOORS:
        module, _, name = door.rpartition(".")
        assert callable(getattr(import_module(module), name)), door
