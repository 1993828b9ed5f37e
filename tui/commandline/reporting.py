"""`sitmon report`: a city on a page, or the hand-over since a time."""

import asyncio
from datetime import datetime

from msgspec.structs import replace

from situation.differences import build_whole_detail
from situation.errors import ExitCode, UsageError
from situation.exports.city_report import city_markdown, city_report_json
from situation.exports.handover_report import handover_json, handover_markdown
from situation.exports.table import Origin
from situation.fingerprint import pinned
from situation.handover import build_handover
from situation.periods import format_minute
from situation.reports.jsontext import json_text
from situation.reports.status import party_letters
from tui.commandline.arguments import Options
from tui.commandline.claims import since_moment
from tui.commandline.console import Console
from tui.commandline.question import Answer, Question, asked
from tui.commandline.viewpoints import known_place


def run_report(options: Options, console: Console) -> ExitCode:
    """Print the report.

    Raises:
        SitmonError: the store, a name or a time is not what it should be.
    """
    _check(options)
    answer = asyncio.run(_answer(options, console))
    if options.json or options.format == "json":
        console.data(json_text(answer.json, ascii_only=console.ascii_only))
    else:
        console.data("\n".join(answer.lines))
    for note in answer.notes:
        console.say(note)
    return ExitCode.OK


def _check(options: Options) -> None:
    if options.city is None and options.since is None:
        raise UsageError("a report is about a city or since a time", do="give CITY or --since T")
    if options.until is not None and options.since is None:
        raise UsageError("--until is the end of a time", do="give its beginning with --since")
    if options.until is not None and (options.as_of is not None or options.at is not None):
        raise UsageError("--until says where to look from", do="leave out --as-of and --at")
    if options.json and options.format == "md":
        raise UsageError("--json and --format md are two formats", do="give one")


async def _answer(options: Options, console: Console) -> Answer:
    looking = options if options.until is None else replace(options, as_of=options.until)
    async with asked(looking, console) as question:
        since = since_moment(question)
        if since is None:
            return await _city(question)
        return await _handover(_until_now(question, since), since)


def _until_now(question: Question, since: datetime) -> Question:
    """Whoever asks since a time later than where the situation opens means until now.

    Raises:
        UsageError: the period would end before it begins.
    """
    if since <= question.viewpoint.valid_at:
        return question
    options = question.options
    given = options.until or options.as_of or options.at
    now = question.clock()
    if given is not None or since > now:
        end = now if given is None else question.viewpoint.valid_at
        raise UsageError(
            f"the period ends at {format_minute(end)}, before it begins", where="--since"
        )
    viewpoint = replace(question.viewpoint, valid_at=now)
    return replace(question, viewpoint=viewpoint, notes=())


async def _city(question: Question) -> Answer:
    place = await known_place(question.store, question.options.city or "", question.viewpoint)
    origin = await _origin(question)
    detail = await build_whole_detail(question.store, place.id, origin.viewpoint)
    return Answer(
        lines=city_markdown(detail, origin, await _letters(question)).split("\n"),
        json=city_report_json(detail, origin),
        notes=question.notes,
    )


async def _handover(question: Question, since: datetime) -> Answer:
    city = question.options.city
    place = await known_place(question.store, city, question.viewpoint) if city else None
    origin = await _origin(question)
    handover = await build_handover(
        question.store, since, origin.viewpoint, place_id=place.id if place else None
    )
    return Answer(
        lines=handover_markdown(handover, origin, await _letters(question)).split("\n"),
        json=handover_json(handover, origin),
        notes=question.notes,
    )


async def _origin(question: Question) -> Origin:
    at, viewpoint = await pinned(question.store, question.viewpoint, question.options.at)
    return Origin(title=question.opened.pack.title, fingerprint=at, viewpoint=viewpoint)


async def _letters(question: Question) -> dict[str, str]:
    parties = await question.store.parties(question.viewpoint.known_at)
    return party_letters(item.record for item in parties)
