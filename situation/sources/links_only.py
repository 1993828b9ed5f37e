"""ISW's reports as titles with links: nothing of their text, and nothing of ISW's maps.

ISW's geodata may not be used without its written consent, so that no reader for them exists here.
The list of reports is that of WordPress's interface, `/wp-json/wp/v2/posts`; ISW has no feed.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode, urlsplit

import msgspec
from msgspec import Raw, Struct

from situation.connector import Batch, Body, Connector, Known, Wanted
from situation.errors import InputError
from situation.model import Claim
from situation.periods import as_utc, is_plausible
from situation.record import Id
from situation.sources.claim_parts import stable_id
from situation.sources.faults import Faults
from situation.sources.html_text import html_text
from situation.sources.json_answer import decoded
from situation.sources.many_bodies import read_each
from situation.sources.web_links import web_link
from situation.vocabulary import ClaimKind

POSTS_URL: Final = "https://www.understandingwar.org/wp-json/wp/v2/posts"
REPORTS: Final = "Russian Offensive Campaign Assessment"
MOST_POSTS: Final = 10

_SOURCE: Final = "isw"
_HOST: Final = "understandingwar.org"


class _Title(Struct, frozen=True):
    rendered: str


class _Post(Struct, frozen=True):
    id: int
    date_gmt: datetime
    link: str
    title: _Title


class IswReports(Connector):
    """The newest daily assessments of the Institute for the Study of War."""

    key: Id = "isw-reports"
    source: Id = _SOURCE
    every: timedelta = timedelta(hours=6)
    on_by_default: bool = True
    notice: str = ""

    def __init__(self, url: str = POSTS_URL) -> None:
        self._url = url

    def wanted(self, known: Known) -> tuple[Wanted, ...]:  # noqa: ARG002 -- the protocol's
        """The newest titles."""
        query = {"search": REPORTS, "per_page": MOST_POSTS, "_fields": "id,date_gmt,link,title"}
        return (Wanted(url=f"{self._url}?{urlencode(query)}", accept="application/json"),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """One unplaced claim for each report: that it was published, with its link.

        Raises:
            InputError: no body is a list of posts.
        """
        return read_each(bodies, lambda body: _read(body, known))


def _read(body: Body, known: Known) -> Batch:
    posts = decoded(
        body.content,
        list[Raw],
        what="a list of posts",
        where=_SOURCE,
        do="see whether the site's interface has moved",
    )
    faults = Faults(_SOURCE)
    claims: list[Claim] = []
    for number, raw in enumerate(posts, start=1):
        try:
            claims.append(_claim(msgspec.json.decode(raw, type=_Post), known.now))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            faults.skip(f"post {number}", error)
        except InputError as error:
            faults.skip(f"post {number}", error.what)
    return Batch(
        records=tuple(claims),
        seen=len(posts),
        rejected=faults.skipped,
        data_until=max((claim.said_at for claim in claims), default=None),
    )


def _claim(post: _Post, now: datetime) -> Claim:
    title = html_text(post.title.rendered, 200)
    link = web_link(post.link)
    host = urlsplit(link).hostname or ""
    published = as_utc(post.date_gmt)
    if not title or not (host == _HOST or host.endswith(f".{_HOST}")):
        raise InputError("it has no title, or a link to another site")
    if not is_plausible(published, now):
        raise InputError("its date cannot be true")
    return Claim(
        id=stable_id(_SOURCE, str(post.id)),
        source=_SOURCE,
        places=(),
        kind=ClaimKind.ASSESSMENT,
        text=f"Published “{title}”: to be read at its link.",
        said_at=published,
        url=link,
        citation=f"Institute for the Study of War, “{title}”",
    )
