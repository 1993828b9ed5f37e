"""What the grades mean: the Admiralty code of source and item, and how firmly a thing is said.

The three are kept apart, and apart from an analyst's likelihood: none follows from another.
"""

from collections.abc import Mapping
from typing import Final

from situation.citation import CREDIBILITY_WORDS, RELIABILITY_WORDS
from situation.vocabulary import Commitment, Credibility, Reliability

RELIABILITY_HELP: Final[Mapping[Reliability, str]] = {
    Reliability.A: "no doubt; was right whenever checked",
    Reliability.B: "small doubts; was right mostly",
    Reliability.C: "some doubt; was right at times",
    Reliability.D: "much doubt; was right now and then",
    Reliability.E: "was wrong, or misled, when checked",
    Reliability.F: "no basis to judge; not the worst grade",
}
CREDIBILITY_HELP: Final[Mapping[Credibility, str]] = {
    Credibility.CONFIRMED: "independent sources say the same",
    Credibility.PROBABLE: "fits what is known; not confirmed",
    Credibility.POSSIBLE: "fits in part with what is known",
    Credibility.DOUBTFUL: "possible, but does not fit",
    Credibility.IMPROBABLE: "what is known speaks against it",
    Credibility.CANNOT_BE_JUDGED: "no basis to judge; not the worst grade",
}
COMMITMENT_WORDS: Final[Mapping[Commitment, str]] = {
    Commitment.CERTAIN: "says it as certain",
    Commitment.PROBABLE: "says it as probable",
    Commitment.POSSIBLE: "says it as possible",
    Commitment.CERTAINLY_NOT: "says that it is certainly not so",
    Commitment.PROBABLY_NOT: "says that it is probably not so",
    Commitment.POSSIBLY_NOT: "says that it is possibly not so",
    Commitment.CERTAIN_UNDERSPECIFIED: "knows whether it is so, and does not say",
    Commitment.UNKNOWN: "does not say how sure",
}
"""The values of FactBank."""


def reliability_text(reliability: Reliability) -> str:
    """`B usually reliable`."""
    return f"{reliability} {RELIABILITY_WORDS[reliability]}"


def credibility_text(credibility: Credibility) -> str:
    """`2 probably true`."""
    return f"{credibility.value} {CREDIBILITY_WORDS[credibility]}"
