"""A reader's search as an expression of FTS5 (https://sqlite.org/fts5.html, section 3).

    search  = term { [ operator ] term }        no operator: AND
    operator = "AND" | "OR" | "NOT" | "AND NOT"   NOT binds closest, then AND, then OR
    term    = word | word"*" | '"' words '"' [ "*" ] | "(" search ")"

Everything typed ends up inside a quoted string, so that nothing in it is syntax to SQLite.
"""

import re
from typing import Final

from situation.errors import UsageError
from situation.text import clean

_MOST_CHARACTERS: Final = 1_000
_MOST_TERMS: Final = 60
_TOKEN: Final = re.compile(r'"([^"]*)"(\*?)|([()])|([^\s"()]+)|(")')
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})
_EXAMPLE: Final = 'write it like: drone* AND ("power plant" OR substation) NOT exercise'


def text_expression(search: str) -> str:
    """The FTS5 expression for a search; empty for a blank one.

    Raises:
        UsageError: too long, nothing to search for, or it does not fit the grammar above.
    """
    if len(search) > _MOST_CHARACTERS:
        raise UsageError(
            f"the search is longer than {_MOST_CHARACTERS:,} characters", do="search for less"
        )
    typed = clean(search, 4 * _MOST_CHARACTERS)
    if not typed:
        return ""
    pieces = [piece for match in _TOKEN.finditer(typed) if (piece := _piece(match))]
    if not any(_is_word(piece) for piece in pieces):
        raise UsageError(f"“{typed}” has nothing to search for", do=_EXAMPLE)
    if len(pieces) > _MOST_TERMS:
        raise UsageError(f"the search has more than {_MOST_TERMS} words", do="search for less")
    return _joined(pieces)


def _piece(match: re.Match[str]) -> str:
    """An operator, a parenthesis, an FTS5 string, or nothing where the index would find no word."""
    phrase, star, parenthesis, word, quotation_mark = match.groups()
    if quotation_mark:
        raise _malformed("a quotation mark is not closed")
    if parenthesis or word in _OPERATORS:
        return str(parenthesis or word)
    if word is not None:
        phrase, star = word, "*" if word.endswith("*") else ""
    if not any(character.isalnum() for character in phrase):
        return ""
    return f'"{phrase}"{" *" if star else ""}'


def _is_word(piece: str) -> bool:
    return piece.startswith('"')


def _joined(pieces: list[str]) -> str:
    """The pieces with an operator between every two terms, AND where none was written."""
    parts: list[str] = []
    operator = ""
    depth = 0
    for piece in pieces:
        after_term = bool(parts) and parts[-1] != "("
        if piece in _OPERATORS:
            if not after_term or (operator and (operator, piece) != ("AND", "NOT")):
                raise _malformed(f"{piece} needs a word before it")
            operator = piece
        elif piece == ")":
            depth -= 1
            if depth < 0 or not after_term or operator:
                raise _malformed("a parenthesis closes where there is nothing to close")
            parts.append(piece)
        else:
            parts += [operator or "AND", piece] if after_term else [piece]
            operator = ""
            depth += piece == "("
    if operator:
        raise _malformed(f"{operator} needs a word behind it")
    if depth:
        raise _malformed("a parenthesis is not closed")
    return " ".join(parts)


def _malformed(what: str) -> UsageError:
    return UsageError(f"the search cannot be read: {what}", do=_EXAMPLE)
