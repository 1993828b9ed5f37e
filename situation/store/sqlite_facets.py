"""The facets of claims as words of the text index, so that a facet is part of the match."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from situation.model import Claim, Source
from situation.store.bodies import BodyReader
from situation.store.claim_query import ClaimQuery
from situation.store.searches import text_expression
from situation.store.sqlite_log import listed, newest_of_kind
from situation.vocabulary import ClaimKind, Credibility, Verification

_NUMBERS: Final = {
    "place": "SELECT num FROM place WHERE id IN (SELECT value FROM json_each(?)) ORDER BY num",
    "source": "SELECT num FROM source WHERE id IN (SELECT value FROM json_each(?)) ORDER BY num",
}
# One token each: to the text index an underscore is a gap between two words.
_KIND_TAGS: Final = {kind: "k" + kind.value.replace("_", "") for kind in ClaimKind}
_VERIFICATION_TAGS: Final = {word: "v" + word.value.replace("_", "") for word in Verification}
_CREDIBILITY_TAGS: Final = {grade: f"c{grade.value}" for grade in Credibility}


def claim_tags(claim: Claim, source: int, places: Iterable[int]) -> tuple[str, ...]:
    """The tags of a claim.

    Args:
        claim: the version that is stored.
        source: number of the claimant in the store.
        places: numbers of the places.
    """
    return (
        f"s{source}",
        _KIND_TAGS[claim.kind],
        _VERIFICATION_TAGS[claim.verification],
        _CREDIBILITY_TAGS[claim.credibility],
        *[f"p{place}" for place in places],
    )


def match_expression(
    connection: sqlite3.Connection, bodies: BodyReader, asked: ClaimQuery
) -> str | None:
    """The expression for words and facets; empty when every claim will do, None when none can.

    Raises:
        UsageError: the search cannot be read.
    """
    words = text_expression(asked.search)
    parts = ["{text original} : (" + words + ")"] if words else []
    for tags in _wanted_tags(connection, bodies, asked):
        if not tags:
            return None
        parts.append("tags : (" + " OR ".join(tags) + ")")
    return " AND ".join(parts)


def _wanted_tags(
    connection: sqlite3.Connection, bodies: BodyReader, asked: ClaimQuery
) -> Iterator[list[str]]:
    """For each facet that is asked for the tags of which one must be there."""
    if asked.places:
        yield [f"p{number}" for number in _numbers(connection, "place", asked.places)]
    claimants = _claimants(connection, bodies, asked)
    if claimants is not None:
        yield [f"s{number}" for number in _numbers(connection, "source", claimants)]
    if asked.kinds:
        yield [_KIND_TAGS[kind] for kind in asked.kinds]
    if asked.verifications:
        yield [_VERIFICATION_TAGS[word] for word in asked.verifications]
    if asked.credibilities:
        yield [_CREDIBILITY_TAGS[grade] for grade in asked.credibilities]


def _claimants(
    connection: sqlite3.Connection, bodies: BodyReader, asked: ClaimQuery
) -> Collection[str] | None:
    """Ids of the sources that pass the facets about sources; None when all do.

    What is known of a source is its newest version at the viewpoint's time of knowledge.
    """
    if not asked.sides and not asked.reliabilities:
        return asked.sources or None
    known = newest_of_kind(connection, bodies, Source, asked.viewpoint.known_at)
    return [
        source.id
        for source in (found.record for found in known)
        if (not asked.sources or source.id in asked.sources)
        and (not asked.sides or source.affiliation.side in asked.sides)
        and (not asked.reliabilities or source.reliability in asked.reliabilities)
    ]


def _numbers(connection: sqlite3.Connection, table: str, ids: Collection[str]) -> list[int]:
    return [int(row[0]) for row in connection.execute(_NUMBERS[table], (listed(ids),))]
