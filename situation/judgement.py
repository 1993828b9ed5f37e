"""The words in which an analyst judges what others say."""

from enum import StrEnum


class Opinion(StrEnum):
    """An analyst's view of somebody's claim (STIX 2.1)."""

    STRONGLY_DISAGREE = "strongly-disagree"
    DISAGREE = "disagree"
    NEUTRAL = "neutral"
    AGREE = "agree"
    STRONGLY_AGREE = "strongly-agree"


class Likelihood(StrEnum):
    """How likely an analyst thinks it (ICD 203, first row of words)."""

    ALMOST_NO_CHANCE = "almost no chance"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    EVEN_CHANCE = "roughly even chance"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    ALMOST_CERTAIN = "almost certain"


class Confidence(StrEnum):
    """How well founded an analyst's judgement is."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
