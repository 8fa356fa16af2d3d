from pathlib import Path

import pytest

from jagbench.generators import get_skill, skill_names
from jagbench.generators.gallery import index, main, page

SKILLS = Path(__file__).parents[2] / "docs" / "skills"


@pytest.mark.parametrize("name", skill_names())
def test_the_page_of_a_skill_is_made_from_its_code(name: str) -> None:
    assert (SKILLS / f"{name}.md").read_text(encoding="utf-8") == page(get_skill(name))


def test_the_index_names_every_skill() -> None:
    assert (SKILLS / "README.md").read_text(encoding="utf-8") == index(map(get_skill, skill_names()))


@pytest.mark.parametrize("name", skill_names())
def test_every_misconception_is_explained(name: str) -> None:
    skill = get_skill(name)

    assert [wrong for wrong, rule in skill.misconceptions.items() if not rule.__doc__] == []


def test_pages_of_skills_that_are_no_more_are_removed(tmp_path: Path) -> None:
    (tmp_path / "old.skill.md").write_text("old")

    main(tmp_path)

    assert not (tmp_path / "old.skill.md").exists()
    assert (tmp_path / "arithmetic.addition.md").exists()
