"""`sitmon sources [SOURCE…]`: how each source is doing, or everything about some of them."""

import asyncio
from collections.abc import Mapping

from msgspec.structs import replace

from situation.cast import Cast, read_cast
from situation.errors import ExitCode
from situation.lookup import find_source
from situation.reports.jsontext import json_text
from situation.reports.sources import (
    STATES_EXPLAINED,
    overview_json,
    overview_lines,
    read_source_uses,
    sheet_lines,
)
from situation.settings import load_settings
from situation.settings_model import Settings
from situation.source_overview import SourceOverview
from situation.source_views import build_sources
from situation.sync_setup import source_setup
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.question import Answer, Question, asked


def run_sources(options: Options, console: Console) -> ExitCode:
    """Print the sources; nothing is fetched.

    Raises:
        SitmonError: the settings, the store, a name or a time is not what it should be.
    """
    answer = asyncio.run(_ask(options, console))
    if options.json:
        console.data(json_text(answer.json, ascii_only=console.ascii_only))
    else:
        console.data("\n".join(answer.lines))
        for line in answer.legend:
            console.talk(f"{line}\n")
    return ExitCode.OK


async def _ask(options: Options, console: Console) -> Answer:
    settings = load_settings(console.environ)
    async with asked(options, console) as question:
        for note in question.notes:
            console.say(note)
        return await _answer(question, settings, console.environ)


async def _answer(question: Question, settings: Settings, environ: Mapping[str, str]) -> Answer:
    store, viewpoint = question.store, question.viewpoint
    cast = await read_cast(store, viewpoint)
    country = question.opened.pack.country
    setup, _ = source_setup(settings, cast.sources.values(), country=country, environ=environ)
    overview = await build_sources(store, viewpoint, cast, setup, now=question.clock())
    names = question.options.source
    chosen = _chosen(overview, cast, names) if names else overview
    uses = await read_source_uses(store, viewpoint)
    return Answer(
        lines=sheet_lines(chosen) if names else overview_lines(chosen),
        json=overview_json(chosen, uses, viewpoint),
        legend=() if names else (STATES_EXPLAINED,),
    )


def _chosen(overview: SourceOverview, cast: Cast, names: tuple[str, ...]) -> SourceOverview:
    """Only the sources of these ids, names or connectors' keys.

    Raises:
        UnknownName: there is none of a name.
    """
    connectors = {state.connector for state in overview.states if state.connector}
    ids = {find_source(cast.sources, name).id for name in names if name not in connectors}
    states = [
        state for state in overview.states if state.source.id in ids or state.connector in names
    ]
    return replace(overview, states=tuple(states))
