"""An item of a feed or a channel → a claim by its source, placed by its words."""

import re
from datetime import datetime
from hashlib import sha256
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.mapday import Skipped
from situation.model import Claim
from situation.place_matching import PlaceMatcher, Placement
from situation.record import Id
from situation.sources.item_wording import commitment_of, kind_of
from situation.sources.withheld import MARK, without_withheld
from situation.text import BODY_LIMIT, LINE_LIMIT, clean
from situation.vocabulary import Precision, Quote

PLACED_BY: Final = 600
"""The most characters of the sentence below a headline that are looked at for a place."""
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+|\n")
_PREFIX_LENGTH: Final = 100
_HASH_LENGTH: Final = 16


class Item(Struct, frozen=True, kw_only=True):
    """What a source published, as clean text."""

    name: str
    """Where it stands, for people; told of rejected items, so never in withheld words."""
    identity: str
    """Its own id; together with the publisher it makes the record's id."""
    publisher: Id
    """The source it was read from."""
    claimant: Id
    """The source that says it: the publisher, or whom it was forwarded from."""
    headline: str
    words: str
    """The source's own words, with the headline; may be several lines."""
    language: str
    said_at: datetime
    said_precision: Precision
    url: str
    at: tuple[float, float] | None = None
    """Latitude and longitude in degrees that it gives; used to place it and not kept."""


class ReadItem(Struct, frozen=True, kw_only=True):
    """The claim, or why there is none; and what was left out of it."""

    claim: Claim | None = None
    rejected: Skipped | None = None
    left_out: tuple[str, ...] = ()


def read_item(item: Item, places: PlaceMatcher) -> ReadItem:
    """Make a claim of an item.

    An item whose headline tells what sitmon does not show is rejected; a sentence further down, or
    a part that can be parted from a headline, is left out. The record holds nothing that changes
    from fetch to fetch, so that the same item is the same record.
    """
    headline = without_withheld(item.headline, item.language)
    if headline.lost:
        why = f"it tells {' and '.join(headline.lost)}, which sitmon does not keep"
        return ReadItem(rejected=Skipped(where=item.name, why=why))
    words = without_withheld(item.words, item.language)
    if not any(character.isalnum() for character in headline.text):
        return ReadItem(rejected=Skipped(where=item.name, why="it has no words"))
    placement = _placement(item, headline.text, words.text, places)
    commitment, hedge = commitment_of(headline.text)
    claim = Claim(
        id=_claim_id(item),
        source=item.claimant,
        via=() if item.claimant == item.publisher else (item.publisher,),
        places=placement.places,
        precision=placement.precision,
        placed=placement.reason,
        kind=kind_of(headline.text, places),
        text=headline.text,
        quote=Quote.DIRECT,
        original=clean(words.text, BODY_LIMIT, lines=True),
        language=item.language,
        commitment=commitment,
        hedge=hedge,
        said_at=item.said_at,
        said_precision=item.said_precision,
        url=item.url,
    )
    return ReadItem(claim=claim, left_out=words.reasons or headline.reasons)


def headline_of(words: str) -> str:
    """The first line of a text, as a headline."""
    return clean(words.partition("\n")[0], LINE_LIMIT)


def _placement(item: Item, headline: str, words: str, places: PlaceMatcher) -> Placement:
    """By the headline or the coordinates; where they name no place, by the sentence below.

    What stands farther down is background, or other news in a report of many.
    """
    found = places.find(headline, at=item.at)
    is_silent = found.reason == places.find("").reason
    below = _SENTENCE_END.split(words.partition("\n")[2].replace(MARK, " ").strip(), 1)[0]
    if found.places or not is_silent or not below:
        return found
    further = places.find(below[:PLACED_BY])
    reason = clean(f"below the headline: {further.reason}", LINE_LIMIT)
    return replace(further, reason=reason) if further.places else found


def _claim_id(item: Item) -> str:
    digest = sha256(item.identity.encode("utf-8", errors="replace")).hexdigest()
    return f"{item.publisher[:_PREFIX_LENGTH]}:{digest[:_HASH_LENGTH]}"
