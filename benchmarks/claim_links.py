"""How many echoes and contradictions the rules find among claims whose links are known.

The claims are synthetic (`tests.situation.labelled_claims`): the figures say how the rules behave
in the cases that were thought of, some of which were made to be missed, and not how often these
occur in real reporting. The plain way beside it: an echo is a claim with the very same text about
the same places; a contradiction is any two control or figure claims of different sources about one
place on days less than two weeks apart. The second part times larger sets.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import combinations
from time import process_time

from msgspec.structs import replace

from situation.analysis.contradictions import propose_links
from situation.analysis.echoes import group_echoes
from situation.model import Claim
from situation.vocabulary import ClaimKind, LinkKind
from tests.situation.labelled_claims import SOURCES, Labelled, labelled_claims

Pairs = set[frozenset[str]]

_MANY = 5_000
_PLAIN_DAYS = 14


def main() -> None:
    """Measure and print."""
    labelled = labelled_claims()
    print(f"{len(labelled.claims)} labelled claims")
    _print("echoes", found_echoes(labelled), labelled.echoes)
    _print("  the same text", _same_texts(labelled.claims), labelled.echoes)
    _print("contradictions", found_contradictions(labelled), labelled.contradictions)
    _print("  same place and weeks", _same_places(labelled), labelled.contradictions)
    many = labelled_claims(rounds=_MANY // (len(labelled.claims) // 5))
    one_voice = [replace(claim, source="staff", places=("town",)) for claim in many.claims]
    for name, task in (
        (f"echoes among {len(many.claims)} claims", partial(_group, many.claims)),
        (
            f"echoes among {len(one_voice)} claims of one source and place",
            partial(_group, one_voice),
        ),
        (f"links among {len(many.claims)} claims", partial(found_contradictions, many)),
    ):
        print(f"{name}: {_seconds(task):.2f} s of CPU")


def found_echoes(labelled: Labelled) -> Pairs:
    """Pairs of claims that the rules put into one group."""
    groups = group_echoes(labelled.claims, SOURCES)
    return {frozenset(pair) for group in groups for pair in combinations(group.claims, 2)}


def found_contradictions(labelled: Labelled) -> Pairs:
    """Pairs of statements between which a dispute is proposed."""
    links = propose_links(labelled.readings, labelled.figures, labelled.claims, SOURCES)
    return {
        frozenset((labelled.statement_of[link.subject], labelled.statement_of[link.object]))
        for link in links
        if link.kind is LinkKind.DISPUTES
    }


def precision_and_recall(found: Pairs, known: Pairs) -> tuple[float, float]:
    """Part of the found that is right, and part of the known that was found."""
    right = len(found & known)
    return right / len(found), right / len(known)


def _same_texts(claims: Iterable[Claim]) -> Pairs:
    return {
        frozenset((one.id, other.id))
        for one, other in combinations(claims, 2)
        if (one.text, one.places) == (other.text, other.places)
    }


def _same_places(labelled: Labelled) -> Pairs:
    return {
        frozenset((labelled.statement_of[one.id], labelled.statement_of[other.id]))
        for one, other in combinations(labelled.claims, 2)
        if one.places == other.places
        and one.kind is other.kind is not ClaimKind.EVENT
        and one.source != other.source
        and abs((one.said_at - other.said_at).days) < _PLAIN_DAYS
    }


def _print(name: str, found: Pairs, known: Pairs) -> None:
    precision, recall = precision_and_recall(found, known)
    print(
        f"{name}: precision {precision:.3f}, recall {recall:.3f} "
        f"({len(found & known)} right of {len(found)} found, {len(known)} known)"
    )


def _group(claims: Iterable[Claim]) -> None:
    group_echoes(claims, SOURCES)


def _seconds(task: Callable[[], object]) -> float:
    begin = process_time()
    task()
    return process_time() - begin


if __name__ == "__main__":
    main()
