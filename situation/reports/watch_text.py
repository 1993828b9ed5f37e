"""What changed as sentences, one a line, for screen readers, pipes and logs, and as JSON objects.

A sentence begins with the minute at which it was told, then says where, what, and who says so. The
keys of the objects are a promise; docs/plain.md lists them.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from situation.attempt_records import Attempt, Outcome
from situation.freshness import lasting
from situation.handover_claims import ClaimDispute, ClaimNews, News
from situation.handover_silence import SilentSource
from situation.model import Source
from situation.moved_figures import PlaceFigure
from situation.periods import Viewpoint, format_day, format_minute, format_said
from situation.reports.claims import claims_json
from situation.reports.jsontext import Json, instant
from situation.reports.moved_text import change_words, metric_words, moved_json, who_words
from situation.reports.status import summary_json
from situation.reports.words import tie_words, verification_words
from situation.state_words import state_words
from situation.views import ClaimView, Vote
from situation.vocabulary import Act, SourceKind, Standing
from situation.watch_view import Changes, MapDays, PlaceStatus
from situation.wording import source_name, via_text

_NEWS: Final[Mapping[News, str]] = {
    News.SAID: "new claim",
    News.LEARNED: "new claim, said earlier",
    News.REVISED: "new version of a claim",
    News.WITHDRAWN: "claim withdrawn",
}
_ACTS: Final[Mapping[Act, str]] = {
    Act.CORRECT: "claim corrected",
    Act.UPDATE: "claim updated",
    Act.REFILE: "claim filed again",
}
_EVENTS: Final[Mapping[News, str]] = {
    News.SAID: "claim_new",
    News.LEARNED: "claim_new",
    News.REVISED: "claim_revised",
    News.WITHDRAWN: "claim_withdrawn",
}


class Told(Struct, frozen=True):
    """One change: its sentence, without a line break, and its object."""

    sentence: str
    object: Mapping[str, Json]

    def json_line(self, *, ascii_only: bool = False) -> str:
        r"""The object on one line; `ascii_only` writes everything else as `\u` escapes."""
        return json.dumps(self.object, ensure_ascii=ascii_only, allow_nan=False)


def told(changes: Changes) -> Iterator[Told]:
    """Every change, one by one: how the sources do, what they say, what it comes to.

    Args:
        changes: what two looks differ in.
    """
    sides = {party.id: party.name for party in changes.parties}
    for sentence, event in _all(changes, sides):
        line = " ".join(sentence.split())
        at = changes.viewpoint.valid_at
        yield Told(f"{format_minute(at)}. {line}", {"at": instant(at), **event})


_Pair = tuple[str, dict[str, Json]]


def _all(changes: Changes, sides: Mapping[str, str]) -> Iterator[_Pair]:
    for attempt in changes.attempts:
        yield _attempt(attempt, changes.sources)
    yield from map(_silent, changes.silent)
    yield from map(_heard, changes.heard)
    yield from map(_map_days, changes.maps)
    for item in changes.claims:
        yield _claim(item, changes.viewpoint)
    yield from map(_dispute, changes.disputes)
    for status in changes.statuses:
        yield from _status(status, sides, changes.sources)
    yield from map(_figure, changes.figures)


def _claim(item: ClaimNews, viewpoint: Viewpoint) -> _Pair:
    view = item.view
    claim = view.claim
    what = _ACTS.get(item.act, _NEWS[item.news]) if item.news is News.REVISED else _NEWS[item.news]
    where = ", ".join(view.places) or "No place named"
    said = format_said(claim.said_at, claim.said_precision)
    grade = f"Grade {view.source.reliability.value}{claim.credibility.value}"
    sentence = (
        f"{where}: {what} ({claim.kind.value}) {_by(view)}, said {said}: “{claim.text}” "
        f"{grade}, {_checked(view)}{_hedge(view)}."
    )
    listed = claims_json([view], viewpoint, more=False)["claims"]
    return sentence, {
        "event": _EVENTS[item.news],
        "act": item.act.value,
        "claim": listed[0] if isinstance(listed, list) else None,
    }


def _by(view: ClaimView) -> str:
    if view.source.kind is SourceKind.UNNAMED:
        who = "without a named source"
    else:
        who = f"by {view.source.name}, {tie_words(view.source)}"
    return ", ".join(filter(None, (who, via_text(view.via))))


def _checked(view: ClaimView) -> str:
    """What the document itself says about checking."""
    names = {source.id: source.name for source in (view.source, *view.via)}
    by = view.claim.verification_by or ""
    words = verification_words(view.claim.verification, names.get(by, by))
    return words or "the source does not say whether it was checked"


def _hedge(view: ClaimView) -> str:
    return f", hedged: “{view.claim.hedge}”" if view.claim.hedge else ""


def _dispute(item: ClaimDispute) -> _Pair:
    mine, theirs = item.claim, item.against
    doubt = ", proposed by a rule and not confirmed" if item.standing is Standing.PROPOSED else ""
    sentence = (
        f"{', '.join(mine.places) or 'No place named'}: new dispute{doubt}. "
        f"{source_name(mine.source)} says: “{mine.claim.text}” "
        f"{item.against_source} says: “{theirs.text}”"
    )
    return sentence, {
        "event": "dispute",
        "places": list(mine.claim.places),
        "claim": mine.claim.id,
        "source": mine.claim.source,
        "text": mine.claim.text,
        "against": theirs.id,
        "against_source": theirs.source,
        "against_text": theirs.text,
        "standing": item.standing.value,
        "reason": item.reason or None,
    }


def _status(
    status: PlaceStatus, sides: Mapping[str, str], sources: Mapping[str, Source]
) -> Iterator[_Pair]:
    where = ", ".join(filter(None, (status.name, status.region)))
    before, after = status.before, status.after
    region = status.region or None
    place: dict[str, Json] = {"place": status.id, "name": status.name, "region": region}
    both: dict[str, Json] = {"before": summary_json(before), "after": summary_json(after)}
    votes = "; ".join(_vote_words(vote, sides, sources) for vote in after.votes)
    if status.differs:
        now, then = state_words(after, sides), state_words(before, sides)
        says = f" {votes}." if votes else ""
        sentence = f"{where}: {now} now, {then} before.{says} Rule: {after.why}."
        yield sentence, {"event": "status", **place, **both}
    if status.dispute_turned:
        what = f"disputed now. {votes}" if after.disputed else "no longer disputed"
        event = "disputed" if after.disputed else "undisputed"
        listed: list[Json] = [_vote_json(vote) for vote in after.votes]
        yield f"{where}: {what}.", {"event": event, **place, **both, "votes": listed}


def _vote_words(vote: Vote, sides: Mapping[str, str], sources: Mapping[str, Source]) -> str:
    names = [sources[key].name if key in sources else key for key in vote.sources]
    others = f" (and, not independent of it, {', '.join(names[1:])})" if names[1:] else ""
    return f"{names[0]}{others} says {state_words(vote, sides)}"


def _vote_json(vote: Vote) -> Json:
    return {"sources": list(vote.sources), "status": vote.status.value, "holder": vote.holder}


def _figure(item: PlaceFigure) -> _Pair:
    figure = item.figure
    new = "" if figure.before else "new figure, "
    said = f"{metric_words(figure)}: {change_words(figure)}, {who_words(figure)}"
    return f"{item.name}: {new}{said}.", {
        "event": "figure",
        "place": item.place,
        "name": item.name,
        **moved_json(figure),
    }


def _map_days(item: MapDays) -> _Pair:
    first, last = format_day(item.first), format_day(item.last)
    what = (
        f"the map of {last} came"
        if item.days == 1
        else (f"the maps of {item.days:,} days came, {first} to {last}")
    )
    return f"Source {item.source.name}: {what}.", {
        "event": "map",
        "source": item.source.id,
        "source_name": item.source.name,
        "days": item.days,
        "first": instant(item.first),
        "last": instant(item.last),
    }


def _attempt(attempt: Attempt, sources: Mapping[str, Source]) -> _Pair:
    source = sources.get(attempt.source)
    name = source.name if source else attempt.source
    failed = attempt.outcome is Outcome.FAILED
    if failed:
        again = f" Next try {format_minute(attempt.next_try)}." if attempt.next_try else ""
        had = f"{format_minute(attempt.succeeded_at)}" if attempt.succeeded_at else "never"
        what = f"failed: {attempt.why or 'no reason was kept'}. It last answered: {had}.{again}"
    else:
        what = f"answers again, {attempt.new:,} new of {attempt.seen:,} seen."
    return f"Source {name}: {what}", {
        "event": "source_failed" if failed else "source_answers",
        "connector": attempt.connector,
        "source": attempt.source,
        "source_name": name,
        "tried_at": instant(attempt.tried_at),
        "outcome": attempt.outcome.value,
        "why": attempt.why or None,
        "last_success": instant(attempt.succeeded_at),
        "next_try": instant(attempt.next_try),
    }


def _silent(item: SilentSource) -> _Pair:
    quiet, usual = lasting(item.silent_for), lasting(item.usual_gap)
    sentence = (
        f"Source {item.source.name}: silent, nothing since {format_day(item.last)}, for {quiet}; "
        f"usually something every {usual}."
    )
    return sentence, {
        "event": "source_silent",
        "source": item.source.id,
        "source_name": item.source.name,
        "last": instant(item.last),
        "usual_gap_seconds": item.usual_gap.total_seconds(),
        "silent_seconds": item.silent_for.total_seconds(),
    }


def _heard(source: Source) -> _Pair:
    return f"Source {source.name}: heard again.", {
        "event": "source_heard",
        "source": source.id,
        "source_name": source.name,
    }
