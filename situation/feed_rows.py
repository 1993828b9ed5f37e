"""The claim feed as the rows of a list: each statement once, its echoes beneath on request."""

from collections.abc import Callable, Collection, Iterator

from msgspec import Struct

from situation.feed_view import Feed, Statement
from situation.views import ClaimView


class FeedRow(Struct, frozen=True, kw_only=True):
    """One row of the list."""

    key: str
    """Unique in the list; that of a statement is no claim's id and stays while pages are added."""
    view: ClaimView
    """The claim that is shown: of a statement its origin."""
    members: tuple[ClaimView, ...]
    """The claims that are read with this row."""
    reports: int = 1
    origins: int = 1
    is_open: bool = False
    """Its echoes stand beneath it."""
    rule: str = ""
    """Of an echo: why it is one; empty for a statement."""
    unread: bool = False


def feed_rows(
    feed: Feed,
    *,
    opened: Collection[str],
    is_unread: Callable[[ClaimView], bool],
    is_listed: Callable[[ClaimView], bool] = lambda _view: True,
) -> tuple[FeedRow, ...]:
    """The rows of a feed.

    A statement stands where its newest report stands, so that an origin on a later page moves
    nothing that has been read.

    Args:
        feed: the list as far as it was read.
        opened: keys of the rows whose echoes are shown.
        is_unread: whether the reader has yet to read a claim.
        is_listed: whether a claim is listed; a statement is where one of its reports is.
    """
    views = {view.claim.id: view for view in feed.claims}
    statement_of = {claim: said for said in feed.statements for claim in said.claims}
    rows: list[FeedRow] = []
    done: set[str] = set()
    for newest in feed.claims:
        said = statement_of[newest.claim.id]
        if said.claims[0] in done:
            continue
        done.add(said.claims[0])
        members = tuple(views[claim_id] for claim_id in said.claims)
        if any(map(is_listed, members)):
            head = _head(newest, said, members, opened, is_unread)
            rows += [head, *(_echoes(said, members, is_unread) if head.is_open else ())]
    return tuple(rows)


def _head(
    newest: ClaimView,
    said: Statement,
    members: tuple[ClaimView, ...],
    opened: Collection[str],
    is_unread: Callable[[ClaimView], bool],
) -> FeedRow:
    key = f"statement/{newest.claim.id}"
    return FeedRow(
        key=key,
        view=members[0],
        members=members,
        reports=len(members),
        origins=said.origins,
        is_open=key in opened and len(members) > 1,
        unread=any(map(is_unread, members)),
    )


def _echoes(
    said: Statement,
    members: tuple[ClaimView, ...],
    is_unread: Callable[[ClaimView], bool],
) -> Iterator[FeedRow]:
    for view, rule in zip(members[1:], said.rules[1:], strict=True):
        yield FeedRow(
            key=f"echo/{view.claim.id}",
            view=view,
            members=(view,),
            rule=rule,
            unread=is_unread(view),
        )
