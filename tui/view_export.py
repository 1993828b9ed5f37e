"""Writing the filtered view of the feed to a file."""

import asyncio
from pathlib import Path

from situation.cast import read_cast
from situation.claim_search import parse_search
from situation.errors import InputError, UsageError
from situation.exports.claims_file import ALL, ENDINGS, claims_file
from situation.exports.permission import Permit
from situation.exports.table import Origin
from situation.fingerprint import pinned
from situation.periods import Clock, Viewpoint
from situation.store.base import Store
from situation.text import clean


async def write_view(
    store: Store, title: str, line: str, typed_path: str, *, viewpoint: Viewpoint, clock: Clock
) -> str:
    """Write the claims that a search line finds to a new file; the ending of its name says how.

    Returns:
        What was written and what was left out, in words.

    Raises:
        UsageError: the search or the file's name cannot be read.
        InputError: there is a file already, or it cannot be written.
        StoreError: the store cannot be read.
    """
    path = Path(typed_path.strip())
    file_format = ENDINGS.get(path.suffix.lower())
    if file_format is None:
        raise UsageError("the file's name does not say how", do=f"end it in {', '.join(ENDINGS)}")
    fingerprint, seen_from = await pinned(store, viewpoint, None)
    cast = await read_cast(store, seen_from)
    search = parse_search(line, cast.places, cast.sources, seen_from.valid_at)
    written = await claims_file(
        store,
        search.query(seen_from, limit=ALL),
        file_format,
        origin=Origin(title=title, fingerprint=fingerprint, viewpoint=seen_from),
        permit=Permit(own_use=False, unsourced=False),
        clock=clock,
    )
    await asyncio.to_thread(_write_new, path, written.text)
    told = f"wrote {written.rows:,} claims to {path.name}"
    return "; ".join((told, *written.notes))


def _write_new(path: Path, text: str) -> None:
    try:
        path = path.expanduser()
        # Never over a file that is there: a key press must not cost anybody's work.
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise InputError("there is a file already", where=str(path), do="name another") from None
    except (OSError, RuntimeError) as error:
        raise InputError(f"it cannot be written: {clean(error)}", where=str(path)) from None
