"""`sitmon claim add`, `correct` and `retract`: claims typed by hand."""

import asyncio
import getpass
from typing import Any, Final

from situation.claim_recording import Recording, add_claim, correct_claim, retract_claim
from situation.errors import ExitCode, UsageError
from situation.periods import Clock
from situation.reports.jsontext import json_text
from situation.store.base import Store
from situation.typed_claim import TypedClaim
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.opening import open_chosen
from tui.commandline.viewpoints import id_notes
from tui.commandline.writing_parsers import ADD, CORRECT

_FIELDS: Final = frozenset({*TypedClaim.__struct_fields__, "reason", "author"})


def run_claim(options: Options, console: Console) -> ExitCode:
    """Record what was typed and print the claim's id.

    Raises:
        SitmonError: a field or the store is not what it should be; names the option.
    """
    try:
        recording, notes = asyncio.run(_record(options, console))
    except UsageError as error:
        if error.where in _FIELDS:
            error.where = f"--{error.where.replace('_', '-')}"
        raise
    if options.json:
        console.data(json_text(_json(recording), ascii_only=console.ascii_only))
    else:
        console.data(recording.claim)
    for note in (_said(recording), *notes):
        console.say(note)
    return ExitCode.OK


async def _record(options: Options, console: Console) -> tuple[Recording, list[str]]:
    """What was recorded, and what is to be said about the places it was recorded for."""
    author = _author(options)
    opened = await open_chosen(options, console)
    try:
        notes = await id_notes(opened.store, _typed(options).place)
        return await _record_in(opened.store, options, author, console.clock), notes
    finally:
        await opened.store.close()


async def _record_in(store: Store, options: Options, author: str, clock: Clock) -> Recording:
    if options.command == ADD:
        return await add_claim(store, _typed(options), author=author, clock=clock)
    if options.command == CORRECT:
        typed = _typed(options)
        return await correct_claim(store, options.claim, typed, author=author, clock=clock)
    return await retract_claim(store, options.claim, options.reason, author=author, at=clock())


def _typed(options: Options) -> TypedClaim:
    fields: dict[str, Any] = dict(options.typed)
    names = (name.strip() for word in fields.get("via", ()) for name in word.split(","))
    return TypedClaim(**fields | {"via": tuple(filter(None, names))})


def _author(options: Options) -> str:
    if options.author is not None:
        return options.author
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("your login name is not known", where="--author", do="give it") from None


def _said(recording: Recording) -> str:
    if not recording.appended:
        return "the store had it already, word for word: nothing was recorded"
    return f"recorded: {recording.act}, entry {recording.revision}"


def _json(recording: Recording) -> dict[str, str | int]:
    return {
        "id": recording.claim,
        "act": recording.act.value,
        "appended": recording.appended,
        "revision": recording.revision,
    }
