"""The records: frozen, strictly decoded, the same in a pack, in a store and on the wire.

Three times are kept apart. *Valid* is when a thing is true in the world, half-open; *said* is when
its source said it; *recorded* is when a store learned it and is not part of a record: only a store
sets it. All times are UTC. Every text here has passed `text.clean`.
"""

from datetime import date
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct

from situation.attempt_records import Attempt
from situation.judgement import Confidence, Likelihood, Opinion
from situation.measures import Sectors, Shares
from situation.record import Id, Instant, Line, Record, Text
from situation.terrain_records import Polygon, Terrain
from situation.vocabulary import (
    AsOfBasis,
    Basis,
    Change,
    ClaimKind,
    Commitment,
    Comparator,
    ControlStatus,
    Credibility,
    Extent,
    Independence,
    LicenceClass,
    LinkKind,
    PlaceKind,
    PlacePrecision,
    Precision,
    Quote,
    Relation,
    Reliability,
    SourceKind,
    Standing,
    Verification,
)


class Party(Record, frozen=True, kw_only=True, tag="party"):
    """A side of the war."""

    name: Line
    letter: Annotated[str, Meta(min_length=1, max_length=1)]
    """Shown with every status, so that colour is never needed to tell sides apart."""
    colour: Annotated[str, Meta(pattern=r"\A[a-z]+\Z")]
    """A colour role of the theme, not a colour value."""


class Affiliation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The tie of a source to a side."""

    relation: Relation = Relation.NONE
    """What records without the word have always meant; `UNTOLD` says that nothing is known."""
    side: Id | None = None


UNTOLD: Final = Affiliation(relation=Relation.UNKNOWN)
"""Of whoever nobody has told the ties."""


class Source(Record, frozen=True, kw_only=True, tag="source"):
    """Whoever a claim is traced to."""

    name: Line
    kind: SourceKind
    affiliation: Affiliation = Affiliation()
    reliability: Reliability = Reliability.F
    reliability_reason: Line = ""
    depends_on: tuple[Id, ...] = ()
    """Sources whose data this one is made from: their agreement is not corroboration."""
    fresh_days: Annotated[int, Meta(ge=1)] | None = None
    """How long a reading of this source stays fresh; None: the 14 days of the summary's rule."""
    url: Line = ""
    licence: LicenceClass = LicenceClass.PERMISSION
    terms: Line = ""
    credit: Line = ""


class PlaceName(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One name of a place. `side` is set where only one party uses it."""

    name: Line
    language: Annotated[str, Meta(pattern=r"\A[a-z]{2,3}\Z")]
    side: Id | None = None


class Place(Record, frozen=True, kw_only=True, tag="place"):
    """A city, village, region, direction or front. Degrees are WGS 84."""

    name: Line
    kind: PlaceKind
    names: tuple[PlaceName, ...] = ()
    parent: Id | None = None
    country: Annotated[str, Meta(pattern=r"\A[A-Z]{2}\Z")]
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    population: Annotated[int, Meta(ge=0)] | None = None
    population_as_of: date | None = None
    population_source: Id | None = None
    geonames: int | None = None
    katottg: Annotated[str, Meta(pattern=r"\AUA[0-9]{17}\Z")] | None = None
    namesakes: Annotated[int, Meta(ge=0)] = 0
    """Other settlements of its country with this name, in the store or not."""
    namesake_population: Annotated[int, Meta(ge=0)] | None = None
    """Of the most populous of them; None: not known, and so a small one."""
    outline: tuple[Id, ...] = ()
    """Ids of the polygons that are its territory."""


class Document(Record, frozen=True, kw_only=True, tag="document"):
    """What was fetched or imported, untouched; `id` is `sha256:` and 64 hex digits."""

    media_type: Line
    name: Line = ""
    url: Line = ""
    publisher: Id | None = None
    published_at: Instant | None = None
    fetched_at: Instant | None = None
    size: Annotated[int, Meta(ge=0)] = 0


class ControlReading(Record, frozen=True, kw_only=True, tag="reading"):
    """Who holds a place, by whom said.

    A map's reading is stored only when it differs from the one before; `Coverage` says on which
    later days the map still showed the same.
    """

    place: Id
    source: Id
    via: tuple[Id, ...] = ()
    label: Line
    """The source's own words, or what the map draws there."""
    status: ControlStatus
    holder: Id | None = None
    basis: Basis
    change: Change = Change.NONE
    extent: Extent = Extent.WHOLE
    part: Line = ""
    shares: Shares | None = None
    sectors: Sectors | None = None
    distance_km: float | None = None
    """From the place's point to the nearest edge of the occupied area; negative inside it."""
    footprint_km: Annotated[float, Meta(gt=0)] | None = None
    """Radius of the disc that shares and sectors were measured on."""
    valid_from: Instant
    valid_to: Instant | None = None
    valid_precision: Precision = Precision.DAY
    said_at: Instant
    said_precision: Precision = Precision.DAY
    url: Line = ""
    document: Id | None = None
    claim: Id | None = None
    """The claim that says it in words, where there is one."""


class Coverage(Record, frozen=True, kw_only=True, tag="coverage"):
    """One day on which the whole map of a source was read.

    Every place recorded before it and without a new reading that day is thereby confirmed.
    """

    source: Id
    valid_from: Instant
    said_at: Instant
    document: Id | None = None
    url: Line = ""


class Statistic(Record, frozen=True, kw_only=True, tag="statistic"):
    """A number with its qualifier. A share has the unit "share" and a value of 0 to 1."""

    place: Id
    metric: Id
    source: Id
    via: tuple[Id, ...] = ()
    comparator: Comparator
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: Line
    of: Line = ""
    """The base of a share, or what is counted."""
    words: Line = ""
    """The quantity as the source put it."""
    as_of: Instant
    as_of_precision: Precision = Precision.DAY
    as_of_basis: AsOfBasis = AsOfBasis.SAID
    baseline: Id | None = None
    """The statistic this one is compared with."""
    verification: Verification = Verification.NOT_STATED
    derived: bool = False
    formula: Line = ""
    said_at: Instant
    said_precision: Precision = Precision.DAY
    url: Line = ""
    claim: Id | None = None


class Claim(Record, frozen=True, kw_only=True, tag="claim"):
    """One checkable assertion by one source about places and a time."""

    source: Id
    """The claimant. Whoever only printed it stands in `via`."""
    via: tuple[Id, ...] = ()
    """The chain from the claimant to what was read, the publisher last."""
    places: tuple[Id, ...]
    kind: ClaimKind
    text: Text
    """In sitmon's words; what is quoted stands in quotation marks."""
    quote: Quote = Quote.NONE
    original: Text = ""
    """The source's own words where they may be kept, in `language`."""
    language: Annotated[str, Meta(pattern=r"\A[a-z]{2,3}\Z")] = "en"
    commitment: Commitment = Commitment.CERTAIN
    hedge: Line = ""
    verification: Verification = Verification.NOT_STATED
    verification_by: Id | None = None
    verification_words: Line = ""
    precision: PlacePrecision = PlacePrecision.NONE
    """How exactly `places` was found; none where people placed it."""
    placed: Line = ""
    """Why it was placed there, or why it is not placed."""
    credibility: Credibility = Credibility.CANNOT_BE_JUDGED
    said_at: Instant
    said_precision: Precision = Precision.DAY
    valid_from: Instant | None = None
    """None: from when it was said."""
    valid_to: Instant | None = None
    valid_precision: Precision = Precision.DAY
    url: Line = ""
    citation: Line = ""
    document: Id | None = None


class Link(Record, frozen=True, kw_only=True, tag="link"):
    """How the claim `subject` bears on the claim `object`."""

    subject: Id
    kind: LinkKind
    object: Id
    independent: Independence = Independence.UNKNOWN
    reason: Line = ""
    standing: Standing = Standing.STATED
    """`PROPOSED`: found by a rule; an analyst confirms or rejects it."""


class Assessment(Record, frozen=True, kw_only=True, tag="assessment"):
    """An analyst's judgement on claims; never mixed with what a source says."""

    claims: tuple[Id, ...]
    opinion: Opinion | None = None
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
    credibility: Credibility | None = None
    reason: Text
    author: Line
    said_at: Instant


class Note(Record, frozen=True, kw_only=True, tag="note"):
    """What an analyst wrote beside claims."""

    claims: tuple[Id, ...]
    text: Text
    author: Line
    said_at: Instant


AnyRecord: TypeAlias = (
    Party
    | Source
    | Place
    | Document
    | ControlReading
    | Coverage
    | Statistic
    | Claim
    | Link
    | Assessment
    | Note
    | Polygon
    | Terrain
    | Attempt
)
