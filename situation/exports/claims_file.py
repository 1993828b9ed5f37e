"""The claims that a query finds, as the text of a file: for the command line and the feed."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.cast import read_cast
from situation.claim_views import claim_views
from situation.exports.claim_rows import COLUMNS, claim_row, rights_of
from situation.exports.claimreview import claimreview_text
from situation.exports.csvtext import csv_text
from situation.exports.jsonlines import geojson_text, jsonl_text
from situation.exports.markdown import markdown_text
from situation.exports.permission import Permit, sift
from situation.exports.table import Origin, Table
from situation.model import Claim
from situation.periods import Clock
from situation.store.base import Recorded, Store
from situation.store.claim_query import ClaimQuery

ENDINGS: Final = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".md": "md",
    ".json": "claimreview",
    ".geojson": "geojson",
}
"""Format by the ending of a file's name."""
ALL: Final = 2**31


class ClaimsFile(Struct, frozen=True, kw_only=True):
    """A file's text, and what may not stand in it."""

    text: str
    rows: int
    left_out: int
    notes: tuple[str, ...]


async def claims_file(
    store: Store,
    query: ClaimQuery,
    file_format: str,
    *,
    origin: Origin,
    permit: Permit,
    clock: Clock,
    hxl: bool = False,
    ascii_only: bool = False,
) -> ClaimsFile:
    """Write the claims of a query, as far as their sources' licences let them go.

    Args:
        store: where from.
        query: which claims; up to its limit, page by page.
        file_format: one of the values of `ENDINGS`.
        origin: the situation, the viewpoint and the fingerprint that every export carries.
        permit: what the reader has confirmed.
        clock: gives the present.
        hxl: a row of HXL tags in a CSV.
        ascii_only: escape what is not ASCII, in the JSON formats.

    Raises:
        StoreError: the store cannot be read.
    """
    cast = await read_cast(store, query.viewpoint)
    found, _ = await matching_claims(store, query)
    views = await claim_views(store, found, query.viewpoint, cast.places, cast.sources)
    sifted = sift(views, rights_of, permit)
    if file_format == "md":
        text = markdown_text(sifted.passed, origin, now=clock())
    elif file_format == "claimreview":
        text = claimreview_text(sifted.passed, origin, ascii_only=ascii_only)
    else:
        rows = tuple(claim_row(view, cast.places) for view in sifted.passed)
        table = Table(columns=COLUMNS, rows=rows, origin=origin)
        text = table_text(table, file_format, hxl=hxl, ascii_only=ascii_only)
    return ClaimsFile(
        text=text, rows=len(sifted.passed), left_out=sifted.left_out, notes=sifted.notes
    )


def table_text(table: Table, file_format: str, *, hxl: bool, ascii_only: bool) -> str:
    """Rows as `csv`, `jsonl` or `geojson`."""
    if file_format == "csv":
        return csv_text(table, hxl=hxl)
    if file_format == "jsonl":
        return jsonl_text(table, ascii_only=ascii_only)
    return geojson_text(table, ascii_only=ascii_only)


async def matching_claims(store: Store, query: ClaimQuery) -> tuple[list[Recorded[Claim]], bool]:
    """Up to `query.limit` claims, page by page, and whether there are more."""
    page = await store.claims(query)
    found = list(page.claims)
    while page.cursor and len(found) < query.limit:
        page = await store.claims(
            replace(query, limit=query.limit - len(found), cursor=page.cursor)
        )
        found += page.claims
    return found, bool(page.cursor)
