"""The hand-over as Markdown for people and as JSON for programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from situation.exports.markdown import credit_lines, heading
from situation.exports.marktext import markdown
from situation.exports.table import Origin, origin_json
from situation.handover import Handover, PlaceChanges, StatusChange
from situation.handover_claims import LOOK_BACK, ClaimDispute, ClaimNews, News
from situation.handover_silence import SILENT_AFTER, SilentSource
from situation.marks import status_mark
from situation.moved_figures import MovedFigure
from situation.periods import Viewpoint, format_day, format_minute, format_said
from situation.reports.claims import claims_json
from situation.reports.jsontext import Json, instant
from situation.reports.moved_text import dated_words, metric_words, moved_json, who_words
from situation.reports.status import summary_json
from situation.views import Summary
from situation.vocabulary import Standing
from situation.wording import source_name, via_text

NOTHING: Final = "Nothing to report: nothing changed in this period."
YOUNGER: Final = (
    "The log of this store begins within the period or after it: what was learned late, revised "
    "before or shown then cannot be told."
)
_TITLES: Final[Mapping[News, str]] = {
    News.SAID: "said in the period",
    News.LEARNED: "said before, recorded in the period",
    News.REVISED: "recorded before, a new version in the period",
    News.WITHDRAWN: "withdrawn",
}


def handover_markdown(handover: Handover, origin: Origin, letters: Mapping[str, str]) -> str:
    """The hand-over as one Markdown document; outside text is escaped.

    Args:
        handover: what changed.
        origin: the state at the end of the period.
        letters: the letter of each party, by id.
    """
    lines = [
        *heading(f"{origin.title}: hand-over", origin),
        "",
        f"Since {format_minute(handover.since)}, until {format_minute(handover.until.valid_at)}.",
        *(["", YOUNGER] if handover.store_is_younger else []),
    ]
    if not handover.places and not handover.silent:
        lines += ["", NOTHING]
    for place in handover.places:
        lines += ["", *_place_lines(place, letters)]
    lines += _silent_lines(handover.silent)
    sources = [
        source
        for place in handover.places
        for item in place.claims
        for source in (item.view.source, *item.view.via)
    ]
    return "\n".join([*lines, *credit_lines(sources)])


def _place_lines(place: PlaceChanges, letters: Mapping[str, str]) -> list[str]:
    region = f", {place.region}" if place.region else ""
    facts = _status_lines(place.status, letters) if place.status is not None else []
    if place.newly_disputed:
        facts.append("- **Disputed** now, not before")
    facts += [f"- {_figure_words(figure)}" for figure in place.figures]
    lines = [f"## {markdown(place.name + region)}", *(["", *facts] if facts else [])]
    for news, title in _TITLES.items():
        of_this_kind = [item for item in place.claims if item.news is news]
        if of_this_kind:
            lines += ["", f"Claims {title}:", "", *map(_claim_line, of_this_kind)]
    if place.disputes:
        lines += ["", "New disputes:", "", *map(_dispute_line, place.disputes)]
    return lines


def _status_lines(change: StatusChange, letters: Mapping[str, str]) -> list[str]:
    lines = []
    if change.on_the_ground:
        now = f"{_status_words(change.before, letters)} → {_status_words(change.after, letters)}"
        lines.append(f"- **Status** {markdown(f'{now} ({change.after.why})')}")
    if change.shown_then is not None:
        shown, known = (_status_words(s, letters) for s in (change.shown_then, change.before))
        words = f"{shown}; by what has been recorded since it was {known}"
        lines.append(f"- At the beginning this store showed {markdown(words)}")
    return lines


def _status_words(summary: Summary, letters: Mapping[str, str]) -> str:
    mark = status_mark(summary.status, summary.holder, letters)
    return f"{mark} {summary.status.replace('_', ' ')}"


def _figure_words(figure: MovedFigure) -> str:
    after = dated_words(figure.after, derived=figure.derived)
    change = f"new: {after}"
    if figure.before is not None:
        change = f"{dated_words(figure.before, derived=figure.derived)} → {after}"
    return markdown(f"{metric_words(figure)}: {change}, {who_words(figure)}")


def _claim_line(item: ClaimNews) -> str:
    view = item.view
    claim = view.claim
    said = format_said(claim.said_at, claim.said_precision)
    who = " ".join(filter(None, (source_name(view.source), via_text(view.via))))
    grade = f"{view.source.reliability}{claim.credibility.value}"
    return f"- {markdown(f'{said}, {who} ({grade}): {claim.text}')}"


def _dispute_line(item: ClaimDispute) -> str:
    mine, theirs = item.claim, item.against
    doubt = ", proposed by a rule" if item.standing is Standing.PROPOSED else ""
    words = (
        f"{source_name(mine.source)}: “{mine.claim.text}” against "
        f"{item.against_source}: “{theirs.text}”{doubt}"
    )
    return f"- {markdown(words)}"


def _silent_lines(silent: Iterable[SilentSource]) -> list[str]:
    lines = [
        f"- {markdown(item.source.name)}: nothing since {format_day(item.last)}, "
        f"usually every {_span(item.usual_gap)}, silent for {_span(item.silent_for)}"
        for item in silent
    ]
    if not lines:
        return []
    rule = f"No item for more than {SILENT_AFTER} times the usual gap (median of {LOOK_BACK.days} "
    return ["", "## Silent sources", "", f"{rule}days).", "", *lines]


def _span(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours / 24:.1f} days" if hours >= 48 else f"{hours:.1f} hours"


def handover_json(handover: Handover, origin: Origin) -> dict[str, Json]:
    """`since`, `until`, the origin, `places` and `silent_sources`; times in UTC.

    Beside each claim, which has the keys of `sitmon claims --json`, stand `news` (said, learned,
    revised, withdrawn) and `act`; gaps are seconds.
    """
    return {
        "since": instant(handover.since),
        "until": instant(handover.until.valid_at),
        **origin_json(origin),
        "store_is_younger": handover.store_is_younger,
        "places": [_place_json(place, handover.until) for place in handover.places],
        "silent_sources": [
            {
                "source": item.source.id,
                "name": item.source.name,
                "last": instant(item.last),
                "usual_gap_seconds": item.usual_gap.total_seconds(),
                "silent_seconds": item.silent_for.total_seconds(),
            }
            for item in handover.silent
        ],
    }


def _place_json(place: PlaceChanges, until: Viewpoint) -> Json:
    return {
        "id": place.id,
        "name": place.name,
        "region": place.region or None,
        "status": None if place.status is None else _status_json(place.status),
        "newly_disputed": place.newly_disputed,
        "claims": _claims_json(place.claims, until),
        "disputes": [
            {
                "claim": item.claim.claim.id,
                "against": item.against.id,
                "standing": item.standing.value,
                "reason": item.reason or None,
            }
            for item in place.disputes
        ],
        "figures": [moved_json(figure) for figure in place.figures],
    }


def _claims_json(claims: Sequence[ClaimNews], until: Viewpoint) -> list[Json]:
    """The claims by the one description of a claim in JSON that there is."""
    listed = claims_json([item.view for item in claims], until, more=False)["claims"]
    described = listed if isinstance(listed, list) else []
    return [
        {"news": item.news.value, "act": item.act.value, "claim": claim}
        for item, claim in zip(claims, described, strict=True)
    ]


def _status_json(change: StatusChange) -> Json:
    then = change.shown_then
    return {
        "before": summary_json(change.before),
        "after": summary_json(change.after),
        "shown_then": None if then is None else summary_json(then),
    }
