"""What a release has: one version everywhere, its date, addresses, and a bill of materials."""

import json
import os
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


def lacking(project: dict[str, Any], changelog: str, citation: str) -> list[str]:
    """What a version that the changelog calls released lacks, and what contradicts itself in any."""
    version = project["version"]
    found: list[str] = []
    if f"\nversion: {version}\n" not in citation:
        found.append(f"CITATION.cff has another version than {version}")
    released = re.search(rf"^## {re.escape(version)} \(([0-9-]+)\)$", changelog, re.MULTILINE)
    if released is None:
        return found
    if f"\ndate-released: {released[1]}\n" not in citation:
        found.append(f"CITATION.cff has no 'date-released: {released[1]}'")
    addresses = project.get("urls", {})
    return found + [
        f"[project.urls] has no {name}"
        for name in ("Source", "Documentation", "Changelog", "Issues")
        if name not in addresses
    ]


def test_this_version_lacks_nothing_that_a_release_has() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog, citation = (ROOT / name for name in ("CHANGELOG.md", "CITATION.cff"))

    assert lacking(project, changelog.read_text(encoding="utf-8"), citation.read_text(encoding="utf-8")) == []


def test_a_release_has_its_date_and_addresses() -> None:
    project = {"version": "1.2.0", "urls": {"Source": "https://example.org"}}
    before, after = "# Changelog\n\n## Unreleased\n", "# Changelog\n\n## 1.2.0 (2027-01-31)\n"
    citation = "title: x\nversion: 1.2.0\nlicense: Apache-2.0\n"

    assert lacking(project, before, citation) == []
    assert lacking(project, before, "version: 1.1.0\n") == ["CITATION.cff has another version than 1.2.0"]
    assert lacking(project, after, citation) == [
        "CITATION.cff has no 'date-released: 2027-01-31'",
        "[project.urls] has no Documentation",
        "[project.urls] has no Changelog",
        "[project.urls] has no Issues",
    ]


def test_the_wheel_holds_every_file_of_the_package() -> None:
    wheels = list((ROOT / "dist").glob("*.whl"))
    if not wheels:
        pytest.skip("there is no wheel: make wheel-test makes it")
    (wheel,) = wheels
    with zipfile.ZipFile(wheel) as held:
        there = {name for name in held.namelist() if name.startswith("jagbench/")}

    package = ROOT / "src" / "jagbench"
    files = {
        f"jagbench/{Path(folder, name).relative_to(package).as_posix()}"
        for folder, _, names in os.walk(package, followlinks=True)
        for name in names
        if not name.endswith(".pyc")
    }
    assert there == files


def test_the_bill_of_materials_names_what_is_installed() -> None:
    path = ROOT / "dist" / "jagbench.cdx.json"
    if not path.exists():
        pytest.skip("there is no bill of materials: make wheel-test makes it")
    bill: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    asked = {re.split(r"[\[>=<]", each)[0] for each in project["dependencies"]}
    there = {each["name"].lower().replace("_", "-") for each in bill["components"]}

    assert bill["bomFormat"] == "CycloneDX"
    assert (bill["metadata"]["component"]["name"], bill["metadata"]["component"]["version"]) == (
        "jagbench",
        project["version"],
    )
    assert asked <= there
    assert not there & {"pytest", "ruff", "vllm", "torch"}
    assert all(each["version"] for each in bill["components"])
