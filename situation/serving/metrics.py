"""What a server counts, in the text format of Prometheus (version 0.0.4)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

MEDIA_TYPE: Final = "text/plain; version=0.0.4"
_BOUNDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts since the server was started; labels are our own words, never a client's."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._at_most: Counter[float] = Counter()
        self._timed = 0
        self._seconds = 0.0
        self._streams_cut: Counter[str] = Counter()

    def observe(self, route: str, method: str, status: int, seconds: float | None) -> None:
        """Count a request that was answered; None: a stream, whose time says nothing."""
        self._requests[route, method, status] += 1
        if seconds is None:
            return
        self._timed += 1
        self._seconds += seconds
        for bound in _BOUNDS:
            if seconds <= bound:
                self._at_most[bound] += 1

    def cut(self, why: str) -> None:
        """Count a stream that the server ended."""
        self._streams_cut[why] += 1

    def text(self, gauges: Mapping[str, tuple[str, float]]) -> str:
        """Everything counted, and what is true now.

        Args:
            gauges: help and value, by name.
        """
        return "\n".join([*self._lines(), *_gauge_lines(gauges), ""])

    def _lines(self) -> Iterator[str]:
        yield "# HELP sitmon_requests_total Requests answered."
        yield "# TYPE sitmon_requests_total counter"
        for (route, method, status), count in sorted(self._requests.items()):
            labels = f'route="{route}",method="{method}",status="{status}"'
            yield f"sitmon_requests_total{{{labels}}} {count}"
        yield "# HELP sitmon_request_seconds Time to answer, streams of changes aside."
        yield "# TYPE sitmon_request_seconds histogram"
        for bound in _BOUNDS:
            yield f'sitmon_request_seconds_bucket{{le="{bound:g}"}} {self._at_most[bound]}'
        yield f'sitmon_request_seconds_bucket{{le="+Inf"}} {self._timed}'
        yield f"sitmon_request_seconds_sum {self._seconds:.6f}"
        yield f"sitmon_request_seconds_count {self._timed}"
        yield "# HELP sitmon_streams_cut_total Streams of changes that the server ended."
        yield "# TYPE sitmon_streams_cut_total counter"
        for why, count in sorted(self._streams_cut.items()):
            yield f'sitmon_streams_cut_total{{why="{why}"}} {count}'


def _gauge_lines(gauges: Mapping[str, tuple[str, float]]) -> Iterator[str]:
    for name, (about, value) in gauges.items():
        yield f"# HELP {name} {about}"
        yield f"# TYPE {name} gauge"
        yield f"{name} {value:.15g}"
