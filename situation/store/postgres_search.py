"""A reader's search as a literal of the type `tsquery` (PostgreSQL's manual, section 8.11.2).

What may be typed is the same in every store: `text_expression` reads it.
"""

import re
from collections.abc import Iterable
from typing import Final

from situation.store.postgres_words import words_of
from situation.store.searches import text_expression

_PIECE: Final = re.compile(r'"([^"]*)"( \*)?|AND|OR|NOT|[()]')
# NOT binds closest in both, as `& !` does before `&`; then AND, then OR.
_OPERATORS: Final = {"AND": "&", "OR": "|", "NOT": "& !", "(": "(", ")": ")"}


def words_query(search: str) -> str:
    """The query for a search; empty for a blank one.

    Raises:
        UsageError: it cannot be read, as `text_expression` says.
    """
    return " ".join(map(_piece, _PIECE.finditer(text_expression(search))))


def tags_query(tags: Iterable[str]) -> str:
    """The query for any of these tags."""
    return "(" + " | ".join(f"'={tag}'" for tag in tags) + ")"


def _piece(match: re.Match[str]) -> str:
    phrase, star = match.groups()
    if phrase is None:
        return _OPERATORS[match.group()]
    # What holds no word to the index is asked for as it is, and found nowhere.
    words = words_of(phrase) or ["=="]
    return "(" + " <-> ".join(f"'{word}'" for word in words) + (":*" if star else "") + ")"
