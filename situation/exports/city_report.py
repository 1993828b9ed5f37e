"""One page about one city: who holds it according to whom, figures, claims and disputes."""

from collections.abc import Mapping

from situation.exports.markdown import credit_lines, heading
from situation.exports.marktext import markdown, markdown_link, markdown_table
from situation.exports.table import Origin, origin_json
from situation.marks import status_mark
from situation.periods import format_day, format_said
from situation.reports.city import city_json
from situation.reports.claims import claims_json
from situation.reports.jsontext import Json
from situation.reports.measured import measured_figures, newest_map
from situation.reports.stats import stats_json
from situation.reports.words import (
    as_of_words,
    baseline_words,
    distance_words,
    figure_words,
    percent,
    sector_sentence,
    tie_words,
    verification_words,
)
from situation.views import ClaimView, PlaceDetail, ReadingView, StatisticView
from situation.vocabulary import Basis, Extent
from situation.wording import source_name, via_text, words_of


def city_markdown(detail: PlaceDetail, origin: Origin, letters: Mapping[str, str]) -> str:
    """The page as Markdown; outside text is escaped.

    Args:
        detail: everything about the city.
        origin: the state it was read in.
        letters: the letter of each party, by id.
    """
    row = detail.row
    region = f", {row.region}" if row.region else ""
    views: tuple[ReadingView | StatisticView | ClaimView, ...] = (
        *detail.readings,
        *detail.statistics,
        *detail.claims,
    )
    sources = [source for view in views for source in (view.source, *view.via)]
    lines = [
        *heading(f"{row.place.name}{region}", origin),
        "",
        *_summary_lines(detail, letters),
        *_control_lines(detail, letters),
        *_measured_lines(detail),
        *_figure_lines(detail),
        *_claim_lines(detail),
        *_dispute_lines(detail),
        *credit_lines(sources),
    ]
    return "\n".join(lines)


def _summary_lines(detail: PlaceDetail, letters: Mapping[str, str]) -> list[str]:
    summary = detail.row.summary
    mark = status_mark(summary.status, summary.holder, letters)
    words = f"{mark} {summary.status.replace('_', ' ')}"
    votes = f"{summary.agree} of {summary.of} independent sources"
    marks = "".join((", disputed" if summary.disputed else "", ", stale" if summary.stale else ""))
    return [f"**{markdown(words)}**, {votes}{marks}.", "", f"Why: {markdown(summary.why)}."]


def _control_lines(detail: PlaceDetail, letters: Mapping[str, str]) -> list[str]:
    if not detail.readings:
        return []
    titles = ("source", "tie", "grade", "says", "basis", "occupied %", "as of")
    rows = [_control_cells(view, letters) for view in detail.readings]
    return ["", "## Control", "", *markdown_table(titles, rows)]


def _control_cells(view: ReadingView, letters: Mapping[str, str]) -> list[str]:
    reading = view.reading
    denied = reading.basis is Basis.DENIED
    mark = status_mark(reading.status, reading.holder, letters, denied=denied)
    part = "" if reading.extent is Extent.WHOLE else f" – {reading.part or reading.extent.value}"
    return [
        source_name(view.source),
        tie_words(view.source),
        view.source.reliability.value,
        f"{mark} {reading.label}{part}",
        " ".join(filter(None, (reading.basis.value, via_text(view.via)))),
        percent(reading.shares.occupied if reading.shares else None),
        format_day(view.confirmed_at) + (", stale" if view.stale else ""),
    ]


def _measured_lines(detail: PlaceDetail) -> list[str]:
    view = newest_map(detail)
    if view is None:
        return []
    reading = view.reading
    figures = [f"{words_of(f.metric)} {f.shown}" for f in measured_figures(detail)]
    if reading.sectors is not None:
        figures.append(f"occupied by sector: {sector_sentence(reading.sectors)}")
    if reading.distance_km is not None:
        figures.append(f"{detail.row.place.name}: {distance_words(reading.distance_km)}")
    by = f"Measured by sitmon on the map of {view.source.name}, {format_day(view.confirmed_at)}:"
    return ["", "## Map", "", markdown(by), "", *(f"- {markdown(line)}" for line in figures)]


def _figure_lines(detail: PlaceDetail) -> list[str]:
    if not detail.statistics:
        return []
    titles = ("figure", "place", "value", "of", "as of", "who says it", "checked", "compared with")
    place = detail.row.place.name
    rows = [_figure_cells(view, place) for view in detail.statistics]
    return ["", "## Figures", "", *markdown_table(titles, rows)]


def _figure_cells(view: StatisticView, place: str) -> list[str]:
    figure, baseline = view.statistic, view.baseline
    return [
        words_of(figure.metric),
        view.scope or place,
        figure_words(figure),
        figure.of,
        as_of_words(figure),
        " ".join(filter(None, (source_name(view.source), via_text(view.via)))),
        "derived" if figure.derived else verification_words(figure.verification),
        "" if baseline is None else baseline_words(baseline),
    ]


def _claim_lines(detail: PlaceDetail) -> list[str]:
    lines = [f"- {_claim_line(view)}" for view in detail.claims]
    more = ["", "There are older claims."] if detail.more_claims else []
    return ["", "## Claims", "", *(lines or ["No claims about it."]), *more]


def _claim_line(view: ClaimView) -> str:
    claim = view.claim
    names = {source.id: source_name(source) for source in (view.source, *view.via)}
    by = names.get(claim.verification_by or "", claim.verification_by or "")
    grade = f"{view.source.reliability}{claim.credibility.value}"
    words = (
        f"{format_said(claim.said_at, claim.said_precision)}, {source_name(view.source)}",
        f"({grade})",
        via_text(view.via),
    )
    checked = verification_words(claim.verification, by)
    ending = f" [{checked}]" if checked else ""
    link = f" {markdown_link(claim.url)}" if claim.url else ""
    return markdown(f"{' '.join(filter(None, words))}: {claim.text}{ending}") + link


def _dispute_lines(detail: PlaceDetail) -> list[str]:
    pairs: dict[frozenset[str], str] = {}
    for view in detail.claims:
        for link in view.disputes:
            pair = frozenset((view.claim.id, link.other.id))
            words = (
                f"{source_name(view.source)}: “{view.claim.text}” against "
                f"{source_name(link.other_source)}: “{link.other.text}”"
            )
            pairs.setdefault(pair, f"- {markdown(words)} ({link.standing.value})")
    return ["", "## Disputes", "", *pairs.values()] if pairs else []


def city_report_json(detail: PlaceDetail, origin: Origin) -> dict[str, Json]:
    """The keys of `status CITY`, `stats CITY` and `claims` in one object, and `fingerprint`."""
    claims = claims_json(detail.claims, detail.viewpoint, more=detail.more_claims)
    return {**origin_json(origin), **stats_json(detail), **city_json(detail), **claims}
