"""`sitmon measure [SOURCE…]`: the maps of the store at the places that it has by now."""

import asyncio

from situation.errors import ExitCode
from situation.import_report import MeasureReport
from situation.lookup import find_source
from situation.remeasuring import remeasure
from situation.reports.imports import measure_json, measure_line
from situation.reports.jsontext import json_text
from situation.store.base import Store
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.opening import open_chosen
from tui.commandline.progress import ProgressLine
from tui.commandline.regions import derive_regions


def run_measure(options: Options, console: Console) -> ExitCode:
    """Measure, say what could not be measured and why, and print one line of what was done.

    Returns:
        PARTLY when some maps could not be measured, FAILED when none could.

    Raises:
        SitmonError: the store cannot be opened or written, or a source is not known.
    """
    report = asyncio.run(_measure(options, console))
    for item in report.failed:
        console.say(f"{item.where}: {item.why}")
    if options.json:
        console.data(json_text(measure_json(report), ascii_only=console.ascii_only))
    else:
        console.data(measure_line(report))
    if report.maps_measured == 0:
        return ExitCode.FAILED
    return ExitCode.PARTLY if report.failed else ExitCode.OK


async def _measure(options: Options, console: Console) -> MeasureReport:
    opened = await open_chosen(options, console)
    progress = ProgressLine(console)
    try:
        if opened.created:
            console.say(f"made the store {opened.store.url} from the pack “{opened.pack.title}”")
        report = await remeasure(
            opened.store,
            opened.frame,
            sources=await _sources(opened.store, options.source),
            progress=progress.show,
        )
        progress.clear()
        await derive_regions(opened, console)
        return report
    finally:
        progress.clear()
        await opened.store.close()


async def _sources(store: Store, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """The ids of the sources that are named; None for all where none is."""
    if not names:
        return None
    known = {item.record.id: item.record for item in await store.sources()}
    return tuple(dict.fromkeys(find_source(known, name).id for name in names))
