"""`sitmon import PATH…`: map files, gazetteers and official lists into the store."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from situation.errors import ExitCode
from situation.import_report import ImportReport
from situation.importing import import_paths
from situation.mapday import Skipped
from situation.opening import Opened
from situation.reports.imports import import_json, import_line
from situation.reports.jsontext import json_text
from situation.table_files import TableFile, import_tables, is_table
from situation.text import clean
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.opening import open_chosen
from tui.commandline.progress import ProgressLine
from tui.commandline.regions import derive_regions


def run_import(options: Options, console: Console) -> ExitCode:
    """Import, say what was left out and why, and print one line of what was done.

    Returns:
        PARTLY when some files could not be used, FAILED when none could.

    Raises:
        SitmonError: the store cannot be opened or written.
    """
    report = asyncio.run(_import(options, console))
    for item in (*report.skipped, *report.failed):
        console.say(f"{item.where}: {item.why}")
    if options.json:
        console.data(json_text(import_json(report), ascii_only=console.ascii_only))
    else:
        console.data(import_line(report))
    return _exit_code(report)


async def _import(options: Options, console: Console) -> ImportReport:
    opened = await open_chosen(options, console)
    progress = ProgressLine(console)
    try:
        if opened.created:
            console.say(f"made the store {opened.store.url} from the pack “{opened.pack.title}”")
        paths = [Path(path) for path in options.paths]
        files, failed = await _import_tables(opened, console, paths)
        maps = [path for path in paths if not is_table(path)]
        report = await import_paths(
            opened.store, opened.frame, maps, clock=console.clock, progress=progress.show
        )
        report = replace(
            report,
            files_read=report.files_read + len(files),
            files_failed=report.files_failed + len(failed),
            skipped=(*report.skipped, *(item for file in files for item in file.left_out)),
            failed=(*report.failed, *failed),
        )
        progress.clear()
        if report.days_added or report.polygons_added:
            await derive_regions(opened, console)
        return report
    finally:
        progress.clear()
        await opened.store.close()


async def _import_tables(
    opened: Opened, console: Console, paths: list[Path]
) -> tuple[tuple[TableFile, ...], tuple[Skipped, ...]]:
    """Places and lists come first: the maps are measured at what they bring."""
    tables = [path for path in paths if is_table(path)]
    if not tables:
        return (), ()
    files, failed = await import_tables(
        opened.store, opened.frame, opened.pack.country, tables, clock=console.clock
    )
    for file in files:
        console.say(f"{clean(file.path.name)}: {file.items:,} rows, {file.new:,} records stored")
        for warning in file.warnings:
            console.say(f"{clean(file.path.name)}: {warning}")
    return files, failed


def _exit_code(report: ImportReport) -> ExitCode:
    if report.files_read == 0:
        return ExitCode.FAILED
    return ExitCode.PARTLY if report.failed else ExitCode.OK
