"""A source typed by hand, with its tie to a side, → a record."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final

from situation.errors import UsageError
from situation.lookup import folded
from situation.model import UNTOLD, Affiliation, Party, Source
from situation.typed_fields import choice, line, needed, party_named
from situation.vocabulary import Relation, SourceKind

SLUG_LENGTH: Final = 60
_HASH_LENGTH: Final = 8
_NO_SIDE: Final = frozenset({Relation.NONE, Relation.UNKNOWN})


def typed_source(
    name: str, kind: str, tie: str, *, known: Mapping[str, Source], parties: Iterable[Party]
) -> Source:
    """The record of a source that is not known yet; it is graded F.

    Args:
        name: as it was typed.
        kind: a `SourceKind`.
        tie: `RELATION:SIDE`, such as `ties:RU`; `none`, which says that there is no tie; empty: not
            known.
        known: the sources there are, by id.
        parties: those of the situation.

    Raises:
        UsageError: something of it is wrong, or the name is known already; `where` is the field of
            the typed claim.
    """
    name = needed("new_source", line("new_source", name), "the name of the source")
    made = Source(
        id=_source_id(name),
        name=name,
        kind=choice("new_source_kind", kind, SourceKind),
        affiliation=_affiliation(tie, parties),
    )
    if made.id in known or folded(name) in {folded(source.name) for source in known.values()}:
        raise UsageError(f"“{name}” is known already", where="new_source", do="give it as source")
    return made


def short_hash(*words: str) -> str:
    """Eight hex digits that tell words apart in an id."""
    return sha256("\n".join(words).encode()).hexdigest()[:_HASH_LENGTH]


def _affiliation(tie: str, parties: Iterable[Party]) -> Affiliation:
    field = "new_source_tie"
    word, _, side = (part.strip() for part in tie.partition(":"))
    if not word:
        return UNTOLD
    relation = choice(field, word, Relation)
    if relation in _NO_SIDE:
        if side:
            raise UsageError(f"“{word}” has no side", where=field, do="leave the side out")
        return Affiliation(relation=relation)
    if not side:
        raise UsageError(f"“{word}” lacks the side", where=field, do=f"such as {word}:RU")
    return Affiliation(relation=relation, side=party_named(field, side, parties))


def _source_id(name: str) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in folded(name))
    slug = "-".join(filter(None, letters.split("-")))[:SLUG_LENGTH]
    # A name in another script has no letters that an id may have.
    is_whole = all(c.isascii() for c in folded(name))
    return slug if slug and is_whole else f"source-{short_hash(name)}"
