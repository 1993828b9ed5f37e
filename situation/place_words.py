"""Words of English, Ukrainian and Russian that decide what a name in a text stands for."""

from enum import Enum, auto
from typing import Final

from situation.lookup import folded


class Head(Enum):
    """What the word beside a name makes of it."""

    REGION = auto()
    RAION = auto()
    HROMADA = auto()
    DIRECTION = auto()
    AROUND = auto()
    """The city with what lies round it, or something named after it that lies near."""
    BODY = auto()
    """An authority, a force or an institution, wherever it is."""
    STREET = auto()
    RIVER = auto()


def _words(*listed: str) -> frozenset[str]:
    return frozenset(folded(word) for line in listed for word in line.split())


_HEAD_WORDS: Final = {
    Head.REGION: _words(
        "oblast oblasts region regions province provinces state states obl обл",
        "область області областю областей областям областями областях области областью",
        "регіон регіону регіоні регион региона регионе край края крае краю крайом",
    ),
    Head.RAION: _words(
        "raion raions rayon rayons district districts locality",
        "район району районом районі райони районів районам районами районах",
        "района районе районы районов",
    ),
    Head.HROMADA: _words(
        "hromada hromadas community communities municipality отг тг мтг стг",
        "громада громади громаді громаду громадою громад громадам громадами громадах",
        "община общины общине общину общиной",
    ),
    Head.DIRECTION: _words(
        "direction directions axis axes sector sectors front fronts frontline",
        "напрямок напрямку напрямком напрямки напрямків напрямкам напрямках напрям напрямі",
        "направление направления направлению направлением направлении направлений",
        "направлениям направлениях сектор сектора секторі секторе сектору",
        "фронт фронту фронті фронта фронте ділянка ділянці ділянки участок участка участке",
    ),
    Head.AROUND: _words(
        "area agglomeration pocket salient suburbs outskirts vicinity airfield airbase airport",
        "аеродром аеродрому аеродромі аэродром аэродрома аэродроме аеропорт аэропорт",
        "агломерація агломерації агломерацію агломерация агломерации агломерацию",
    ),
    Head.BODY: _words(
        "governor governors regional authorities administration forces troops government regime",
        "officials army military militia brigade regiment battalion division corps republic",
        "institute university independent post times treaty agreement accords",
        "ова ода мва рва сва облрада міськрада адміністрація адміністрації администрация",
        "администрации губернатор губернатора губернатору республіка республіки республіці",
        "республика республики республике республику бригада бригади бригады полк полку полка",
        "режим режиму режима інститут институт університет университет рада ради раді совет",
    ),
    Head.STREET: _words(
        "street streets avenue boulevard highway road motorway square lane",
        "вулиця вулиці вулицю вулицею вул улица улицы улице улицу ул проспект проспекту проспекті",
        "проспекте проспекта просп шосе шоссе площа площі площу площадь площади бульвар бульварі",
        "бульваре траса трасі трасу траси трасса трассе трассу трассы дорога дороги дорозі дороге",
        "дорогу провулок провулку переулок переулке",
    ),
    Head.RIVER: _words(
        "river rivers reservoir річка річки річку річкою річці река реки реку рекой реке",
        "берег берега березі берегу берегом береги водосховище водосховища водохранилище",
        "водохранилища русло русла",
    ),
}
HEADS: Final = {word: head for head, words in _HEAD_WORDS.items() for word in words}
"""Folded word → what it makes of a name."""

PLURAL_HEADS: Final = _words(
    "oblasts regions provinces states raions rayons districts hromadas communities directions axes",
    "sectors fronts",
)
"""English heads that stand for several names before them."""

FILLERS: Final = _words(
    "міська міської міській міську сільська сільської сільській сільську селищна селищної селищній",
    "селищну територіальна територіальної територіальній територіальну об'єднана об'єднаної",
    "військова військової військово цивільна народна народної народній народную народная народной",
    "народну городская городской городскую сельская областная обласна обласної областной",
    "поселковая military civil urban rural settlement territorial city town people",
)
"""May stand between a name and its head."""

SETTLEMENT_WORDS: Final = _words(
    "city town village settlement hamlet м с смт г п пгт пос сел город города городе городу",
    "городом місто міста місті місту містом село села селі селе селу селом селище селища селищі",
    "селищу поселок поселка поселке поселку хутір хутора хутор населений пункт пункту пункті",
    "населенный пункта пункте",
)
BEFORE_OF: Final = _words("city town village settlement outskirts centre center suburb suburbs")

LOCATORS: Final = _words(
    "in at near around inside outside into within from",
    "у в во під біля поблизу навколо неподалік із зі",
    "под возле около близ вблизи вокруг рядом из",
)
"""Behind one of these even a name that is also a common word is a place."""

NEARBY: Final = _words(
    "near nearby outside around close",
    "під біля поблизу навколо неподалік недалеко довкола районі",
    "под возле около близ вблизи вокруг рядом неподалёку недалеко районе",
)
"""Before a name: what lies round the place, and not the place itself."""
MEASURES: Final = _words(
    "km kms kilometres kilometers kilometre kilometer miles mile away",
    "км кілометр кілометри кілометрів кілометрах кілометра километр километра километров",
    "километрах миль милях",
)
COMPASS: Final = _words(
    "north south east west northeast northwest southeast southwest northern southern eastern",
    "western північ півночі південь півдня схід сходу захід заходу північніше південніше",
    "східніше західніше",
    "север севера северу юг юга югу восток востока востоку запад запада западу севернее южнее",
    "восточнее западнее",
)
FROM: Final = _words("of from off to від од от до")
"""Between a measure or a direction and a name: "10 km south of Pokrovsk"."""

FOREIGN: Final = _words(
    "yakutia sakha tatarstan bashkortostan bashkiria buryatia chuvashia mordovia udmurtia karelia",
    "komi dagestan chechnya ingushetia kalmykia adygea tuva khakassia siberia urals primorye",
    "kamchatka sakhalin chukotka transnistria moldova belarus kazakhstan poland bulgaria romania",
    "якутия якутии якутию якутією якутія якутії саха татарстан татарстане татарстані башкирия",
    "башкирии башкортостан башкортостане бурятия бурятии бурятія бурятії чувашия чувашии мордовия",
    "мордовии удмуртия удмуртии карелия карелии карелія карелії коми комі дагестан дагестане",
    "дагестані чечня чечне чечні ингушетия калмыкия калмыкии адыгея тыва хакасия сибирь сибири",
    "сибір сибіру приморье камчатка камчатке сахалин сахалине чукотка приднестровье придністров’я",
    "молдова молдове молдові молдавия молдавии беларусь беларуси білорусь білорусі белоруссия",
    "белоруссии казахстан казахстане казахстані польша польше польща польщі болгария болгарии",
    "болгарія болгарії румыния румынии румунія румунії",
)
"""Regions and countries in which places of the same names lie."""
FOREIGN_IN_BRACKETS: Final = FOREIGN | _words("russia россия россии рф росія росії usa сша")
"""What in brackets behind a name says the same: elsewhere these may begin the next statement."""

TOWARDS: Final = _words(
    "towards toward",
    "напрямку напрямок напрямі направлении направлению сторону бік",
)
"""Before a name: the way there, not the place."""

ABBREVIATIONS: Final = _words(
    "м с смт г п пгт пос вул ул обл просп пл ст св р н mr mrs ms dr prof gen col st",
)
"""A full stop behind one of these ends no sentence."""

COMMON_WORDS: Final = _words(
    "щастя рівне лиман суми піски комар буча ворожба перемога дружба воля свобода надія зоря нива",
    "лози луки праця іскра маяк промінь гори гірник антрацит дубки",
    "счастье ровно пески комарь мир победа надежда заря горняк",
    "antratsyt hirnyk bucha mayak zoria liman",
)
"""Names that are common words as well: where a sentence begins, a capital tells nothing."""

AMBIGUOUS: Final = _words(
    "нове мирне веселе зелене степове сонячне вільне світле високе покров удачне північне південне",
    "східне західне залізне садове вишневе чисте ясне червоне озерне лісове польове урожайне",
    "українське українськ украинск центральне головне красне хрустальний алмазна",
    "мирное новое веселое зеленое степное северное южное восточное западное железное садовое",
    "красное лесное озерное удачное",
    "самар дніпро днепр торез жданов димитров стаханов киров кирово кировск",
    "орджонікідзе",
    "torez zhdanov dimitrov dymytrov stakhanov kirov komar pokrov dnipro dnepr dnieper samar saki",
    "kefe druzhba ordzhonikidze",
)
"""Names that are adjectives, feasts, rivers or persons as well, wherever they stand."""

KNOWN_ELSEWHERE: Final = frozenset(
    folded(name)
    for name in (
        *("New York", "Нью-Йорк", "Dzerzhinsk", "Dzerzhynsk", "Дзержинск", "Дзержинськ"),
        *("Novomoskovsk", "Новомосковск", "Новомосковськ", "Sverdlovsk", "Свердловск"),
    )
)
"""Names that mean another place of the world unless a region or a point says otherwise."""

GIVEN_NAMES: Final = _words(
    "oleksandr oleksii andrii anatolii bohdan borys valerii vasyl viktor vitalii vladyslav",
    "volodymyr vadym viacheslav dmytro denys yevhen ivan ihor kyrylo kostiantyn leonid maksym",
    "mykola mykhailo oleh pavlo petro roman ruslan serhii serhiy stepan taras yurii yuriy yaroslav",
    "alexander alexei andrei boris dmitry dmitri evgeny georgi grigory igor konstantin maxim",
    "mikhail nikolai oleg pavel pyotr sergei sergey vladimir vyacheslav yuri anna iryna kateryna",
    "maria natalia olena olha svitlana tetiana yulia john james michael david robert william",
    "олександр олексій андрій анатолій богдан борис валерій василь віктор віталій владислав",
    "володимир вадим вячеслав дмитро денис євген іван ігор кирило костянтин леонід максим микола",
    "михайло олег павло петро роман руслан сергій степан тарас юрій ярослав",
    "александр алексей андрей анатолий валерий василий виктор виталий владимир дмитрий евгений",
    "георгий григорий иван игорь кирилл константин михаил николай павел петр руслан сергей юрий",
    "ганна ірина катерина марія наталія олена ольга світлана тетяна юлія анна ирина екатерина",
    "мария наталья елена светлана татьяна юлия максим",
    "олександра олексія андрія віктора віталія володимира дмитра ігоря івана миколи михайла олега",
    "петра сергія юрія александра алексея андрея виктора виталия владимира дмитрия игоря ивана",
    "николая михаила сергея юрия",
)
TITLES: Final = _words(
    "mr mrs ms dr prof professor president general colonel captain major commander sergeant",
    "lieutenant minister spokesman spokeswoman spokesperson journalist officer soldier private",
)

SPEECH: Final = _words(
    "says said say saying denies denied claims claimed accuses accused rejects rejected urges",
    "urged warns warned wants hopes insists insisted demands demanded announced announces agreed",
    "agrees thinks believes vowed pledged asked calls called seeks hailed welcomed expects",
    "заявив заявила заявило заявляє заявили каже кажуть вимагає звинуватив звинувачує вважає",
    "заявил заявляет заявляют говорит требует обвинил обвиняет считает надеется хочет",
)
"""Behind a name: a government speaks, and nothing is said of the town."""

CAPITALS: Final = _words(
    "moscow washington brussels london berlin paris beijing ankara warsaw kremlin",
    "москва москви москву москвою москвой москвы вашингтон вашингтоном брюссель брюсселем",
    "москві москве лондон берлін берлин париж пекін пекин варшава анкара",
)
"""Named beside a capital: governments, not towns."""

CONJUNCTIONS: Final = _words("and or та і й и або или")

CAPITALISED: Final = _words(
    "the a an in on at near from to of by for with and or but as after before over under russian",
    "russians ukrainian ukrainians russia russia's ukraine ukraine's soviet us eu nato monday",
    "tuesday wednesday thursday friday saturday sunday january february march april may june july",
    "august september october november december northern southern eastern western central north",
    "south east west greater downtown city town village",
    "в у на під біля поблизу із за над до від під под возле около близ из по для через между між",
    "росія росії росіяни україна україни україні украина украины россия россии",
    "російські українські русские российские украинские",
)
"""Written with a capital beside a name without being part of it."""

OTHER_PLACE_PREFIXES: Final = _words(
    "нова новий нове новые новая новое стара старий старе старая старый старое велика великий",
    "велике великая мала малий мале малая малый верхня верхній верхнє нижня нижній нижнє верхняя",
    "нижняя красна красний красная красный святе свята біла чорна нові старі",
    "nova novyi nove novaya stara staryi stare staraya velyka velykyi velyke mala malyi male",
    "verkhnia verkhnii nyzhnia nyzhnii krasna krasnyi krasnaya new old upper lower sviato svyato",
)
"""First words of names of two words: with one of them before it a name is another place's."""
