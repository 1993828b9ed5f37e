"""Whom a claim goes back to, and whether two claims come from independent sources."""

from collections.abc import Mapping

from situation.analysis.independence import has_known_ties, overheard
from situation.model import Claim, Source
from situation.vocabulary import Independence, SourceKind


def root_of(claim: Claim, sources: Mapping[str, Source]) -> str:
    """Source id of the claimant, or of the first who printed it where nobody is named."""
    source = sources.get(claim.source)
    nobody = source is not None and source.kind is SourceKind.UNNAMED
    return claim.via[0] if nobody and claim.via else claim.source


def origin_of_data(source_id: str, sources: Mapping[str, Source]) -> str:
    """The source that a copy (a mirror, a feed) is made from, to the end; else the source itself.

    A source that is made from several others is no copy of any of them.
    """
    seen = {source_id}
    while (source := sources.get(source_id)) and len(source.depends_on) == 1:
        source_id = source.depends_on[0]
        if source_id in seen:
            break
        seen.add(source_id)
    return source_id


def independence_of(
    first: Claim, second: Claim, sources: Mapping[str, Source], groups: Mapping[str, str]
) -> Independence:
    """Whether two claims can corroborate each other.

    Args:
        first: one claim.
        second: the other.
        sources: by id.
        groups: of `independence.independence_groups`.

    Returns:
        NO where both go back to one root or one voice, or one is made from the other's data.
        UNKNOWN where nobody is named, where the ties of one are not known, where both have a tie of
        whatever kind to the same side, or where one printed the other. YES otherwise.
    """
    one, other = root_of(first, sources), root_of(second, sources)
    if one not in sources or other not in sources:
        return Independence.UNKNOWN
    if groups[one] == groups[other] or overheard({one, other}, sources, groups):
        return Independence.NO
    unnamed = SourceKind.UNNAMED in {sources[c.source].kind for c in (first, second)}
    untold = not (has_known_ties(sources[one]) and has_known_ties(sources[other]))
    sides = {sources[one].affiliation.side, sources[other].affiliation.side}
    one_side = len(sides) == 1 and None not in sides
    printed = one in second.via or other in first.via
    is_open = unnamed or untold or one_side or printed
    return Independence.UNKNOWN if is_open else Independence.YES
