"""Table constructors of a Lua module read as data: tolerant, bounded, never run."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.errors import InputError
from situation.sources.lua_table import MAX_CHARACTERS, MAX_DEPTH, Fields, read_tables


def read(module: str) -> list[Fields]:
    return list(read_tables(module, where="module"))


def test_a_row_of_the_map() -> None:
    module = """
    return {
      marks = {
        { lat = "47.987", long = "37.292", mark = mk.rus, marksize = 10, label = "[[Kurakhove]]",
          link = "Battle of Kurakhove", label_size = "90", },
      }
    }
    """
    assert read(module)[0] == {
        "lat": "47.987",
        "long": "37.292",
        "mark": "mk.rus",
        "marksize": 10.0,
        "label": "[[Kurakhove]]",
        "link": "Battle of Kurakhove",
        "label_size": "90",
    }


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("4--[[857]]", 4.0),
        ("4 --[==[ a ]] b ]==]", 4.0),
        ("4 -- to the end\n", 4.0),
        ("-4.5e1", -45.0),
        (".5", 0.5),
        ("'it\\'s'", "it's"),
        ('"a -- b"', "a -- b"),
        ("[[two\nlines]]", "two\nlines"),
        ("[=[ a ]] b ]=]", " a ]] b "),
        ("mk . con", "mk . con"),
        ("true", "true"),
    ],
)
def test_values(written: str, value: str | float) -> None:
    assert read(f"{{ key = {written} }}") == [{"key": value}]


def test_what_is_no_plain_value_costs_no_others() -> None:
    module = '{ a = f(1, "x"), b = "y" .. "z", c = { 1, 2 }, d = -x, ["e"] = 1, f = 2; g = 3 }'
    assert read(module)[-1] == {"f": 2.0, "g": 3.0}


def test_the_first_of_two_fields_counts() -> None:
    assert read("{ a = 1, a = 2 }") == [{"a": 1.0}]


@pytest.mark.parametrize("module", ["", "}}}", "{ a = 'x", "{ a = [[x", "--[[", "{ a = 1", "\x00"])
def test_what_never_ends_gives_nothing(module: str) -> None:
    assert read(module) == []


def test_bounds() -> None:
    with pytest.raises(InputError, match="deep"):
        read("{" * (MAX_DEPTH + 1))
    with pytest.raises(InputError, match="tables"):
        read("{}" * 60_000)
    with pytest.raises(InputError, match="longer"):
        read(" " * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("unit", ['\\"', '"', "[[", "--[[", "[=", "{a=", "'\n", "1.", "a.", "-"])
def test_hostile_repetition_takes_time_in_proportion(unit: str) -> None:
    begun = time.process_time()
    with suppress(InputError):
        read("{" + unit * 100_000)
    assert time.process_time() - begun < 5


@given(st.text(alphabet="{}[]=,;\"'-\\\na1. ", max_size=200))
def test_nothing_but_input_errors(module: str) -> None:
    try:
        tables = read(module)
    except InputError:
        return
    assert all(isinstance(value, str | float) for table in tables for value in table.values())
