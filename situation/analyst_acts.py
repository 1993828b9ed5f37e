"""What an analyst does to a claim: each act appends one version or one new record."""

from datetime import datetime
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.errors import UnknownName, UsageError
from situation.model import AnyRecord, Assessment, Link, Note, Source
from situation.store.base import AppendReport, Store
from situation.text import clean
from situation.vocabulary import Credibility, Reliability, Standing

REASON_LIMIT: Final = 600
NOTE_LIMIT: Final = 4_000


class Grading(Struct, frozen=True, kw_only=True):
    """A judgement on a claim's source, on the claim itself, or on both, with its reason."""

    reliability: Reliability | None = None
    credibility: Credibility | None = None
    reason: str


async def grade(
    store: Store, grading: Grading, *, claim_id: str, source_id: str, author: str, at: datetime
) -> AppendReport:
    """Record a grading: a new version of the source, an assessment of the claim, or both.

    Raises:
        UsageError: there is no reason or nothing is graded.
        UnknownName: the store has no such source.
        StoreError: nothing was recorded.
    """
    reason = clean(grading.reason, REASON_LIMIT)
    if not reason:
        raise UsageError("a grade needs a reason", do="say in a few words what it rests on")
    records: list[AnyRecord] = []
    if grading.reliability is not None:
        # The newest version, so that nothing else that was recorded of the source is undone.
        source = await _newest(store, source_id)
        records.append(replace(source, reliability=grading.reliability, reliability_reason=reason))
    if grading.credibility is not None:
        records.append(
            Assessment(
                id=_own_id("assessment", claim_id, author, at),
                claims=(claim_id,),
                credibility=grading.credibility,
                reason=reason,
                author=clean(author),
                said_at=at,
            )
        )
    if not records:
        raise UsageError(
            "nothing is graded", do="choose a to f for the source, 1 to 6 for the item"
        )
    return await store.append(records, author=author)


async def annotate(
    store: Store, text: str, *, claim_id: str, author: str, at: datetime
) -> AppendReport:
    """Record a note beside a claim.

    Raises:
        UsageError: the note is empty.
        StoreError: nothing was recorded.
    """
    words = clean(text, NOTE_LIMIT, lines=True)
    if not words:
        raise UsageError("the note is empty", do="write what others should know of this claim")
    note = Note(
        id=_own_id("note", claim_id, author, at),
        claims=(claim_id,),
        text=words,
        author=clean(author),
        said_at=at,
    )
    return await store.append([note], author=author)


async def judge_link(store: Store, link: Link, standing: Standing, *, author: str) -> AppendReport:
    """Record that an analyst confirms or rejects a link that was proposed.

    Raises:
        StoreError: nothing was recorded.
    """
    return await store.append([replace(link, standing=standing)], author=author)


async def _newest(store: Store, source_id: str) -> Source:
    for item in await store.sources():
        if item.record.id == source_id:
            return item.record
    raise UnknownName("source", source_id)


def _own_id(kind: str, claim_id: str, author: str, at: datetime) -> str:
    """A new id for every act: what an analyst judged before stays beside it."""
    digest = sha256(f"{claim_id}\n{author}\n{at.isoformat()}".encode()).hexdigest()
    return f"{kind}:{digest[:32]}"
