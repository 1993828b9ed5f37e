"""Where keys stand in a TOML document."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from situation.toml_lines import key_lines

TEXT = """\
# a comment = 1

one = 1
two.three = 2
[ table ]            # another
key = '''
key = 2
[not.a.table]
'''
list = [
  1, # with ] in it
  2,
]
[[many]]
a = 1
[[many]]
a = 2
["quoted name".sub]
x = { y = 1, z.w = 2 }"""


def test_each_key_has_the_line_it_begins_on() -> None:
    assert key_lines(TEXT) == {
        ("one",): 3,
        ("two",): 4,
        ("two", "three"): 4,
        ("table",): 5,
        ("table", "key"): 6,
        ("table", "list"): 10,
        ("many",): 14,
        ("many", "a"): 15,
        ("quoted name",): 18,
        ("quoted name", "sub"): 18,
        ("quoted name", "sub", "x"): 19,
        ("quoted name", "sub", "x", "y"): 19,
        ("quoted name", "sub", "x", "z"): 19,
        ("quoted name", "sub", "x", "z", "w"): 19,
    }


@given(st.lists(st.sampled_from(TEXT.split("\n")), max_size=12).map("\n".join))
def test_every_key_of_a_sound_document_has_a_line(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert {path[0] for path in key_lines(text)} == values.keys()
