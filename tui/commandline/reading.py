"""The commands that read a store and print: status, stats, timeline, claims, one claim."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from situation.differences import build_whole_detail
from situation.errors import ExitCode
from situation.listing import Order, ordered
from situation.marks import legend
from situation.neighbours import neighbours_of
from situation.reports import city, stats, status
from situation.reports.jsontext import json_text
from situation.reports.neighbours_text import neighbours_json, neighbours_lines
from situation.snapshot import build_snapshot
from situation.views import Snapshot
from tui.commandline.arguments import Options
from tui.commandline.claim_page import answer_claim
from tui.commandline.claims import answer_claims
from tui.commandline.console import Console
from tui.commandline.question import Answer, Question, asked
from tui.commandline.timelines import answer_timeline
from tui.commandline.viewpoints import known_place
from tui.commandline.writing_parsers import SHOW_CLAIM


def run_reading(options: Options, console: Console) -> ExitCode:
    """Answer one reading command.

    Raises:
        SitmonError: the store, a name or a time is not what it should be.
    """
    answer = asyncio.run(_ask(options, console))
    if options.json:
        console.data(json_text(answer.json, ascii_only=console.ascii_only))
    else:
        console.data("\n".join(answer.lines))
        for line in answer.legend:
            console.talk(f"{line}\n")
    for note in answer.notes:
        console.say(note)
    return ExitCode.OK


async def _ask(options: Options, console: Console) -> Answer:
    async with asked(options, console) as question:
        for note in question.notes:
            console.say(note)
        return await _ANSWERS[options.command](question)


async def _answer_status(question: Question) -> Answer:
    if question.options.city is not None:
        return await _answer_city(question, question.options.city)
    snapshot = await _snapshot(question)
    rows = ordered(snapshot.rows, Order.DISTANCE)
    letters = status.party_letters(snapshot.parties)
    return Answer(
        lines=status.status_lines(rows, letters),
        json=status.status_json(rows, question.viewpoint),
        legend=(legend(letters), status.COLUMNS_EXPLAINED),
    )


async def _snapshot(question: Question) -> Snapshot:
    return await build_snapshot(
        question.store,
        question.viewpoint,
        title=question.opened.pack.title,
        live=question.live,
        taken_at=question.clock(),
    )


async def _answer_city(question: Question, name: str) -> Answer:
    place = await known_place(question.store, name, question.viewpoint)
    detail = await build_whole_detail(question.store, place.id, question.viewpoint)
    parties = await question.store.parties(question.viewpoint.known_at)
    letters = status.party_letters(item.record for item in parties)
    return Answer(
        lines=city.city_lines(detail, letters),
        json=city.city_json(detail),
        legend=(legend(letters),),
    )


async def _answer_stats(question: Question) -> Answer:
    place = await known_place(question.store, question.options.city or "", question.viewpoint)
    detail = await build_whole_detail(question.store, place.id, question.viewpoint)
    snapshot = await _snapshot(question)
    neighbours = neighbours_of(detail.row, snapshot.rows)
    letters = status.party_letters(snapshot.parties)
    return Answer(
        lines=[
            *stats.stats_lines(detail),
            "",
            "Neighbours",
            *neighbours_lines(neighbours, letters),
        ],
        json={**stats.stats_json(detail), "neighbours": neighbours_json(neighbours)},
        legend=(stats.COLUMNS_EXPLAINED,),
    )


_ANSWERS: Final[Mapping[str, Callable[[Question], Awaitable[Answer]]]] = {
    "status": _answer_status,
    "stats": _answer_stats,
    "timeline": answer_timeline,
    "claims": answer_claims,
    SHOW_CLAIM: answer_claim,
}
