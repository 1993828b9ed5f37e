"""Which sources speak with one voice: agreement inside a group corroborates nothing."""

from collections.abc import Iterable, Mapping

from situation.model import Source
from situation.vocabulary import Relation

PARTY_RELATIONS = frozenset({Relation.SPEAKS_FOR, Relation.MEMBER})


def is_party(source: Source) -> bool:
    """Whether the source speaks for, or belongs to, a side of the war."""
    return source.affiliation.relation in PARTY_RELATIONS


def has_known_ties(source: Source) -> bool:
    """Whether it was recorded how the source stands to the sides; that there is no tie counts."""
    return source.affiliation.relation is not Relation.UNKNOWN


def independence_groups(sources: Mapping[str, Source]) -> dict[str, str]:
    """Put every source into a group, named after its first member by id.

    Two sources are in one group when one is made from the other's data alone (`depends_on`, to the
    end) or when both speak for, or belong to, the same side. A source made from several
    others is a group of its own: to join them would make one voice of independent sources
    (`overheard` tells when it only repeats them).

    Returns:
        Group by source id.
    """
    leader = {source_id: source_id for source_id in sources}

    def find(source_id: str) -> str:
        while leader[source_id] != source_id:
            source_id = leader[source_id]
        return source_id

    def join(first: str, second: str) -> None:
        low, high = sorted((find(first), find(second)))
        leader[high] = low

    first_of_side: dict[str, str] = {}
    for source_id, source in sorted(sources.items()):
        origins = [origin for origin in source.depends_on if origin in leader]
        if len(origins) == 1:
            join(source_id, origins[0])
        if is_party(source) and source.affiliation.side:
            join(source_id, first_of_side.setdefault(source.affiliation.side, source_id))
    return {source_id: find(source_id) for source_id in sources}


def overheard(
    speaking: Iterable[str], sources: Mapping[str, Source], groups: Mapping[str, str]
) -> frozenset[str]:
    """Of the sources that speak, those made from others of which at least one speaks for itself."""
    voices = {source_id: groups[source_id] for source_id in speaking}
    return frozenset(
        source_id
        for source_id in voices
        if len(sources[source_id].depends_on) > 1
        and any(groups.get(origin) in voices.values() for origin in sources[source_id].depends_on)
    )
