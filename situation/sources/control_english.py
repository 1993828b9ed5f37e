"""English words by which a headline says that somebody took, lost or holds a place.

What is taken must be a town or a name, and stand alone: drugs are seized, soldiers captured and
meetings held, too. Verbs that do much else besides (*take*, *hold*, *lose* …) count only where a
side or its forces are their subject. The verbs are those of the project's glossary of claims.
"""

from typing import Final


def any_of(words: str) -> str:
    """A pattern for any of these, which stand between blanks."""
    return rf"(?:{'|'.join(words.split())})"


_BEHIND: Final = any_of(
    r"""and or in on at after before from by for with within without as while but amid despite since
    over near following during again back this last overnight yesterday today tonight weeks?
    months? days? hours? is are was were has have had says? said claims? claimed reports? reported
    confirms? according that which when where who it city town village settlement region oblast
    district \w+day january february march april june july august september october november
    december"""
)
_END: Final = rf"(?=$|\s*[^\w\s’'ʼ-]|\s+[–—-]\s|\s+{_BEHIND}\b)"
"""What may stand behind the name of a place: not what is only called after it."""
_NO_PLACE: Final = any_of(
    # Sides and peoples, and other objects of these verbs where a headline is all in capitals.
    r"""Russian?s? Ukrain(?:e|ians?) \w+ish Soviet North American? Europe(?:an)? German French Part
    Place Prisoners? Captives? Hostages? Talks Meetings? \w*Elections? Drills? Exercises? Parades?
    Off Over Up Down Out On Back Care Action Aim Steps? Office Note Lead Gold Silver Bronze Power
    Cover Shelter Control Advantage Positions? Fire Ground Hundreds Thousands Dozens Territor\w+
    Land Hope The Its Their More Independence Victory Easter Eurovision Patriots? \w+day
    (?:Janu|Febru)ary (?:Septem|Octo|Novem|Decem)ber"""
)
_WORD: Final = r"[A-Z][a-z’'ʼ][\w’'ʼ-]*"
_NAME: Final = rf"(?-i:(?!{_NO_PLACE}\b)(?![\w’'ʼ-]*\d){_WORD}(?: {_WORD}){{0,2}})"
_SETTLEMENT: Final = r"(?:cit(?:y|ies)|(?:town|village|settlement|suburb)s?)"
_ADJECTIVE: Final = r"(?!(?:in|at|near|from|of|and|on|to|by|for|with|into)\b)[\w’'-]+ "
_TOWN: Final = rf"(?:{_ADJECTIVE}){{0,3}}{_SETTLEMENT}\b(?: of\b|{_END})"
_PART: Final = any_of(
    r"""most all half parts? third quarters? much rest whole cent(?:re|er) outskirts edge suburbs?
    districts? neighbou?rhoods? \d+(?:\.\d+)?\s?(?:%|per\s?cent)"""
)
_SHARE: Final = rf"(?:(?:the |a |an )?(?:[\w-]+ ){{0,2}}{_PART} of )"
_PLACE: Final = rf"{_SHARE}?(?:(?:the )?{_NAME}{_END}|{_TOWN})"
_OF: Final = (
    rf"(?:(?P<settlement>\b{_SETTLEMENT}(?: of {_NAME})?)|(?P<name>{_NAME}|{_SHARE}{_NAME}))"
)

_SIDE: Final = any_of("Russia Ukraine Moscow Kyiv Kiev (?:Russian|Ukrainian)s? Wagner Azov RSF SAF")
_FORCES: Final = any_of(
    """forces troops army armies military soldiers defenders fighters marines paratroopers units?
    brigades? regiments? battalions? corps division guards? enemy occupiers invaders rebels
    militants militias? insurgents we they"""
)
_BETWEEN: Final = any_of(
    """has have had now still also already again finally reportedly never not no longer once says?
    it claims? that denies temporarily fully completely briefly"""
)
_WHO_CLOSE: Final = rf"\b(?:{_SIDE}|{_FORCES}) (?:{_BETWEEN} ){{0,4}}"
_WHO: Final = rf"(?:{_WHO_CLOSE}|\b{_FORCES} (?:[^\s,;:.!?–—“”\"«»()]+ ){{0,6}}?)"
_OF_SIDE: Final = any_of(
    r"""Russia\w* Ukrain\w+ Moscow\w* Kyiv\w* Kremlin\w* RSF SAF our enemy rebel militia army
    military government occupation occupiers?"""
)
_BE: Final = r"(?:is|are|was|were|has been|have been|had been|remains?|still)"
_HOW: Final = (
    r"(?:(?:\w+ly|now|still|not|once|already|also|again|back|full|complete|firm|the) ){0,2}"
)

STATED: Final = (
    rf"\b(?:(?:re)?captur|seiz|liberat|retak)(?:e|es|ed|en|ing) {_PLACE}",
    rf"\b(?:retook|overran|overruns?|overrunning) {_PLACE}",
    (
        rf"{_WHO}(?:takes?|took|taken|taking|holds?|held|holding|los(?:es?|t|ing)|controls?|controlled"
        rf"|retains?|retained|keeps?|kept|cleared|abandon(?:s|ed)?) {_PLACE}"
    ),
    # Close to its subject: what is hit in "occupied Melitopol" is said of its occupiers, too.
    rf"{_WHO_CLOSE}occup(?:y|ies|ied) {_PLACE}",
    (
        r"\b(?:withdr[ae]ws?|withdrew|withdrawn|withdrawing|retreat(?:s|ed|ing)?"
        rf"|pull(?:s|ed|ing)? (?:back|out)) (?:\w+ ){{0,2}}?(?:from|of) {_PLACE}"
    ),
    rf"\bcontrol (?:of|over) {_PLACE}",
    rf"\bunder {_HOW}{_OF_SIDE}(?:[’']s?)? (?:\w+ )?control\b",
    rf"\bunder {_HOW}control of (?:the )?{_OF_SIDE}\b",
    (
        rf"\b(?:claim|announc|confirm|report|declar|den[iy])\w* (?:its )?{_HOW}"
        rf"(?:(?:re)?capture|seizure|liberation|loss|occupation|fall|control) of {_PLACE}"
    ),
    rf"\b(?:fell|fallen|falls) to (?:the )?{_OF_SIDE}\b|\bgr[ae]y zone\b",
    r"\b(?:is|are|was|were) (?:\w+ly )?(?:encircled|surrounded|cut off)\b",
)
"""Any of these is enough."""
OF_SUBJECT: Final = (
    (
        rf"{_OF} {_BE} {_HOW}"
        rf"(?:(?:re)?captured|seized|liberated|(?:re)?taken|occupied|overrun|lost|held|abandoned){_END}"
    ),
    (
        rf"{_OF} (?:(?:has|have|had) )?(?:fallen|fell|falls)(?=$|\W*$|[,.;:!?]|\s+[–—-]\s"
        r"|\s+(?:after|in|on|as|and)\b)"
    ),
    rf"{_OF} (?:(?:re)?captured|seized|liberated|(?:re)?taken|held) by (?:the )?{_OF_SIDE}\b",
    rf"{_OF} (?:{_BE} )?{_HOW}under {_HOW}control\b",
)
"""These are enough where what they are said of is called a settlement, or has a place's name."""
NOT_OF_IT: Final = (
    r"\b(?:in|at|near|from|for|to|with|on|of|outside|around|inside|across)(?: the| a)?\s*$"
)
"""Before a name: it says where something was held, and not what."""
FACTIVE: Final = (
    r"\b(?:continu\w+|manag\w+|claim\w*|appear\w*|seem\w*|believed|thought|said|reported) to\b"
)
"""Before a verb: it makes no intention of it."""
_TO_DO: Final = any_of(
    """take hold keep lose control occupy clear (?:re)?capture seize liberate retake regain overrun
    withdraw abandon fall"""
)
NOT_YET: Final = (
    r"\b(?:would|could|might|(?-i:may)|if|unless|about to)\b",
    r"\bclos(?:e|ing) (?:to|in)\b|\b(?:try|tries|tried|trying) to\b",
    r"\b(?:attempt|fail|plan|aim|want|threaten|order|vow|hope)(?:s|ed|ing|ning)? to\b",
    rf"\b(?:to|will|shall|should|won[’']t|can(?:not|[’']t)?) (?:\w+ )?{_TO_DO}\b",
    r"\b(?:prisoners?|hostages?|captives?|custody)\b",
)
"""An intention, a mere possibility, or people taken."""
