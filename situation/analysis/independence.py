"""Which sources speak with one voice: agreement inside a group corroborates nothing."""

from collections.abc import Mapping

from situation.model import Source
from situation.vocabulary import Relation

PARTY_RELATIONS = frozenset({Relation.SPEAKS_FOR, Relation.MEMBER})


def is_party(source: Source) -> bool:
    """Whether the source speaks for, or belongs to, a side of the war."""
    return source.affiliation.relation in PARTY_RELATIONS


def independence_groups(sources: Mapping[str, Source]) -> dict[str, str]:
    """Put every source into a group, named after its first member by id.

    Two sources are in one group when one is made from the other's data (`depends_on`, followed to
    the end) or when both speak for, or belong to, the same side.

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
        for origin in source.depends_on:
            if origin in leader:
                join(source_id, origin)
        if is_party(source) and source.affiliation.side:
            join(source_id, first_of_side.setdefault(source.affiliation.side, source_id))
    return {source_id: find(source_id) for source_id in sources}
