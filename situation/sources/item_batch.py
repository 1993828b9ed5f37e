"""Claims read from items → what a connector hands over."""

from collections import Counter
from collections.abc import Iterable, Sequence

from situation.connector import Batch, Wanted
from situation.model import Claim, Source
from situation.sources.item_claims import ReadItem
from situation.text import clean


def batch_of(
    items: Sequence[ReadItem],
    warnings: Iterable[str] = (),
    *,
    incomplete: tuple[str, ...] = (),
    sources: Iterable[Source] = (),
    follow_up: tuple[Wanted, ...] = (),
) -> Batch:
    """Put claims, rejected items and warnings together.

    Args:
        items: every item that was seen.
        warnings: what else a reader must know.
        incomplete: what was not read, and why nothing was.
        sources: sources that the claims name and the store lacks; they come first.
        follow_up: what to fetch next.
    """
    claims: dict[str, Claim] = {}
    for item in items:
        if item.claim is not None:
            claims.setdefault(item.claim.id, item.claim)
    left_out = Counter(reason for item in items for reason in item.left_out)
    said = [
        f"sentences that tell {reason} left out of items: {n}" for reason, n in left_out.items()
    ]
    return Batch(
        records=(*sources, *claims.values()),
        seen=len(items),
        rejected=tuple(item.rejected for item in items if item.rejected is not None),
        incomplete=incomplete,
        warnings=tuple(clean(warning) for warning in (*warnings, *said)),
        data_until=max((claim.said_at for claim in claims.values()), default=None),
        follow_up=follow_up,
    )
