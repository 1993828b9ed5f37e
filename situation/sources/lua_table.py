"""Table constructors of a Lua module, read as data and never run (Lua 5.1 manual, 2.5.7).

Only what a map module writes is understood: keys with strings, numbers, names such as `mk.rus`
and further tables. What else stands where a value should (a call, a sum) is passed over, so that
one strange entry costs none of the others.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from situation.errors import InputError

MAX_CHARACTERS: Final = 4_000_000
MAX_TABLES: Final = 50_000
MAX_DEPTH: Final = 32

Scalar: TypeAlias = str | float
Fields: TypeAlias = Mapping[str, Scalar]
"""The fields of one table that are strings, numbers or names; a name is its own text."""

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<comment>--(?:\[(?P<comment_level>=*)\[)?)
    |(?P<long>\[(?P<level>=*)\[)
    |(?P<string>["'])
    |(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<name>[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)
    |(?P<other>\S))""",
    re.VERBOSE | re.ASCII,
)
_MOST_OF_ENTRY: Final = 4
"""One token more than a field that can be read has."""
_READY: Final = frozenset({"other", "name", "number"})
"""Tokens that the pattern matches whole."""
_PLAIN: Final = re.compile(r"[^\"'\\\n]+")
_Token: TypeAlias = tuple[str, str]


def read_tables(module: str, *, where: str) -> Iterator[Fields]:
    """The fields of every table in a module, inner tables before the one around them.

    Of two fields of one name in a table the first counts; lists' entries without a name have none.

    Args:
        module: the module's text.
        where: what to call it in errors.

    Raises:
        InputError: it is too long, has too many tables or they are nested too deeply; while the
            tables are being read.
    """
    if len(module) > MAX_CHARACTERS:
        raise InputError(f"longer than {MAX_CHARACTERS:,} characters", where=where)
    open_tables: list[dict[str, Scalar]] = []
    tables = 0
    entry: list[_Token] = []
    outer_entries: list[list[_Token]] = []
    for kind, text in _tokens(module):
        if text == "{" and kind == "other":
            outer_entries.append(entry)
            open_tables.append({})
            entry = []
            if len(open_tables) > MAX_DEPTH:
                raise InputError(f"tables nested more than {MAX_DEPTH} deep", where=where)
        elif not open_tables:
            continue
        elif kind == "other" and text in ",;}":
            _keep(entry, open_tables[-1])
            entry = []
            if text == "}":
                tables += 1
                if tables > MAX_TABLES:
                    raise InputError(f"more than {MAX_TABLES:,} tables", where=where)
                yield open_tables.pop()
                # A field whose value was a table has none that is kept here.
                entry = [*outer_entries.pop()[: _MOST_OF_ENTRY - 1], ("table", "")]
        elif len(entry) < _MOST_OF_ENTRY:
            entry.append((kind, text))


def _keep(entry: list[_Token], fields: dict[str, Scalar]) -> None:
    """Take a field in where it is a name, `=` and one value."""
    if len(entry) != 3 or entry[0][0] != "name" or entry[1] != ("other", "="):
        return
    kind, text = entry[2]
    if kind == "number":
        fields.setdefault(entry[0][1], float(text))
    elif kind in {"string", "name"}:
        fields.setdefault(entry[0][1], text)


def _tokens(module: str) -> Iterator[_Token]:
    """The module's tokens without spaces and comments; stops where a long one never ends."""
    position = 0
    while match := _TOKEN.match(module, position):
        # Of nested groups the outer one is closed last, so that this is the kind of token.
        kind = match.lastgroup or ""
        position = match.end()
        if kind in _READY:
            yield kind, match[kind]
        elif kind == "string":
            text, position = _quoted(module, position, match[kind])
            yield "string", text
        elif kind == "comment" and match["comment_level"] is None:
            position = _end_of_line(module, position)
        else:
            level = match["comment_level"] if kind == "comment" else match["level"]
            end = module.find(f"]{level}]", position)
            if end < 0:
                return
            if kind == "long":
                yield "string", module[position:end]
            position = end + len(level) + 2


def _quoted(module: str, position: int, quote: str) -> tuple[str, int]:
    """A quoted string from behind its first quote, and where it ends; at the latest its line."""
    parts: list[str] = []
    while position < len(module):
        character = module[position]
        if character == quote:
            return "".join(parts), position + 1
        if character == "\n":
            break
        if character == "\\":
            parts.append(module[position + 1 : position + 2])
            position += 2
            continue
        plain = _PLAIN.match(module, position)
        end = plain.end() if plain else position + 1
        parts.append(module[position:end])
        position = end
    return "".join(parts), position


def _end_of_line(module: str, position: int) -> int:
    end = module.find("\n", position)
    return len(module) if end < 0 else end
