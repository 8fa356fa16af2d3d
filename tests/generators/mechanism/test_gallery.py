from pathlib import Path

import pytest

from jagbench.generators import get_skill, skill_names
from jagbench.generators.mechanism.gallery import index, main, page

SKILLS = Path(__file__).parents[3] / "docs" / "skills"


@pytest.mark.parametrize("name", skill_names())
def test_the_page_of_a_skill_is_made_from_its_code(name: str) -> None:
    assert (SKILLS / f"{name}.md").read_text(encoding="utf-8") == page(get_skill(name))


def test_the_index_names_every_skill() -> None:
    assert (SKILLS / "README.md").read_text(encoding="utf-8") == index(map(get_skill, skill_names()))


def test_a_misconception_is_explained_by_its_docstring_or_what_stands_below_it() -> None:
    pages = {name: page(get_skill(name)) for name in ("comparison.decimals", "arithmetic.addition")}

    assert (
        "- `version_order`: Compare what stands behind the point as whole numbers"
        in pages["comparison.decimals"]
    )
    assert "- `no_carry`: Add" in pages["arithmetic.addition"]


def test_pages_of_skills_that_are_no_more_are_removed(tmp_path: Path) -> None:
    (tmp_path / "old.skill.md").write_text("old")

    main(tmp_path)

    assert not (tmp_path / "old.skill.md").exists()
    assert (tmp_path / "arithmetic.addition.md").exists()
