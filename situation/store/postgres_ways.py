"""How a search goes about it, by how frequent its words are.

Words that many claims have are soon met by walking back in time. Those that few have, the index
gives at once. For the others a walk is long and the index gives much that is then sorted and left:
they are looked for in the newest 30 days, in the 30 before them, and so on, at last in the rest.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from situation.store.postgres_connect import Link
from situation.store.postgres_log import Values, rows

MATCHING: Final = "<matching>"
"""Stands, in the conditions of a search, for the one that asks for its words."""
BY_NUMBER: Final = "c.num"
_SORTED: Final = "c.num + 0"
"""The same order, but no index is in it: PostgreSQL would walk where it expects to be done soon."""

_BY_WALK: Final = " AND c.words @@ %(match)s::tsquery"
# As `claim_words_time` spells it: another spelling would not be answered by that index.
_BY_INDEX: Final = (
    " AND (c.words || array_to_tsvector(ARRAY['=t' || ((c.num >> 30) / 2592000)::text]))"
    " @@ %(match)s::tsquery"
)
_ESTIMATE: Final = (
    "EXPLAIN (FORMAT JSON) SELECT FROM claim AS c"
    f" WHERE c.num BETWEEN %(lowest)s AND %(highest)s{_BY_INDEX}"
)
_ENTRY_BITS: Final = 30
_SPAN_SECONDS: Final = 2_592_000
_FEW: Final = 1_000
"""Up to so many are soon fetched and sorted, all of them."""
_UNKNOWN_SHARE: Final = 1 / 500
"""Of all claims PostgreSQL expects less to have a word that it has not counted: few have it."""
_SHORT_WALK: Final = 1_500
"""Claims that are soon walked past."""
_PHRASE: Final = "<->"
_WORDS_FOR_A_PHRASE: Final = 10
"""Claims that have its words, for one that has them in a row: PostgreSQL does not guess."""
_MOST_SPANS: Final = 8


class Way(NamedTuple):
    """How to find a part of a page."""

    conditions: str
    values: Values
    order: str = BY_NUMBER


def ways(link: Link, conditions: str, values: Values, claims: int) -> Iterator[Way]:
    """The ways to a page of claims, to be gone one after another until it is full.

    What one finds is older than all that the one before it has found.

    Args:
        link: in a read transaction.
        conditions: SQL about the claim `c`, with `MATCHING` in it.
        values: of the conditions; with `rows`, how many fill the page.
        claims: how many there are, roughly.
    """
    if "match" not in values:
        yield Way(conditions.replace(MATCHING, ""), values)
        return
    expected = _expected(link, values)
    if _is_soon_met(expected, values, claims):
        yield Way(conditions.replace(MATCHING, _BY_WALK), values)
        return
    by_index = conditions.replace(MATCHING, _BY_INDEX)
    if expected > max(_FEW, claims * _UNKNOWN_SHARE):
        yield from _by_spans(by_index, values)
    else:
        yield Way(by_index, values, _SORTED)


def way_to_all(link: Link, conditions: str, values: Values, claims: int) -> str:
    """The conditions of a search whose claims are counted and not put in order."""
    if "match" not in values:
        return conditions.replace(MATCHING, "")
    is_frequent = _is_soon_met(_expected(link, values), values, claims)
    return conditions.replace(MATCHING, _BY_WALK if is_frequent else _BY_INDEX)


def _by_spans(conditions: str, values: Values) -> Iterator[Way]:
    # One by one: for any of several the index takes many times as long.
    newest, oldest = (_span(values[end]) for end in ("highest", "lowest"))
    first_of_rest = max(newest - _MOST_SPANS, oldest - 1)
    for span in range(newest, first_of_rest, -1):
        match = f"({values['match']}) & '=t{span}'"
        yield Way(conditions, values | {"match": match}, _SORTED)
    if first_of_rest >= oldest:
        highest = _first_number(first_of_rest + 1) - 1
        yield Way(conditions, values | {"highest": highest}, _SORTED)


def _expected(link: Link, values: Values) -> float:
    """How many claims PostgreSQL expects to have the words and facets."""
    ((plan,),) = rows(link, _ESTIMATE, values)
    return float(plan[0]["Plan"]["Plan Rows"])


def _is_soon_met(expected: float, values: Values, claims: int) -> bool:
    """Whether a walk back in time fills the page before it gets long."""
    if _PHRASE in values["match"]:
        expected /= _WORDS_FOR_A_PHRASE
    return bool(expected * _SHORT_WALK > values["rows"] * claims)


def _span(number: int) -> int:
    """The number of the 30 days in which a claim of this number was said."""
    return (number >> _ENTRY_BITS) // _SPAN_SECONDS


def _first_number(span: int) -> int:
    """The smallest number that a claim said within these 30 days can have."""
    return span * _SPAN_SECONDS << _ENTRY_BITS
