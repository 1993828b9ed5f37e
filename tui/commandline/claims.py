"""`sitmon claims`: from its options to a list of claims."""

from datetime import datetime

from situation.cast import read_cast
from situation.claim_views import claim_views
from situation.exports.claims_file import matching_claims
from situation.lookup import find_source
from situation.periods import parse_moment
from situation.reports.claims import GRADE_EXPLAINED, claims_json, claims_lines
from situation.store.claim_query import ClaimQuery
from situation.typed_fields import party_named
from tui.commandline.question import Answer, Question
from tui.commandline.viewpoints import known_place


async def answer_claims(question: Question) -> Answer:
    """The claims that match the options, newest said first.

    Raises:
        UsageError: a name, a time or the search words cannot be understood.
        StoreError: the store cannot be read.
    """
    cast = await read_cast(question.store, question.viewpoint)
    query = await claim_query(question, question.options.limit)
    found, more = await matching_claims(question.store, query)
    views = await claim_views(question.store, found, question.viewpoint, cast.places, cast.sources)
    cut = f"there are more claims than --limit {question.options.limit}"
    return Answer(
        lines=claims_lines(views),
        json=claims_json(views, question.viewpoint, more=more),
        legend=(GRADE_EXPLAINED,),
        notes=(cut,) if more else (),
    )


async def claim_query(question: Question, limit: int) -> ClaimQuery:
    """What the options ask for.

    Raises:
        UsageError: a name or a time cannot be understood.
        StoreError: the store cannot be read.
    """
    options, viewpoint = question.options, question.viewpoint
    places = [await known_place(question.store, name, viewpoint) for name in options.place]
    sources = {item.record.id: item.record for item in await question.store.sources()}
    parties = [item.record for item in await question.store.parties()]
    return ClaimQuery(
        viewpoint=viewpoint,
        places=tuple(place.id for place in places),
        sources=tuple(find_source(sources, name).id for name in options.source),
        kinds=options.kind,
        sides=tuple(party_named("--side", name, parties) for name in options.side),
        search=options.search,
        said_since=since_moment(question),
        limit=limit,
    )


def since_moment(question: Question) -> datetime | None:
    """`--since`; a bare day from its beginning on.

    Raises:
        UsageError: it is no time.
    """
    words = question.options.since
    return None if words is None else parse_moment(words, question.clock, start=True)
