"""The enumerations of the field, as the records use them.

The words and their sources (Admiralty code, FactBank, CiTO, ICD 203, ISW's map layers) are
collected in the project's glossary of claims; "F" and "6" mean "cannot be judged", not "worst".
"""

from enum import IntEnum, StrEnum


class Precision(StrEnum):
    """How exactly a time is known."""

    EXACT = "exact"
    HOURS = "hours"
    DAY = "day"
    DAYS = "days"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    ERA = "era"


class PlaceKind(StrEnum):
    """What a place is; `DIRECTION` is a sector of the front, not the city it is named after."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    DISTRICT = "district"
    FACILITY = "facility"
    DIRECTION = "direction"
    FRONT = "front"
    AREA = "area"


SETTLEMENT_KINDS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})


class SourceKind(StrEnum):
    """Who a source is."""

    HEAD_OF_STATE = "head_of_state"
    GOVERNMENT = "government"
    MILITARY_COMMAND = "military_command"
    MILITARY_UNIT = "military_unit"
    MILITARY_PERSONNEL = "military_personnel"
    ARMED_GROUP = "armed_group"
    LOCAL_AUTHORITY = "local_authority"
    EMERGENCY_SERVICE = "emergency_service"
    INTELLIGENCE = "intelligence"
    MAPPING_PROJECT = "mapping_project"
    THINK_TANK = "think_tank"
    RESEARCH = "research"
    NEWS_AGENCY = "news_agency"
    NEWS_OUTLET = "news_outlet"
    NGO = "ngo"
    UN_AGENCY = "un_agency"
    INTERGOVERNMENTAL = "intergovernmental"
    MEDICAL_ORG = "medical_org"
    WITNESS = "witness"
    MILBLOGGER = "milblogger"
    SOCIAL_MEDIA = "social_media"
    ANALYST = "analyst"
    IMAGERY = "imagery"
    GAZETTEER = "gazetteer"
    UNNAMED = "unnamed"


class Relation(StrEnum):
    """How a source is tied to a side."""

    SPEAKS_FOR = "speaks_for"
    MEMBER = "member"
    FUNDED_BY = "funded_by"
    TIES = "ties"
    ALIGNED = "aligned"
    NONE = "none"
    """It was looked at, and no tie was found."""
    UNKNOWN = "unknown"
    """Nobody has recorded how it stands to the sides."""


class Reliability(StrEnum):
    """Admiralty code: how good the source is."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(IntEnum):
    """Admiralty code: how credible the item is."""

    CONFIRMED = 1
    PROBABLE = 2
    POSSIBLE = 3
    DOUBTFUL = 4
    IMPROBABLE = 5
    CANNOT_BE_JUDGED = 6


class LicenceClass(StrEnum):
    """What may be done with a source's data; exports look at it."""

    OPEN = "open"
    ATTRIBUTION = "attribution"
    SHARE_ALIKE = "share_alike"
    PERMISSION = "permission"
    NO_REDISTRIBUTION = "no_redistribution"


class ControlStatus(StrEnum):
    """What a source says of a place; `OUTSIDE` is "no polygon over it", never "held"."""

    HELD = "held"
    OCCUPIED = "occupied"
    CONTESTED = "contested"
    INFILTRATED = "infiltrated"
    ENCIRCLED = "encircled"
    CUT_OFF = "cut_off"
    NOT_HELD = "not_held"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What stands behind a control reading."""

    CLAIMED = "claimed"
    REPORTED = "reported"
    ASSESSED = "assessed"
    PRESUPPOSED = "presupposed"
    DENIED = "denied"


class Change(StrEnum):
    """Which way a control reading says things move, seen from its holder."""

    GAIN = "gain"
    LOSS = "loss"
    HOLD = "hold"
    NONE = "none"


class Extent(StrEnum):
    """How much of the place a control reading is about."""

    WHOLE = "whole"
    PART = "part"
    SURROUNDINGS = "surroundings"
    REGION = "region"


class AreaStatus(StrEnum):
    """What a map's polygon stands for."""

    OCCUPIED = "occupied"
    CONTESTED = "contested"
    LIBERATED = "liberated"


class ClaimKind(StrEnum):
    """What sort of assertion a claim is."""

    CONTROL = "control"
    STATISTIC = "statistic"
    EVENT = "event"
    ASSESSMENT = "assessment"
    INTENT = "intent"


class Quote(StrEnum):
    """How much of a claim is in the claimant's own words."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"
    NONE = "none"


class Commitment(StrEnum):
    """How firmly the claimant puts it (FactBank)."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAINLY_NOT = "CT-"
    PROBABLY_NOT = "PR-"
    POSSIBLY_NOT = "PS-"
    CERTAIN_UNDERSPECIFIED = "CTu"
    UNKNOWN = "Uu"


class Verification(StrEnum):
    """What the document itself says about checking; not our judgement."""

    NOT_STATED = "not_stated"
    UNVERIFIED = "unverified"
    PARTLY_VERIFIED = "partly_verified"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    PROVISIONAL = "provisional"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class Comparator(StrEnum):
    """How a figure relates to its value: "nearly" is `~<`, "up to" is `<=`."""

    EQUAL = "="
    ABOUT = "~"
    BELOW = "<"
    AT_MOST = "<="
    ABOVE = ">"
    AT_LEAST = ">="
    JUST_BELOW = "~<"
    JUST_ABOVE = "~>"
    RANGE = "range"


class AsOfBasis(StrEnum):
    """Where a figure's own date comes from."""

    SAID = "said"
    PUBLISHED = "published"
    PREWAR = "prewar"
    ESTIMATE_DATE = "estimate_date"
    TARGET = "target"


class LinkKind(StrEnum):
    """How one claim bears on another (words of CiTO)."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    CORRECTS = "corrects"
    UPDATES = "updates"
    DUPLICATES = "duplicates"


class Standing(StrEnum):
    """Who stands behind a link between claims."""

    STATED = "stated"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Act(StrEnum):
    """What an entry of a store does.

    A correction puts right what was wrong; an update adds what became known and contradicts nothing
    said before; a refile changes no fact; a retraction takes a claim back, which stays in history.
    """

    ASSERT = "assert"
    REVISE = "revise"
    CORRECT = "correct"
    UPDATE = "update"
    REFILE = "refile"
    RETRACT = "retract"
    ASSESS = "assess"
    LINK = "link"
    ANNOTATE = "annotate"


class Independence(StrEnum):
    """Whether two linked claims come from independent sources."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """How exactly it is known where something is."""

    POINT = "point"
    """Coordinates within the settlement."""
    SETTLEMENT = "settlement"
    AREA = "area"
    """A community, district or sector of the front."""
    REGION = "region"
    NONE = "none"
