from pathlib import Path

from jagbench.errors import InvalidArgument, JagbenchError, near_path, unknown_name


def test_unknown_name_suggests_and_lists() -> None:
    error = unknown_name("skill", "aditon", ["addition", "counting"])

    assert str(error) == "Unknown skill 'aditon'. Did you mean 'addition'? There is: addition, counting."
    assert error.exit_code == 2


def test_unknown_name_without_a_near_one() -> None:
    assert str(unknown_name("suite", "zzz", ["smoke-v1"])) == "Unknown suite 'zzz'. There is: smoke-v1."


def test_unknown_name_where_there_is_none_at_all() -> None:
    assert str(unknown_name("argument", "foo", [])) == "Unknown argument 'foo'. There is none."


def test_bad_use_is_a_value_error_and_failure_is_not() -> None:
    assert issubclass(InvalidArgument, ValueError)
    assert JagbenchError.exit_code == 1


def test_of_a_long_list_only_the_nearest_are_named() -> None:
    error = unknown_name("skill", "number42", [f"number{number}" for number in range(100)])
    assert "? There are 100, the nearest: number42, " in str(error)
    assert str(error).count("number") == 7


def test_a_path_that_is_missing_is_suggested_beside_it(tmp_path: Path) -> None:
    (tmp_path / "smollm2-smoke-v2-direct").mkdir()

    assert (
        near_path(tmp_path / "smollm2-smoke-v2-drect")
        == f" Did you mean '{tmp_path}/smollm2-smoke-v2-direct'?"
    )
    assert near_path(tmp_path / "zzz") == ""
    assert near_path(tmp_path / "smollm2-smoke-v2-direct") == ""
    assert near_path(tmp_path / "none" / "zzz") == ""
