"""Whether a sentence tells how to find a private person.

Names alone are not known for private ones; with an age, a birthday, an address or a number they
are. Whoever is named with an office is a public person.
"""

import re
from typing import Final

from situation.sources.withheld_words import within

_CAP: Final = r"(?-i:[A-ZА-ЯІЇЄҐЁ][\w’'ʼ-]{1,40}+)"
_MONTH: Final = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|січ|лют|берез|квіт|трав|черв|лип|серп"
    r"|верес"
    r"|жовт|листоп|груд|янв|фев|март|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w*"
)
_DAY: Final = rf"(?:\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})"
_STREET: Final = (
    r"(?:вул\.|вулиц\w+|ул\.|улиц\w+|просп\.|проспект\w*|пров\.|провул\w+|пер\.|переул\w+"
    r"|бульв\.|бульвар\w*|площ\w+|шосе|шоссе|узвоз\w*)"
)
_HOUSE_FOLLOWS: Final = r"(?=\s*(?:[,.;:!?)/-]|$|кв\b|корп\b|під[’']їзд|подъезд))"
_FORMS: Final = (
    # Telephones, cards, accounts, addresses of mail and pages.
    r"(?:\+?38|\+7|\b8)?[\s(-]{0,2}\b0?\d{2,3}[\s)-]{1,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}\b",
    (
        r"\+\d[\d\s()-]{8,16}\d\b|(?<![\d.,+-])0(?:39|50|63|66|67|68|73|91|92|93|94|95|96|97|98"
        r"|99)\d{7}(?!\d)"
        r"|(?<!\d)(?:38)0\d{9}(?!\d)|(?<!\d)8\d{10}(?!\d)"
    ),
    r"\b(?:\d{4}[ -]?){3}\d{4}\b|\bUA\d{27}\b|[\w.+-]{1,64}@[\w-]{1,64}\.\w",
    r"\b(?:instagram|facebook|vk|ok|tiktok)\.(?:com|ru)/[\w.]+",
    # Birthdays.
    r"\b(?:19|20)\d\d\s?(?:р\.?\s?н\b|г\.?\s?р\b|року народж|года рожд)|\bborn (?:on|in) \w+ ?\d",
    (
        rf"\b(?:born|нар\.|народи\w+|родил\w+|дата (?:народження|рождения)|date of birth"
        rf"|DOB)\W{{0,3}}(?:on )?{_DAY}"
    ),
    rf"{_DAY}(?:\s?\d{{4}})?\s?(?:р\.?\s?н\b|г\.?\s?р\b|року народж|года рожд)",
    # Where somebody lives.
    (
        rf"{_STREET}\s+(?:{_CAP}|\d+-?\w{{0,3}})(?:\s+{_CAP}){{0,2}},?\s*(?:буд(?:инок|\.)?|д(?:ом"
        rf"|\.)?|№)?\s*\d{{1,4}}(?-i:[а-яa-zА-Я]?)\b{_HOUSE_FOLLOWS}"
    ),
    rf"\b\d{{1,4}}[a-z]?,? (?:{_CAP} ){{1,3}}(?:Street|St|Avenue|Ave|Lane|Boulevard|Road)\b",
    rf"\b{_CAP} (?:Street|St|Avenue|Lane|Boulevard),? (?:no\.? ?)?\d{{1,4}}\b{_HOUSE_FOLLOWS}",
    (
        rf"\b(?:будинок|будинку|дом|доме|house|building),? (?:№ ?|no\.? ?)?\d{{1,4}}\w?"
        rf" (?:по|на|in|on|of) (?:{_STREET}|{_CAP})"
    ),
    r"\b(?:apt|apartment|flat|кв|квартира|квартире|квартирі)\.?\s?(?:no\.? ?|№ ?)?\d{1,4}\b",
    (
        r"\b(?:мешка(?:є|в|ла)|прожива(?:є|в|ла|ет|л)|живе|жив|жила|жив[её]т|lives?|lived|resides?)"
        rf"{within(5)}(?:{_STREET}\s+{_CAP}|{_CAP} (?:Street|Avenue|Lane|Boulevard))"
    ),
    # Papers and plates.
    r"\b(?:passport|паспорт)\w*\W+(?:[\w№#.]+\W+){0,4}?(?:[A-ZА-ЯІЇЄ]{2}\s?)?\d{6,9}\b",
    r"\b(?:ІПН|РНОКПП|ИНН|СНІЛС|СНИЛС|ID[- ]?card|tax number)\W+(?:\w+\W+){0,2}?\d[\d -]{7,13}\b",
    r"(?-i:\b[АВЕІКМНОРСТХABEIKMHOPCTX]{2}\s?\d{4}\s?[АВЕІКМНОРСТХABEIKMHOPCTX]{2}\b)",
)
_PERSONAL: Final = re.compile("|".join(f"(?:{form})" for form in _FORMS), re.IGNORECASE)
_AGED: Final = re.compile(
    rf"\b\d{{1,3}}[-\s]?(?:year-old|річн\w+|летн\w+)\s+{_CAP}\s+{_CAP}"
    rf"|\b{_CAP}\s+{_CAP}\s\(\d{{1,2}}\)|\b{_CAP}\s+{_CAP},? born (?:in )?\d{{4}}\b"
    rf"|\b{_CAP}\s+{_CAP},\s(?:aged\s)?\d{{1,2}}(?:,|\sроків|\sлет|\sгод|\sрік|$|\.|\sи\s|\sand\s)",
    re.IGNORECASE,
)
_OFFICE: Final = re.compile(
    r"\b(?:president|minister|governor|mayor|spokes\w+|chancellor|general|colonel|commander|deputy"
    r"|ambassador|secretary|chief|head of|pope|senator|leader|директор|президент|міністр|министр"
    r"|голов[аиі]"
    r"|глав[аы]|мер\b|мэр|речни\w+|представител\w+|командувач|командующ|генерал|полковник|депутат"
    r"|посол|губернатор|секретар)",
    re.IGNORECASE,
)
_MAYBE: Final = re.compile(r"[\d@/]")
"""What every form holds; most sentences do not, and need no closer look."""
_PUBLIC_LINE: Final = re.compile(
    r"\b(?:hot ?lines?|helplines?|call cent\w+|toll-free|гаряч\w+ ліні\w+|горяч\w+ лини\w+"
    r"|(?:кол|контакт|call)-?\s?центр\w*|безкоштовн\w+ номер\w*|бесплатн\w+ номер\w*)",
    re.IGNORECASE,
)
_FREE_OF_CHARGE: Final = re.compile(r"(?<![\d+])[08][ -]?\(?800\)?(?:[ -]?\d){6,7}(?!\d)")
"""Numbers that only authorities and firms have."""
_HANDLE: Final = re.compile(r"(?<![\w.@/])@[A-Za-z_]\w{2,31}|\bt\.me/\w[\w/+]*", re.ASCII)


def tells_a_person(sentence: str) -> bool:
    """Whether clean words hold a number, a birthday, an address or an age of a private person."""
    if _MAYBE.search(sentence) is None:
        return False
    words = _FREE_OF_CHARGE.sub(" ", sentence) if _PUBLIC_LINE.search(sentence) else sentence
    if _PERSONAL.search(words):
        return True
    return _AGED.search(words) is not None and _OFFICE.search(words) is None


def without_handles(sentence: str, mark: str) -> str:
    """A sentence with `mark` in place of each name by which somebody is written to."""
    return _HANDLE.sub(mark, sentence)
