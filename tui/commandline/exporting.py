"""`sitmon export`: the filtered view as a file for other programs."""

import asyncio
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from situation.cast import Cast, read_cast
from situation.errors import ExitCode, SitmonError, UsageError
from situation.exports.claims_file import ALL, ClaimsFile, claims_file, table_text
from situation.exports.control_rows import (
    PLACE_COLUMNS,
    READING_COLUMNS,
    place_row,
    reading_row,
)
from situation.exports.permission import Permit, Rights, Sifted, sift
from situation.exports.table import Column, Origin, Row, Table
from situation.fingerprint import pinned
from situation.lookup import find_source
from situation.snapshot import build_snapshot
from tui.commandline.arguments import Options
from tui.commandline.claims import claim_query, since_moment
from tui.commandline.console import Console
from tui.commandline.question import Question, asked
from tui.commandline.viewpoints import known_place

_FOR_CLAIMS_ONLY: Final = ("search", "kind", "side", "limit")
_CLAIM_FORMATS: Final = frozenset({"md", "claimreview"})


def run_export(options: Options, console: Console) -> ExitCode:
    """Write what the filters find and may leave the store.

    Returns:
        PARTLY when rows were left out for want of a source or of permission.

    Raises:
        SitmonError: the store, an option or the file is not what it should be.
    """
    _check(options)
    export = asyncio.run(_export(options, console))
    if options.out is None:
        console.data(export.text.removesuffix("\n").removesuffix("\r"))
    else:
        _write(Path(options.out), export.text)
    for note in export.notes:
        console.say(note)
    if options.out is not None:
        console.say(f"wrote {export.rows:,} rows to {options.out}")
    return ExitCode.PARTLY if export.left_out else ExitCode.OK


def _check(options: Options) -> None:
    if options.what == "claims":
        return
    for name in _FOR_CLAIMS_ONLY:
        if getattr(options, name):
            raise UsageError(f"--{name} chooses claims only", do=f"leave it out for {options.what}")
    if options.what == "places" and (options.source or options.since is not None):
        raise UsageError("--source and --since do not choose places", do="leave them out")
    if options.format in _CLAIM_FORMATS:
        raise UsageError(f"{options.format} is a format for claims", do="csv, jsonl or geojson")


async def _export(options: Options, console: Console) -> ClaimsFile:
    async with asked(options, console) as asked_question:
        at, viewpoint = await pinned(asked_question.store, asked_question.viewpoint, options.at)
        question = replace(asked_question, viewpoint=viewpoint)
        origin = Origin(title=question.opened.pack.title, fingerprint=at, viewpoint=viewpoint)
        cast = await read_cast(question.store, viewpoint)
        permit = Permit(own_use=options.own_use, unsourced=options.allow_unsourced)
        if options.what == "claims":
            written = await claims_file(
                question.store,
                await claim_query(question, options.limit or ALL),
                options.format or "csv",
                origin=origin,
                permit=permit,
                clock=question.clock,
                hxl=options.hxl,
                ascii_only=_ascii_only(options, console),
            )
            return replace(written, notes=(*asked_question.notes, *written.notes))
        columns, rows = await _rows(question, cast)
        kept: Sifted[Row] = sift(rows, _row_rights, permit)
        table = Table(columns=columns, rows=kept.passed, origin=origin)
        return ClaimsFile(
            text=table_text(
                table,
                options.format or "csv",
                hxl=options.hxl,
                ascii_only=_ascii_only(options, console),
            ),
            rows=len(kept.passed),
            left_out=kept.left_out,
            notes=(*asked_question.notes, *kept.notes),
        )


def _row_rights(row: Row) -> Rights:
    return Rights(sources=row.sources, has_source=row.has_source)


def _ascii_only(options: Options, console: Console) -> bool:
    return options.out is None and console.ascii_only


async def _rows(question: Question, cast: Cast) -> tuple[tuple[Column, ...], list[Row]]:
    options, viewpoint = question.options, question.viewpoint
    places = {(await known_place(question.store, name, viewpoint)).id for name in options.place}
    if options.what == "places":
        snapshot = await build_snapshot(
            question.store,
            viewpoint,
            title=question.opened.pack.title,
            live=False,
            taken_at=question.clock(),
            cast=cast,
        )
        listed = [row for row in snapshot.rows if not places or row.place.id in places]
        return PLACE_COLUMNS, [place_row(row, cast.sources) for row in listed]
    sources = {find_source(cast.sources, name).id for name in options.source}
    since = since_moment(question)
    in_force = await question.store.readings(
        viewpoint, places=places or None, sources=sources or None
    )
    return READING_COLUMNS, [
        reading_row(item, cast.places, cast.sources)
        for item in in_force
        if item.reading.source in cast.sources and (since is None or item.reading.said_at >= since)
    ]


def _write(path: Path, text: str) -> None:
    try:
        # Line ends are part of the format: they are written as they are.
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise SitmonError(
            f"it cannot be written: {error.strerror}", where=str(path), do="name another file"
        ) from None
