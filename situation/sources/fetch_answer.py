"""From an answer to what is given back of it."""

from contextlib import aclosing
from datetime import datetime, timedelta

from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure
from situation.evidence import document_of
from situation.sources.fetch_body import BodyInflow, is_web_page, too_large
from situation.sources.fetch_target import Target, target_of
from situation.sources.fetch_values import HEADERS_KEPT, Fetched, validators_of
from situation.sources.fetch_wire import Reply
from situation.text import clean


def redirected(reply: Reply, target: Target) -> Target:
    """Where an answer sends on to.

    Raises:
        FetchError: nowhere, or to something that is not fetched.
    """
    location = reply.headers.get("location", "")
    if not location:
        raise FetchError(
            FetchFailure.BAD_ANSWER, "it redirects, but not where to", where=target.shown
        )
    return target_of(location.encode("latin-1").decode(errors="replace"), target)


async def content_of(wanted: Wanted, reply: Reply, target: Target) -> bytes:
    """The whole body of an answer, unpacked.

    Raises:
        FetchError: it is too large, cut, packed otherwise than agreed, empty, or a web page where
            data was wanted.
    """
    if reply.announced is not None and reply.announced > wanted.max_bytes:
        raise too_large(wanted.max_bytes, target.shown)
    encoding = reply.headers.get("content-encoding", "")
    inflow = BodyInflow(encoding, wanted.max_bytes, target.shown)
    async with aclosing(reply.body()) as pieces:
        async for piece in pieces:
            inflow.add(piece)
    content = inflow.whole()
    if not content:
        raise FetchError(FetchFailure.BAD_ANSWER, "its answer is empty", where=target.shown)
    if not _takes_web_pages(wanted) and is_web_page(content):
        raise FetchError(
            FetchFailure.BAD_ANSWER,
            "it sent a web page in place of data: blocked, or moved?",
            where=target.shown,
            do="open the address in a browser and see what it says",
        )
    return content


def _takes_web_pages(wanted: Wanted) -> bool:
    return wanted.accept == "*/*" or "html" in wanted.accept


def fetched(
    wanted: Wanted,
    reply: Reply,
    target: Target,
    *,
    content: bytes,
    now: datetime,
    silence: timedelta | None,
) -> Fetched:
    """What is given back of an answer that could be used.

    Args:
        wanted: what was asked for.
        reply: the answer.
        target: where it came from, after redirects.
        content: its body; empty: it has none.
        now: when it came.
        silence: how long the server asked to be left alone.
    """
    told = reply.headers
    headers = {str(name): clean(told[name]) for name in HEADERS_KEPT if name in told}
    document = None
    if content:
        document = document_of(
            content,
            url=wanted.url,
            name=wanted.name,
            media_type=headers.get("content-type", ""),
            fetched_at=now,
        )
    return Fetched(
        wanted=wanted,
        status=reply.status,
        final_url=target.url,
        fetched_at=now,
        document=document,
        content=content,
        headers=headers,
        validators=validators_of(told),
        retry_after=silence,
    )
