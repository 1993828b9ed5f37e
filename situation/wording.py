"""Words that panes and reports share: ties, sources, chains, metrics and simple fractions."""

from collections.abc import Iterable
from typing import Final

from situation.model import Source
from situation.vocabulary import Relation, SourceKind

UNNAMED_SOURCE: Final = "no source named"

_TIES: Final = {
    Relation.SPEAKS_FOR: "speaks for",
    Relation.MEMBER: "member of",
    Relation.FUNDED_BY: "funded by",
    Relation.TIES: "ties to",
    Relation.ALIGNED: "aligned with",
}
_NO_SIDE: Final = {Relation.NONE: "independent", Relation.UNKNOWN: "ties not known"}
_SIMPLE_FRACTIONS: Final = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5))
_FRACTION_TOLERANCE: Final = 0.004
"""A third stored as 0.33 is a third; 0.32 is not."""
_SPACED: Final = str.maketrans("_-.:", "    ")


def tie(source: Source) -> str:
    """How a source stands to a side: `ties to UA`, `independent`, `ties not known`.

    Empty where nobody is named.
    """
    if source.kind is SourceKind.UNNAMED:
        return ""
    relation = source.affiliation.relation
    if relation in _NO_SIDE:
        return _NO_SIDE[relation]
    return f"{_TIES[relation]} {source.affiliation.side or 'a side'}"


def source_name(source: Source) -> str:
    """The source's name; that nobody is named says so."""
    return UNNAMED_SOURCE if source.kind is SourceKind.UNNAMED else source.name


def via_text(via: Iterable[Source]) -> str:
    """Through whom it came: `via Reuters`; empty when straight from the source."""
    names = ", ".join(source_name(source) for source in via)
    return f"via {names}" if names else ""


def words_of(identifier: str) -> str:
    """A metric's id as words: `share-of-battles` reads `share of battles`."""
    return identifier.translate(_SPACED)


def simple_fraction(share: float) -> str:
    """`1/3` for a share that is one; empty for others."""
    for part, whole in _SIMPLE_FRACTIONS:
        if abs(share - part / whole) <= _FRACTION_TOLERANCE:
            return f"{part}/{whole}"
    return ""
