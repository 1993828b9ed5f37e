"""`sitmon timeline`: from its options to one place's story."""

from situation.cast import read_cast
from situation.marks import legend
from situation.reports.status import party_letters
from situation.reports.timeline_json import lag_json, timeline_json
from situation.reports.timeline_text import COLUMNS_EXPLAINED, lag_lines, timeline_lines
from situation.timeline import build_timeline
from tui.commandline.question import Answer, Question
from tui.commandline.viewpoints import known_place


async def answer_timeline(question: Question) -> Answer:
    """What each source said of a city over time, or with `--lag` only who was when.

    Raises:
        UsageError: the name cannot be understood.
        StoreError: the store cannot be read.
    """
    options, store, viewpoint = question.options, question.store, question.viewpoint
    place = await known_place(store, options.city or "", viewpoint)
    cast = await read_cast(store, viewpoint)
    timeline = await build_timeline(store, place.id, viewpoint, days=options.days, cast=cast)
    letters = party_letters(item.record for item in await store.parties(viewpoint.known_at))
    lines, as_json = (lag_lines, lag_json) if options.lag else (timeline_lines, timeline_json)
    region = cast.region_of(place)
    return Answer(
        lines=lines(timeline, viewpoint, region, letters),
        json=as_json(timeline, viewpoint, region),
        legend=(legend(letters), COLUMNS_EXPLAINED),
    )
