"""What is derived of the regions whenever maps have come in or were measured anew."""

from situation.opening import Opened
from situation.region_figures import measure_regions
from tui.commandline.console import Console


async def derive_regions(opened: Opened, console: Console) -> None:
    """Record occupied areas and front lengths, and say how many and what could not be derived.

    Raises:
        SitmonError: the store could not be read or written, or an outline cannot be measured.
    """
    report = await measure_regions(opened.store, opened.frame, clock=console.clock)
    if report.appended:
        console.say(f"{report.appended} areas and front lengths derived from {report.days} maps")
    for source in report.withheld:
        console.say(f"{source}: no front length before its maps reach back 180 days")
    for item in report.skipped:
        console.say(f"{item.where}: {item.why}")
