"""Words are folded, found and refused as in an SQLite store."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situation.errors import UsageError
from situation.store.postgres_search import tags_query, words_query
from situation.store.postgres_words import text_vector, words_of

# Latin, Greek, Cyrillic, Hebrew, Arabic and what stands between words there.
LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x6FF, categories=("L", "N", "P", "Z"))


def embedded_words(text: str) -> list[str]:
    """The words that SQLite's own index has of a text, in order."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'unicode61 remove_diacritics 2')"
        )
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        connection.execute("INSERT INTO t VALUES (?)", (text,))
        return [term for (term,) in connection.execute("SELECT term FROM v ORDER BY offset")]


@pytest.mark.parametrize(
    "text",
    [
        "A drone near the café: 5,000 of 12-й brigade’s_men",
        "Часткова Ґалаґан ЇЖАК йод Щёкино п'ять",
        "ΣΊΣΥΦΟΣ ς Łódź Ångström İstanbul ß ſ ½ ² K µ",
        "e\u0301\u0323 и\u0306",
        "https://example.org/a?b=c user@example.org -5 1e10 #tag",
        "\u05e9\u05dc\u05d5\u05dd العربية 한국어 漢字 ไทย",
        "",
    ],
)
def test_words_are_those_of_an_embedded_store(text: str) -> None:
    assert words_of(text) == embedded_words(text)


# What Unicode added after SQLite's tables were made, and one letter with two accents.
LATER = frozenset("ͿԨԪԬԮǠǡ\u061d\u05ef\u088f") | frozenset(map(chr, range(0x560, 0x590)))


@given(st.text(LETTERS.filter(lambda character: character not in LATER)))
def test_any_text_has_the_words_of_an_embedded_store(text: str) -> None:
    assert words_of(text) == embedded_words(text)


def test_a_vector_keeps_texts_and_tags_apart() -> None:
    vector = text_vector(("Near the Café", "the end"), ("p1", "kevent"))
    assert vector == "'near':1 'the':2,6 'cafe':3 'end':7 '=p1' '=kevent'"


def test_a_word_or_a_text_without_end_still_fits() -> None:
    assert text_vector(("я" * 8_000,), ()) == f"'{'я' * 500}':1"
    assert text_vector(("a " * 20_000,), ()).endswith(",16383,16383")


@pytest.mark.parametrize(
    ("search", "query"),
    [
        ("Drone station", "('drone') & ('station')"),
        ('"near the station"*', "('near' <-> 'the' <-> 'station':*)"),
        ("a OR b NOT c", "('a') | ('b') & ! ('c')"),
        ("(a OR b) AND NOT 12-й", "( ('a') | ('b') ) & ! ('12' <-> 'й')"),
        ("  ", ""),
    ],
)
def test_searches(search: str, query: str) -> None:
    assert words_query(search) == query


def test_a_search_is_refused_as_everywhere() -> None:
    with pytest.raises(UsageError, match="not closed"):
        words_query('"near')


def test_tags_are_no_words() -> None:
    assert tags_query(["p1", "p2"]) == "('=p1' | '=p2')"
    assert words_of("=p1") == ["p1"]
