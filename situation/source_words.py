"""What is told of a source on its screen and in its report: the same facts in the same words."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from situation.analysis.control import freshness as fresh_period
from situation.attempt_records import Attempt
from situation.freshness import Freshness, lasting
from situation.grades import reliability_text
from situation.periods import age, format_day, format_minute
from situation.source_overview import SourceOverview, SourceState
from situation.vocabulary import LicenceClass, SourceKind
from situation.wording import tie, words_of

WARNING: frozenset[Freshness] = frozenset(
    {Freshness.FAILED, Freshness.PARTIAL, Freshness.STALE, Freshness.SILENT}
)
"""The words that a reader must not overlook."""
LICENCES = {
    LicenceClass.OPEN: "open: may be passed on",
    LicenceClass.ATTRIBUTION: "attribution: may be passed on with credit",
    LicenceClass.SHARE_ALIKE: "share alike: may be passed on with credit, under the same terms",
    LicenceClass.PERMISSION: "permission: for own use only, until its owner allows more",
    LicenceClass.NO_REDISTRIBUTION: "no redistribution: for own use only",
}


class Fact(Struct, frozen=True):
    """One thing told of a source: a label, and what is said under it."""

    label: str
    text: str
    warns: bool = False


def facts_of(state: SourceState, at: datetime) -> Iterator[Fact]:
    """Everything about a source: its state, what is known of it, how it is fetched, its terms.

    Args:
        state: the source.
        at: the moment at which it was judged.
    """
    for number, condition in enumerate(state.conditions):
        text = ": ".join(part for part in (condition.word.value, condition.why) if part)
        yield Fact("" if number else "state", text, warns=condition.word in WARNING)
    yield from _who(state)
    yield from _data(state, at)
    if state.connector:
        yield from _fetching(state, at)
    yield from _terms(state)


def ago(then: datetime, at: datetime) -> str:
    """`3m ago`, `just now`."""
    short = age(then, at)
    return "just now" if short == "now" else f"{short} ago"


def coming(then: datetime, at: datetime) -> str:
    """When something is next done: `in 5m`, `due`."""
    return f"in {age(at, then)}" if then > at and age(at, then) != "now" else "due"


def counts(attempt: Attempt) -> str:
    """`3 new of 169 seen, 4 rejected`; nothing is told of an attempt that saw nothing."""
    if not (attempt.seen or attempt.new or attempt.rejected):
        return ""
    rejected = f", {attempt.rejected:,} rejected" if attempt.rejected else ""
    return f"{attempt.new:,} new of {attempt.seen:,} seen{rejected}"


def made_from(state: SourceState) -> str:
    """Whose data it is made from, and what that means; empty where it is made from nobody's."""
    if not state.made_from:
        return ""
    return f"{', '.join(state.made_from)}: agreement with these is not independent"


def trouble_words(overview: SourceOverview) -> str:
    """Why the settings cannot be used, and what to do about it; empty where they can be."""
    if not overview.trouble:
        return ""
    return f"the settings cannot be used: {overview.trouble}; sitmon config check tells every fault"


def _who(state: SourceState) -> Iterator[Fact]:
    source = state.source
    if source.kind is not SourceKind.UNNAMED:
        yield Fact("who", f"{words_of(source.kind.value)}, {tie(source)}")
    reason = source.reliability_reason
    grade = reliability_text(source.reliability)
    yield Fact("grade", f"{grade}: {reason}" if reason else grade)
    if state.made_from:
        yield Fact("made from", made_from(state))


def _data(state: SourceState, at: datetime) -> Iterator[Fact]:
    if state.data_at is None:
        yield Fact("data of", "nothing of it is stored")
        return
    period = f"stays fresh for {lasting(fresh_period(state.source))}"
    yield Fact("data of", f"{format_day(state.data_at)}, {ago(state.data_at, at)}; {period}")


def _fetching(state: SourceState, at: datetime) -> Iterator[Fact]:
    yield Fact("asked", f"{_asked(state)} ({state.connector})")
    if state.attempt is not None:
        yield from _attempt(state.attempt, at)
    if state.next_try is not None:
        next_try = f"{format_minute(state.next_try)}, {coming(state.next_try, at)}"
        yield Fact("next try", next_try)


def _asked(state: SourceState) -> str:
    if state.off:
        return "no"
    if state.interval is None:
        return "not from here; whether it still is elsewhere is not known"
    return f"yes, every {lasting(state.interval)}"


def _attempt(attempt: Attempt, at: datetime) -> Iterator[Fact]:
    tried = f"{format_minute(attempt.tried_at)}, {ago(attempt.tried_at, at)}"
    row = f", {attempt.failures} failures in a row" if attempt.failures > 1 else ""
    yield Fact("last try", f"{tried}: {attempt.outcome.value}{row}")
    answered = attempt.succeeded_at
    had = f"{format_minute(answered)}, {ago(answered, at)}" if answered else "never"
    yield Fact("last had", had)
    if told := counts(attempt):
        yield Fact("items", told)
    yield from _listed("not used", attempt.reasons)
    if len(attempt.reasons) < attempt.rejected:
        more = attempt.rejected - len(attempt.reasons)
        yield Fact("" if attempt.reasons else "not used", f"{more:,} more without a kept reason")
    yield from _listed("warnings", attempt.warnings)


def _listed(label: str, texts: Iterable[str]) -> Iterator[Fact]:
    for number, text in enumerate(texts):
        yield Fact("" if number else label, text, warns=True)


def _terms(state: SourceState) -> Iterator[Fact]:
    source = state.source
    yield Fact("licence", LICENCES[source.licence])
    if source.terms:
        yield Fact("terms", source.terms)
    if source.credit:
        yield Fact("credit", source.credit)
    if state.notice:
        accepted = "accepted" if state.is_accepted else "not accepted yet"
        yield Fact("to accept", f"{accepted}: {state.notice}", warns=not state.is_accepted)
    yield Fact("link", source.url or "none recorded")
