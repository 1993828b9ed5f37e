"""A figure that moved, in words that may be quoted and as JSON: never without its two dates."""

from situation.moved_figures import DatedFigure, MovedFigure
from situation.reports.jsontext import Json, instant
from situation.wording import via_text, words_of


def metric_words(figure: MovedFigure) -> str:
    """What it counts, and of what: `share of battles of all battles`."""
    return words_of(figure.metric) + (f" of {figure.of}" if figure.of else "")


def dated_words(moment: DatedFigure, *, derived: bool) -> str:
    """`22.2 % on the map of 10 Nov 2025`, `1,300 people (5 Nov 2025)`."""
    when = f"on the map of {moment.as_of_words}" if derived else f"({moment.as_of_words})"
    return f"{moment.words} {when}"


def change_words(figure: MovedFigure) -> str:
    """What it reads and what it read before, each with its date; neither is called present."""
    after = dated_words(figure.after, derived=figure.derived)
    before = figure.before
    if before is None:
        return after
    if before.as_of_words == figure.after.as_of_words:
        return f"{after}, before that {before.words}"
    if figure.derived:
        return f"{after}, {before.words} on that of {before.as_of_words}"
    return f"{after}, before that {dated_words(before, derived=False)}"


def who_words(figure: MovedFigure) -> str:
    """Who says so, and through whom: `according to the paper`, `no source is named, via …`."""
    if figure.derived:
        who = f"by {figure.source_name}, derived by sitmon"
    else:
        who = f"according to {figure.source_name}" if figure.source_named else "no source is named"
    return ", ".join(filter(None, (who, via_text(figure.via))))


def moved_json(figure: MovedFigure) -> dict[str, Json]:
    """`before` (null: new) and `after` in words, and of when each is; `source` null: measured."""
    before = figure.before
    return {
        "metric": figure.metric,
        "source": figure.source or None,
        "source_name": figure.source_name,
        "source_named": figure.source_named,
        "via": [source.id for source in figure.via],
        "of": figure.of or None,
        "before": before.words if before else None,
        "before_as_of": instant(before.as_of) if before else None,
        "after": figure.after.words,
        "after_as_of": instant(figure.after.as_of),
        "derived": figure.derived,
    }
