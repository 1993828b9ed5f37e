"""One place over time as JSON to compute with."""

from situation.analysis.lanes import gaps_of
from situation.model import Source
from situation.periods import Viewpoint
from situation.reports.jsontext import Json, instant, place_json, viewpoint_json
from situation.timeline_view import ClaimTick, Heard, Lag, Lane, Period, Timeline


def timeline_json(timeline: Timeline, viewpoint: Viewpoint, region: str) -> dict[str, Json]:
    """What `sitmon timeline CITY --json` prints; its keys are a promise.

    - `place`, `as_of`, `known_at`, and `start` and `end` of what is told; all stretches of time
      are half-open.
    - `lanes`: of each source `periods` and `gaps`; `turns` and, of these, `returns`, by their
      beginnings; `flapping`. A period with `still` lasts at `end`. `occupied_share` is a part from
      0 to 1, `distance_km` is negative inside the occupied area; both null where not measured.
    - `claims`, the oldest first; `more_claims`: the list was cut to the newest.
    - `lags`, the newest change first: `status`, `holder`, `first_at`; `heard`: of each source when
      it had the change (`at`) and `lag_days` after the first, both null where it has not said so;
      `how` is `said`, or `silent before` or `first heard`, where its map was not read before that
      day and the lag is not known, or `never`.
    - `depends_on`, beside a source: whose data it is made from.
    """
    return {
        **_head_json(timeline, viewpoint, region),
        "lanes": [_lane_json(lane, timeline) for lane in timeline.lanes],
        "claims": [_claim_json(tick) for tick in timeline.ticks],
        "more_claims": timeline.more_ticks,
        "lags": [_lag_json(lag) for lag in timeline.lags],
    }


def lag_json(timeline: Timeline, viewpoint: Viewpoint, region: str) -> dict[str, Json]:
    """What `sitmon timeline CITY --lag --json` prints: the same without lanes and claims."""
    return {
        **_head_json(timeline, viewpoint, region),
        "lags": [_lag_json(lag) for lag in timeline.lags],
    }


def _head_json(timeline: Timeline, viewpoint: Viewpoint, region: str) -> dict[str, Json]:
    return {
        "place": place_json(timeline.place, region),
        **viewpoint_json(viewpoint),
        "start": instant(timeline.start),
        "end": instant(timeline.end),
    }


def _lane_json(lane: Lane, timeline: Timeline) -> Json:
    gaps = gaps_of(lane, timeline.end)
    return {
        **_source_json(lane.source),
        "periods": [_period_json(period, timeline) for period in lane.periods],
        "gaps": [{"start": instant(start), "end": instant(end)} for start, end in gaps],
        "turns": [instant(moment) for moment in lane.turns],
        "returns": [instant(moment) for moment in lane.returns],
        "flapping": lane.flapping,
    }


def _period_json(period: Period, timeline: Timeline) -> Json:
    return {
        "start": instant(period.start),
        "end": instant(period.end),
        "still": period.end == timeline.end,
        "status": period.status.value,
        "holder": period.holder,
        "basis": period.basis.value,
        "label": period.label,
        "occupied_share": period.share,
        "distance_km": period.distance_km,
        "reading": period.reading,
    }


def _claim_json(tick: ClaimTick) -> Json:
    return {
        "id": tick.claim,
        "said_at": instant(tick.at),
        "kind": tick.kind.value,
        **_source_json(tick.source),
        "text": tick.text,
    }


def _lag_json(lag: Lag) -> Json:
    return {
        "status": lag.status.value,
        "holder": lag.holder,
        "first_at": instant(lag.first_at),
        "heard": [_heard_json(heard) for heard in lag.heard],
    }


def _heard_json(heard: Heard) -> Json:
    return {
        **_source_json(heard.source),
        "at": instant(heard.at),
        "lag_days": heard.lag_days,
        "how": heard.how.value,
    }


def _source_json(source: Source) -> dict[str, Json]:
    return {
        "source": source.id,
        "source_name": source.name,
        "depends_on": list(source.depends_on),
    }
