"""The whole of a small answer: bounded, unpacked at most once."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Final

import httpx

from situation.sources.fetch_body import BodyInflow

_MOST_BYTES: Final = 1_000_000


async def whole_body(
    response: httpx.Response, pieces: AsyncGenerator[bytes, None], url: str
) -> bytes:
    """Read an answer to its end.

    Args:
        response: its head.
        pieces: its body as it comes.
        url: the server, for errors.

    Raises:
        FetchError: it is too large, cut, or packed otherwise than agreed.
    """
    inflow = BodyInflow(response.headers.get("content-encoding", ""), _MOST_BYTES, url)
    async with aclosing(pieces):
        async for piece in pieces:
            inflow.add(piece)
    return inflow.whole()
