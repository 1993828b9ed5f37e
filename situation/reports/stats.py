"""Figures with everything that qualifies them, and what is measured on the maps beside them."""

from situation.marks import NOT_MEASURED
from situation.model import Statistic
from situation.reports.jsontext import Json, instant, place_json, viewpoint_json
from situation.reports.measured import measured_figures, newest_map
from situation.reports.status import viewpoint_words
from situation.reports.table import Column, aligned
from situation.reports.trends import trend_lines, trends_json
from situation.reports.words import as_of_words, baseline_words, figure_words, verification_words
from situation.views import PlaceDetail, StatisticView
from situation.vocabulary import SourceKind, Verification
from situation.wording import words_of

COLUMNS = (
    Column("figure"),
    Column("place"),
    Column("value"),
    Column("of"),
    Column("as of"),
    Column("who says it"),
    Column("via"),
    Column("checked"),
    Column("compared with"),
)
COLUMNS_EXPLAINED = (
    "~ about, ~< nearly, ~> a little over, <= up to, >= at least; 1/3 and the like stand for "
    "shares within half a percent of them; derived: computed by sitmon"
)


def stats_lines(detail: PlaceDetail) -> list[str]:
    """What `sitmon stats CITY` prints."""
    title = f"{detail.row.place.name}  {viewpoint_words(detail.viewpoint)}"
    trends = trend_lines(detail)
    return [
        title,
        "",
        *(figure_lines(detail) if detail.statistics else ["no figures about it"]),
        *(["", "Trends", *trends] if trends else []),
    ]


def figure_lines(detail: PlaceDetail) -> list[str]:
    """The table of the figures that sources gave, each with the place that it was given for."""
    place = detail.row.place.name
    return aligned(COLUMNS, [_cells(view, place) for view in detail.statistics])


def _cells(view: StatisticView, place: str) -> list[str]:
    statistic = view.statistic
    nobody = view.source.kind is SourceKind.UNNAMED
    return [
        words_of(statistic.metric),
        view.scope or place,
        figure_words(statistic),
        statistic.of or NOT_MEASURED,
        as_of_words(statistic),
        "! no source named" if nobody else view.source.name,
        ", ".join(source.name for source in view.via) or NOT_MEASURED,
        _checked(statistic),
        NOT_MEASURED if view.baseline is None else baseline_words(view.baseline),
    ]


def _checked(statistic: Statistic) -> str:
    if statistic.derived:
        return "derived"
    mark = "! " if statistic.verification is Verification.UNVERIFIED else ""
    return mark + verification_words(statistic.verification) or NOT_MEASURED


def stats_json(detail: PlaceDetail) -> dict[str, Json]:
    """`place`, `as_of`, `known_at`, `statistics` by sources, and derived `measured` and `trends`.

    A figure's own `place` is that which it was given for: the place, its region or a front.
    A share is a part from 0 to 1; `low` and `high` are set where the comparator is `range`.
    """
    view = newest_map(detail)
    return {
        "place": place_json(detail.row.place, detail.row.region),
        **viewpoint_json(detail.viewpoint),
        "statistics": [_statistic_json(item, detail) for item in detail.statistics],
        "measured": [
            {
                "metric": figure.metric,
                "value": figure.value,
                "unit": figure.unit,
                "as_of": instant(view.confirmed_at),
                "source": view.source.id,
                "footprint_km": view.reading.footprint_km,
                "derived": True,
            }
            for figure in measured_figures(detail)
            if view is not None
        ],
        "trends": trends_json(detail),
    }


def _statistic_json(view: StatisticView, detail: PlaceDetail) -> Json:
    statistic = view.statistic
    return {
        "id": statistic.id,
        "place": statistic.place,
        "place_name": view.scope or detail.row.place.name,
        **_quantity_json(statistic),
        "of": statistic.of or None,
        "words": statistic.words or None,
        "as_of_basis": statistic.as_of_basis.value,
        "source": statistic.source,
        "source_named": view.source.kind is not SourceKind.UNNAMED,
        "via": list(statistic.via),
        "said_at": instant(statistic.said_at),
        "recorded_at": instant(view.recorded_at),
        "verification": statistic.verification.value,
        "derived": statistic.derived,
        "formula": statistic.formula or None,
        "url": statistic.url or None,
        "claim": statistic.claim,
        "baseline": _baseline_json(view.baseline),
    }


def _quantity_json(statistic: Statistic) -> dict[str, Json]:
    return {
        "metric": statistic.metric,
        "comparator": statistic.comparator.value,
        "value": statistic.value,
        "low": statistic.low,
        "high": statistic.high,
        "unit": statistic.unit,
        "as_of": instant(statistic.as_of),
        "as_of_precision": statistic.as_of_precision.value,
    }


def _baseline_json(baseline: Statistic | None) -> Json:
    return None if baseline is None else {"id": baseline.id, **_quantity_json(baseline)}
