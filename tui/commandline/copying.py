"""`sitmon copy FROM TO`: a store's log into another store, resumable and verified."""

import asyncio

from situation.copying import CopyReport, copy_log
from situation.errors import ExitCode
from situation.reports.jsontext import json_text
from situation.store import open_store
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.progress import ProgressLine


def run_copy(options: Options, console: Console) -> ExitCode:
    """Copy what TO lacks, verify it, and print one line of what was done.

    Raises:
        SitmonError: a store cannot be opened, they hold different things, or the copy broke off;
            what was copied stays.
    """
    origin, target = options.paths
    report = asyncio.run(_copy(origin, target, options.ca_file, console))
    if options.json:
        facts = {"copied": report.copied, "entries": report.revision, "seal": report.seal or None}
        console.data(json_text(facts, ascii_only=console.ascii_only))
    else:
        console.data(_line(report))
    return ExitCode.OK


async def _copy(origin_url: str, target_url: str, ca_file: str, console: Console) -> CopyReport:
    progress = ProgressLine(console)
    origin = open_store(origin_url, clock=console.clock, ca_file=ca_file)
    try:
        target = open_store(target_url, clock=console.clock, create=True, ca_file=ca_file)
        try:
            return await copy_log(
                origin,
                target,
                progress=lambda done, total: progress.show(done, total, "entries"),
            )
        finally:
            progress.clear()
            await target.close()
    finally:
        await origin.close()


def _line(report: CopyReport) -> str:
    ending = f", seal {report.seal}" if report.seal else ""
    return (
        f"{report.copied:,} entries copied, {report.revision:,} in both stores, chain and counts "
        f"verified{ending}"
    )
