"""One version of DeepState's changelog → what it claims, placed.

What a version says of control and what else it tells are two claims, so that an advance near a city
is never filed as a statement about who holds it. Both are named after the version: an edited text
becomes a new version of the same claim.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import takewhile
from typing import Final, Self

from msgspec import Struct

from situation.mapframe import Bounds
from situation.model import Claim
from situation.periods import format_day
from situation.place_matching import PlaceMatcher
from situation.sources.deepstate import MapKind
from situation.sources.deepstate_changelog import MapVersion
from situation.sources.deepstate_placing import Placed, Placing
from situation.sources.deepstate_text import ELLIPSIS, Linked, Sentence, sentences_of
from situation.sources.deepstate_wording import is_about_the_map, is_withheld, take_apart
from situation.text import BODY_LIMIT, clean
from situation.vocabulary import ClaimKind, Precision, Quote

MAP_URL: Final = "https://deepstatemap.live/en"
RECENT: Final = timedelta(days=30)
"""Links this long before a version help to place the names in it."""


class Story(Struct, frozen=True, kw_only=True):
    """A version with its text read."""

    version: MapVersion
    english: tuple[Sentence, ...]
    ukrainian: tuple[Sentence, ...]

    @property
    def told(self) -> tuple[Sentence, ...]:
        """The text that counts: an empty English one falls back to the Ukrainian one."""
        return self.english or self.ukrainian


class StoryClaims(Struct, frozen=True, kw_only=True):
    """What came of one version."""

    claims: tuple[Claim, ...]
    left_out: int
    """Sentences dropped because they tell what sitmon does not show."""


class _Quoted(Struct, frozen=True):
    """Sentences of a text, each with its number in it."""

    numbered: tuple[tuple[int, Sentence], ...]

    @classmethod
    def kept_of(cls, sentences: Iterable[Sentence]) -> Self:
        """Those that may be kept."""
        numbered = enumerate(sentences)
        return cls(tuple((number, one) for number, one in numbered if not is_withheld(one)))

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for _, sentence in self.numbered)

    @property
    def words(self) -> str:
        """All of them on one line; `…` for what stood between."""
        parts: list[str] = []
        expected = -1
        for number, sentence in self.numbered:
            if parts and number != expected and not parts[-1].endswith(ELLIPSIS):
                parts.append(ELLIPSIS)
            parts.append(sentence.spelled)
            expected = number + 1
        return clean(" ".join(parts), BODY_LIMIT - len("“”"))


def read_stories(versions: Iterable[MapVersion]) -> tuple[Story, ...]:
    """Read the texts of some versions, in their order."""
    return tuple(
        Story(
            version=version,
            english=sentences_of(version.english),
            ukrainian=sentences_of(version.ukrainian),
        )
        for version in versions
    )


def recent_links(stories: Sequence[Story], index: int) -> tuple[Linked, ...]:
    """The links of one version and of those of the weeks before it, newest first.

    Args:
        stories: all versions, newest first.
        index: which one.
    """
    earliest = stories[index].version.created_at - RECENT
    recent = takewhile(lambda story: story.version.created_at >= earliest, stories[index:])
    return tuple(link for story in recent for sentence in story.told for link in sentence.links)


def claims_of(
    story: Story, matcher: PlaceMatcher, bounds: Bounds, recent: Iterable[Linked]
) -> StoryClaims:
    """What one version claims: at most one claim about control and one about all else.

    Args:
        story: the version.
        matcher: knows the places.
        bounds: where the situation lies; a name that is linked to a point outside is not placed.
        recent: as `recent_links` gives them.

    Returns:
        Claims said when the version was published. When it happened is known to a few days only:
        DeepState holds some changes back for two or three.
    """
    kept = _Quoted.kept_of(story.told)
    is_cut = len(kept.numbered) < len(story.told)
    # What is left out in one language must not come back in the other.
    original = "" if is_cut else _Quoted.kept_of(story.ukrainian).words
    others = (link for sentence in story.ukrainian for link in sentence.links)
    placing = Placing(matcher, bounds, others=others, recent=recent)
    apart = [(number, take_apart(sentence)) for number, sentence in kept.numbered]
    control = _Quoted(tuple((n, parts.control) for n, parts in apart if parts.control is not None))
    rest = _Quoted(tuple((n, parts.rest) for n, parts in apart if parts.rest is not None))
    is_map_only = all(map(is_about_the_map, rest.sentences))
    kinds = {
        ClaimKind.CONTROL: control,
        ClaimKind.ASSESSMENT if is_map_only else ClaimKind.EVENT: rest,
    }
    return StoryClaims(
        claims=tuple(
            _claim(
                story.version,
                kind,
                quoted,
                placing.place(quoted.sentences, by_name=kind is ClaimKind.CONTROL),
                original=original,
                is_whole=quoted.sentences == story.told,
            )
            for kind, quoted in kinds.items()
            if quoted.numbered
        ),
        left_out=len(story.told) - len(kept.numbered),
    )


def _claim(
    version: MapVersion,
    kind: ClaimKind,
    quoted: _Quoted,
    placed: Placed,
    *,
    original: str,
    is_whole: bool,
) -> Claim:
    source = MapKind.ANSWER.value
    # The rest keeps its id when an edit turns an event into a remark on the map.
    part = "control" if kind is ClaimKind.CONTROL else "rest"
    return Claim(
        id=f"{source}:{version.id}:{part}",
        source=source,
        places=placed.places,
        kind=kind,
        precision=placed.precision,
        placed=placed.reason,
        text=f"“{quoted.words}”",
        quote=Quote.DIRECT if is_whole else Quote.PARTIAL,
        original=original,
        language="uk",
        said_at=version.created_at,
        said_precision=Precision.EXACT,
        valid_from=version.created_at,
        valid_precision=Precision.DAYS,
        url=MAP_URL,
        citation=f"DeepState, changelog of {format_day(version.created_at)}, version {version.id}",
    )
