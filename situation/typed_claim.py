"""A claim typed by hand → records, and what takes it back: one way for form and command line.

Every text is as it was typed; an empty one was not given. What is wrong is said by a `UsageError`
whose `where` is the name of the field.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from situation.errors import UsageError
from situation.model import Claim, Note, Party, Place, Source
from situation.periods import Clock
from situation.typed_fields import (
    body,
    choice,
    line,
    moment,
    needed,
    place_named,
    source_named,
    web_address,
)
from situation.typed_source import SLUG_LENGTH, short_hash, typed_source
from situation.vocabulary import (
    ClaimKind,
    Commitment,
    Quote,
    SourceKind,
    Verification,
)


class TypedClaim(Struct, frozen=True, kw_only=True):
    """What somebody typed, by field; names of places and sources in any spelling."""

    place: tuple[str, ...] = ()
    source: str = ""
    new_source: str = ""
    """Name of a source that is not known yet, in place of `source`."""
    new_source_kind: str = SourceKind.SOCIAL_MEDIA
    new_source_tie: str = ""
    """`RELATION:SIDE` or `none`; empty: not known."""
    via: tuple[str, ...] = ()
    kind: str = ""
    text: str = ""
    said: str = ""
    quote: str = ""
    original: str = ""
    language: str = ""
    commitment: str = ""
    hedge: str = ""
    verification: str = ""
    verified_by: str = ""
    url: str = ""
    citation: str = ""
    status: str = ""
    holder: str = ""
    extent: str = ""
    part: str = ""
    metric: str = ""
    comparator: str = ""
    value: str = ""
    unit: str = ""
    of: str = ""
    figure_date: str = ""


class Known(Struct, frozen=True, kw_only=True):
    """Whom and what a store knows, by id; what a typed claim is checked against."""

    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    parties: tuple[Party, ...]
    clock: Clock


def new_claim(typed: TypedClaim, known: Known) -> tuple[Claim, Source | None]:
    """The claim, and the new source where one is asked for.

    The id is made from the source, the day and the words: the same claim typed twice is one claim.

    Raises:
        UnknownName: no such place or source; carries the nearest names.
        UsageError: a field is missing or wrong; `where` names it.
    """
    if not typed.place:
        raise UsageError("the place is missing", where="place")
    for field, what in (("kind", "the kind"), ("text", "the text"), ("said", "when it was said")):
        needed(field, getattr(typed, field), what)
    source, made = _claimant(typed, known)
    said_at, precision = moment("said", typed.said, known.clock)
    blank = Claim(
        id="typed",
        source=source.id,
        places=(),
        kind=choice("kind", typed.kind, ClaimKind),
        text="",
        said_at=said_at,
        said_precision=precision,
    )
    claim = changed_claim(blank, typed, known)
    return replace(claim, id=_claim_id(claim)), made


def changed_claim(claim: Claim, typed: TypedClaim, known: Known) -> Claim:
    """A claim with the fields that were typed in place of its own.

    Raises:
        UnknownName: no such place or source; carries the nearest names.
        UsageError: a field is wrong; `where` names it.
    """
    changes: dict[str, object] = {}
    if typed.place:
        found = [place_named("place", name, known.places) for name in typed.place]
        changes["places"] = tuple(dict.fromkeys(place.id for place in found))
    if typed.source:
        changes["source"] = source_named("source", typed.source, known.sources).id
    if typed.via:
        chain = [source_named("via", name, known.sources) for name in typed.via]
        changes["via"] = tuple(dict.fromkeys(source.id for source in chain))
    if typed.said:
        changes["said_at"], changes["said_precision"] = moment("said", typed.said, known.clock)
    changes |= _texts(typed)
    changes |= _judgements(typed, known)
    return replace(claim, **changes)


def _texts(typed: TypedClaim) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in ("text", "original"):
        words = getattr(typed, field)
        if words:
            found[field] = needed(field, body(field, words), f"the {field}")
    for field in ("hedge", "citation"):
        words = getattr(typed, field)
        if words:
            found[field] = line(field, words)
    if typed.url:
        found["url"] = web_address("url", typed.url)
    if typed.language:
        is_code = typed.language.isascii() and typed.language.isalpha() and typed.language.islower()
        if not is_code or len(typed.language) not in {2, 3}:
            raise UsageError(
                f"“{typed.language}” is not a language", where="language", do="such as en, uk or ru"
            )
        found["language"] = typed.language
    return found


def _judgements(typed: TypedClaim, known: Known) -> dict[str, object]:
    found: dict[str, object] = {}
    if typed.kind:
        found["kind"] = choice("kind", typed.kind, ClaimKind)
    if typed.quote:
        found["quote"] = choice("quote", typed.quote, Quote)
    if typed.commitment:
        found["commitment"] = choice("commitment", typed.commitment, Commitment)
    if typed.verification:
        found["verification"] = choice("verification", typed.verification, Verification)
    if typed.verified_by:
        checker = source_named("verified_by", typed.verified_by, known.sources)
        found["verification_by"] = checker.id
    return found


def _claimant(typed: TypedClaim, known: Known) -> tuple[Source, Source | None]:
    if typed.source and typed.new_source:
        raise UsageError("there are two sources", where="new_source", do="leave one out")
    if not typed.new_source:
        needed("source", typed.source, "the source")
        return source_named("source", typed.source, known.sources), None
    made = typed_source(
        typed.new_source,
        typed.new_source_kind,
        typed.new_source_tie,
        known=known.sources,
        parties=known.parties,
    )
    return made, made


def withdrawal_note(claim: Claim, reason: str, author: str, at: datetime) -> Note:
    """The note that says why a claim is taken back.

    Raises:
        UsageError: no reason is given.
    """
    text = needed("reason", body("reason", reason), "the reason")
    return Note(
        id=f"note:{short_hash(claim.id, author, at.isoformat(), text)}",
        claims=(claim.id,),
        text=text,
        author=author,
        said_at=at,
    )


def author_name(name: str) -> str:
    """Who records, cleaned.

    Raises:
        UsageError: there is nothing left of it.
    """
    return needed("author", line("author", name), "the name of the author")


def _claim_id(claim: Claim) -> str:
    words = (claim.source, *claim.places, claim.kind, claim.text, claim.said_at.isoformat())
    day = claim.said_at.date().isoformat()
    return f"{claim.source[:SLUG_LENGTH]}-{day}-{short_hash(*words)}"
