"""What the words of a headline say of a claim's kind and of how firmly it is put.

Few phrases and no guessing: a claim is an event unless its words say that somebody took, lost or
holds a place. Negations are left to the text itself. The phrases are those of the project's
glossary of claims (control verbs, FactBank's commitment words), in English, Ukrainian and Russian.
"""

import re
from typing import Final

from situation.vocabulary import ClaimKind, Commitment


def _phrases(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})", re.IGNORECASE)


# What is taken must be a town or a name: drugs are seized and soldiers captured, too.
_TOWN: Final = (
    r"(?:(?:the )?(?:[\w-]+ ){0,2}(?:city|town|village|settlement)s?\b"
    r"|(?-i:(?!Russian|Ukrainian|Soviet|North|US\b)[A-Z][\w’'-]+))"
)
_TOWN_CYRILLIC: Final = (
    r"(?:(?:[\w-]+ ){0,2}(?:міст|сел[оаищ]|населен|город|пос[её]л)\w*"
    r"|(?-i:[А-ЯІЇЄҐ][\w’'ʼ-]+))"
)
_CONTROL: Final = _phrases(
    rf"(?:(?:re)?captur|seiz|liberat|retak)(?:e|es|ed|ing) {_TOWN}",
    rf"(?:retook|overran|overruns?|overrunning) {_TOWN}",
    rf"(?:withdrew|withdrawn|withdraws?|retreat(?:s|ed)?) from {_TOWN}",
    r"(?:takes?|took|taken|taking|gain(?:s|ed)?|establish(?:es|ed)?|regain(?:s|ed)?|los(?:es|t)"
    r"|retain(?:s|ed)?|holds?) (?:full |complete |partial |firm )?control (?:of|over)\b",
    r"(?:is|are|remains?|still|was) (?:\w+ly )?under [\w’' -]{0,25}control\b",
    r"(?:has|have|had) fallen to\b|fell to\b|gr[ae]y zone\b",
    r"(?:is|are|was|were) (?:\w+ly )?(?:encircled|surrounded|cut off)\b",
    rf"(?:звільни|захопи|окупува|освободи|захвати|оккупирова)(?:в|л|ла|ли) {_TOWN_CYRILLIC}",
    rf"(?:звільнено|захоплено|окуповано|освобожд[её]н\w?|захвачен\w?) {_TOWN_CYRILLIC}",
    rf"(?:вийшли|відійшли|вышли|отошли) (?:з|із|зі|из|с|со) {_TOWN_CYRILLIC}",
    r"(?:взя|встанови|установи|втрати|потеря)\w+ (?:\w+ )?(?:під |под )?контрол",
    r"(?:під|под) (?:\w+ ){0,3}контролем\b|сір(?:а|ій|у|ої) зон|сер(?:ая|ой|ую) зон",
    r"оточен(?:о|ий|а|і)\b|окруж[её]н(?:о|а|ы)?\b",
)
_NOT_YET: Final = _phrases(
    r"(?:would|could|might|may|if|unless|about to|якщо|если)\b",
    r"clos(?:e|ing) (?:to|in)\b|(?:try|tries|tried|trying) to\b",
    r"(?:attempt|fail|plan|aim|want|threaten|order|vow|hope)(?:s|ed|ing|ning)? to\b",
    r"намага|спроб|плану|хоче|хочуть|пыта|попыт|планир|намер",
)
_HEDGES: Final = (
    (
        Commitment.PROBABLY_NOT,
        _phrases(r"(?:highly )?unlikely\b", r"(?:навряд|малоймовірно|вряд ли|маловероятно)\b"),
    ),
    (
        # A capital May is the month, and "could not" says what somebody was not able to do.
        Commitment.POSSIBLE,
        _phrases(
            r"(?:might|could(?! not)|possibly|potentially|perhaps|maybe|unclear whether)\b",
            r"(?-i:may)\b|(?:можливо|може бути|возможно|может быть)\b",
        ),
    ),
    (
        Commitment.PROBABLE,
        _phrases(
            r"(?:likely|probably|apparently|reportedly|presumably|allegedly|seems?)\b",
            r"appears? to\b|(?:is|are) (?:believed|thought) to\b",
            r"(?:ймовірно|імовірно|вірогідно|схоже|нібито|за попередніми даними)\b",
            r"(?:вероятно|похоже|якобы|предположительно|по предварительным данным)\b",
        ),
    ),
    (Commitment.UNKNOWN, _phrases(r"(?:would|if|unless|якщо|если)\b")),
)
"""Weakest first: the first that occurs decides."""


def kind_of(headline: str) -> ClaimKind:
    """`CONTROL` where the words say that somebody took, lost or holds a place, else `EVENT`."""
    says_control = _CONTROL.search(headline) and not _NOT_YET.search(headline)
    return ClaimKind.CONTROL if says_control else ClaimKind.EVENT


def commitment_of(headline: str) -> tuple[Commitment, str]:
    """How firmly it is put, and the word that says so; `CERTAIN` and no word where none does."""
    for commitment, pattern in _HEDGES:
        hedge = pattern.search(headline)
        if hedge:
            return commitment, hedge[0]
    return Commitment.CERTAIN, ""
