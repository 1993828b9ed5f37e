"""A reader's search words as an expression of FTS5 (https://sqlite.org/fts5.html, section 3).

Everything typed ends up inside a quoted string, so that nothing in it is syntax to SQLite.
"""

import re
from typing import Final

from situation.errors import UsageError
from situation.text import clean

_MOST_CHARACTERS: Final = 1_000
_MOST_TERMS: Final = 60
_TERM: Final = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})


def text_expression(search: str) -> str:
    """The FTS5 expression for a search; empty for a blank one.

    Plain words must all occur; `"two words"` is a phrase, `wor*` a prefix; AND, OR and NOT in
    capitals stand between terms. A quotation mark left open reaches to the end.

    Raises:
        UsageError: too long, nothing to search for, or an operator without a term beside it.
    """
    if len(search) > _MOST_CHARACTERS:
        raise UsageError(
            f"the search is longer than {_MOST_CHARACTERS:,} characters", do="search for less"
        )
    typed = clean(search, 4 * _MOST_CHARACTERS)
    if not typed:
        return ""
    terms = [term for match in _TERM.finditer(typed) if (term := _term(match))]
    if not any(term not in _OPERATORS for term in terms):
        raise UsageError(
            f"“{typed}” has nothing to search for", do="write at least one letter or digit"
        )
    if len(terms) > _MOST_TERMS:
        raise UsageError(f"the search has more than {_MOST_TERMS} words", do="search for less")
    return _joined(terms)


def _term(match: re.Match[str]) -> str:
    """An operator, an FTS5 string, or nothing where the text index would find no word."""
    phrase, star, word = match.group(1), match.group(2), match.group(3)
    if word in _OPERATORS:
        return str(word)
    if word is not None:
        star = "*" if word.endswith("*") else ""
        phrase = word
    if not any(character.isalnum() for character in phrase):
        return ""
    return f'"{phrase}"{" *" if star else ""}'


def _joined(terms: list[str]) -> str:
    """The terms with an operator between every two, AND where none was written."""
    parts: list[str] = []
    operator = ""
    for term in terms:
        if term not in _OPERATORS:
            if parts:
                parts.append(operator or "AND")
            parts.append(term)
            operator = ""
        elif not parts or (operator and (operator, term) != ("AND", "NOT")):
            raise _dangling(term)
        else:
            operator = term
    if operator:
        raise _dangling(operator)
    return " ".join(parts)


def _dangling(operator: str) -> UsageError:
    return UsageError(
        f"{operator} needs a word on both sides",
        do=f"write it in small letters to search for the word “{operator.lower()}”",
    )
