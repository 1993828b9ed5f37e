"""The words and facets of a claim query as conditions that an index can answer."""

from collections.abc import Collection, Iterator
from typing import Final

from situation.model import Source
from situation.store.bodies import BodyReader
from situation.store.claim_query import ClaimQuery
from situation.store.postgres_connect import Link
from situation.store.postgres_log import Values, askable, newest_of_kind, rows
from situation.store.postgres_search import tags_query, words_query

_PLACES: Final = "SELECT num FROM place WHERE id = ANY(%(ids)s) ORDER BY num"
_SOURCES: Final = "SELECT num FROM source WHERE id = ANY(%(ids)s) ORDER BY num"


def facet_values(link: Link, bodies: BodyReader, asked: ClaimQuery) -> Values | None:
    """What words and facets ask of a claim; None when no claim can have it.

    Returns:
        `match`, a literal of the type `tsquery`, where words or facets need the index of words;
        `sources`, the numbers of claimants, where only these will do.

    Raises:
        UsageError: the search cannot be read.
    """
    words = words_query(asked.search)
    parts = [f"({words})"] if words else []
    for tags in _wanted_tags(link, asked):
        if not tags:
            return None
        parts.append(tags_query(tags))
    values: Values = {"match": " & ".join(parts)} if parts else {}
    claimants = _claimants(link, bodies, asked)
    if claimants is not None:
        values["sources"] = _numbers(link, _SOURCES, claimants)
        if not values["sources"]:
            return None
    return values


def _wanted_tags(link: Link, asked: ClaimQuery) -> Iterator[list[str]]:
    """For each facet that is asked for, the tags of which one must be there.

    They are spelled as `sqlite_facets.claim_tags` spells them when a claim is stored.
    """
    if asked.places:
        yield [f"p{number}" for number in _numbers(link, _PLACES, asked.places)]
    if asked.kinds:
        yield ["k" + kind.value.replace("_", "") for kind in asked.kinds]
    if asked.verifications:
        yield ["v" + word.value.replace("_", "") for word in asked.verifications]
    if asked.credibilities:
        yield [f"c{int(grade)}" for grade in asked.credibilities]


def _claimants(link: Link, bodies: BodyReader, asked: ClaimQuery) -> Collection[str] | None:
    """Ids of the sources that pass the facets about sources; None when all do.

    What is known of a source is its newest version at the viewpoint's time of knowledge.
    """
    if not asked.sides and not asked.reliabilities:
        return asked.sources or None
    known = newest_of_kind(link, bodies, Source, asked.viewpoint.known_at)
    return [
        source.id
        for source in (found.record for found in known)
        if (not asked.sources or source.id in asked.sources)
        and (not asked.sides or source.affiliation.side in asked.sides)
        and (not asked.reliabilities or source.reliability in asked.reliabilities)
    ]


def _numbers(link: Link, sql: str, ids: Collection[str]) -> list[int]:
    return [int(number) for (number,) in rows(link, sql, {"ids": askable(ids)})]
