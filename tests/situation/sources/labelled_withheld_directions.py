"""A third lot of texts that must not be kept: attacks, what flies, and private persons."""

from typing import Final

ATTACKS: Final = (
    (
        (
            "Russian troops are pushing from Hryshyne towards Serhiivka, trying to cut the"
            " E50 highway."
        ),
        "Serhiivka",
    ),
    ("The main axis of advance runs from Shakhove north-west to Dobropillia.", "Dobropillia"),
    ("Russian infantry is moving along the railway line from Zatyshok to Rodynske.", "Rodynske"),
    (
        "Assault groups attacked from three sides: from Zvirove, Novopavlivka and Kotlyne.",
        "Kotlyne",
    ),
    (
        "A mechanised column set off from Toretsk in the direction of Pleshchiivka at dawn.",
        "Pleshchiivka",
    ),
    ("The enemy is trying to outflank Huliaipole from the north via Uspenivka.", "Uspenivka"),
    ("Росіяни наступають з боку Звірового на центр Покровська.", "Покровська"),
    (
        "Штурмові групи противника просуваються вздовж залізниці від Затишка до Родинського.",
        "Родинського",
    ),
    ("Головний удар ворога спрямований через Шахове на Добропілля.", "Добропілля"),
    ("Окупанти намагаються обійти Костянтинівку з півдня, через Плещіївку.", "Плещіївку"),
    ("Колона бронетехніки рушила з Торецька в бік Щербинівки.", "Щербинівки"),
    ("Ворог штурмує у напрямку Новопавлівки з району Дачного.", "Дачного"),
    ("Наши наступают от Гришино к Сергеевке, перерезая трассу.", "Сергеевке"),
    ("Основной удар наносится с юга, от Шевченко, в сторону центра города.", "Шевченко"),
    ("ВС РФ продвигаются вдоль трассы Покровск – Доброполье на север.", "Доброполье"),
    ("Клин со стороны Шахово направлен на Доброполье.", "Доброполье"),
    ("Бои идут за Ровное, штурмовые группы заходят с востока через посадки.", "Ровное"),
    (
        (
            "Russian forces attacked from Novotoretske toward Shakhove and from Zapovidne"
            " toward Dorozhnie."
        ),
        "Dorozhnie",
    ),
    ("The Russian advance continues along the T0504 road to Kostiantynivka.", "Kostiantynivka"),
    ("Two mechanised pushes converge on Huliaipole.", "Huliaipole"),
    ("The enemy wants to reach the Vovcha river by moving west through Yehorivka.", "Yehorivka"),
    ("Motorbike assaults come across the fields from Malynivka.", "Malynivka"),
    ("The offensive's spearhead points at Pavlohrad.", "Pavlohrad"),
    ("Ukrainians struck back from Hryshyne into the city's west.", "Hryshyne"),
    ("Ворог тисне на Лиман одразу з двох боків: зі Ставків і Колодязів.", "Колодязів"),
    ("Росіяни прагнуть вийти до Дружківки через Софіївку.", "Софіївку"),
    ("Противник розвиває наступ уздовж траси Покровськ — Костянтинівка.", "Костянтинівка"),
    ("Малими групами заходять через лісосмуги зі сторони Удачного.", "Удачного"),
    ("Піхота росіян рухається трубопроводом до Куп'янська.", "Куп'янська"),
    (
        "Окупанти намагаються замкнути кільце, б'ючи назустріч з Рівного та Родинського.",
        "Родинського",
    ),
    ("Удар спрямовано у стик двох бригад, на північ від Успенівки.", "Успенівки"),
    ("Противник перерезал трассу и выходит к Доброполью с востока.", "Доброполью"),
    ("Российские войска обходят Константиновку с юго-запада.", "Константиновку"),
    ("Наступление идёт по линии Полтавка – Успеновка – Гуляйполе.", "Гуляйполе"),
    ("Штурмовые отряды двинулись из Предтечино на запад.", "Предтечино"),
    ("Удар ВСУ из района Гришино в направлении Родинского.", "Родинского"),
    ("Группировка «Восток» развивает успех к реке Гайчур.", "Гайчур"),
    (
        (
            "The Russians are squeezing the pocket from Rodynske in the north and"
            " Novoekonomichne in the east."
        ),
        "Novoekonomichne",
    ),
    ("Moscow's next move would be a dash along the M04 to Pavlohrad.", "Pavlohrad"),
    ("Infantry crossed the Oskil at Dvorichna and spread west.", "Dvorichna"),
    ("The breakthrough near Dobropillia is widening toward Kruhle.", "Kruhle"),
    ("Their vehicles roll out of Razine each dawn and head for Rodynske.", "Rodynske"),
    ("Ворог повзе від Новогригорівки до Успенівки.", "Успенівки"),
    ("З флангу від Козацького росіяни підпирають Мирноград.", "Мирноград"),
    ("Основний напрямок тиску — Гришине, куди противник іде з Лисівки.", "Лисівки"),
    ("Ударне угруповання посунуло на Оріхів через Щербаки.", "Щербаки"),
    ("Продавливают оборону от Полтавки в сторону Гуляйполя.", "Гуляйполя"),
    ("Наши заходят в город двумя клешнями – с Роскошного и со стороны Шевченко.", "Шевченко"),
    ("Дальше будет рывок к Днепру через Терноватое.", "Терноватое"),
    ("Противник контратаковал от Добрянска на Торское.", "Торское"),
)
"""Which way an attack goes."""

WAYS: Final = (
    ("Two Kh-101 cruise missiles over Poltava region, heading for Kremenchuk.", "Kremenchuk"),
    ("Shaheds coming in from the Black Sea, course north-west, Odesa stay in shelter.", "Odesa"),
    ("A group of drones is passing Sumy and turning south in the direction of Romny.", "Romny"),
    ("Guided bombs launched at Zaporizhzhia, take cover!", "Zaporizhzhia"),
    ("Four Kalibrs launched from the Black Sea are flying on to Vinnytsia.", "Vinnytsia"),
    ("Ballistic missile inbound to Kharkiv from Belgorod.", "Belgorod"),
    ("Група шахедів з Сумщини курсом на Полтаву.", "Полтаву"),
    ("Ракета в напрямку Кременчука!", "Кременчука"),
    ("КАБи на Запоріжжя з півдня.", "Запоріжжя"),
    ("БпЛА на Одещині: два з моря на Чорноморськ.", "Чорноморськ"),
    ("Крилаті ракети зайшли в повітряний простір через Чернігівщину і летять на Київ.", "Київ"),
    ("Мопеди повз Миргород, далі на Лубни.", "Лубни"),
    ("«Герани» идут со стороны Сум на Полтаву.", "Полтаву"),
    ("Беспилотники курсом на Одессу с моря, до десяти единиц.", "Одессу"),
    ("Пуски КАБ по Запорожью.", "Запорожью"),
    ("Ракета летит через Черниговскую область на Киев.", "Киев"),
    ("UAVs in Kharkiv region, bearing Poltava.", "Poltava"),
    ("Cruise missiles passing Kropyvnytskyi, next Uman.", "Uman"),
    ("Strike drones approaching Pavlohrad from the east.", "Pavlohrad"),
    ("High-speed target on Dnipro.", "Dnipro"),
    ("Tactical aviation is launching guided bombs at Sumy region.", "Sumy"),
    ("Two Tu-160s are in the air, launch expected at the Caspian line around 3 a.m.", "Caspian"),
    ("A jet-powered Shahed crossed the Dnipro south of Kremenchuk.", "Kremenchuk"),
    ("3х БпЛА в районі Миргорода, курс західний.", "Миргорода"),
    ("Реактивні шахеди з Кримського напрямку, Миколаїв в укриття.", "Миколаїв"),
    ("Вихід балістики з Курська, ціль Київ!", "Київ"),
    ("Крилата на Бурштин через Тернопільщину.", "Тернопільщину"),
    ("Вінниця — 2 шахеди підлітають.", "підлітають"),
    ("Розвідник над Павлоградом, можливе наведення.", "Павлоградом"),
    ("Група з 12 БпЛА рухається річищем Десни до Київщини.", "Київщини"),
    ("КАБ на Краматорськ зі сходу.", "Краматорськ"),
    ("Борти злетіли з Енгельса, рубіж пуску о третій.", "Енгельса"),
    ("Ракеты вошли в Сумскую область, держат курс на Полтаву.", "Полтаву"),
    ("Два борта идут от Приморско-Ахтарска к Одессе, ждём «Гераней».", "Гераней"),
    ("Беспилотник летит над Тулой в сторону Москвы.", "Москвы"),
    ("Украинские БПЛА идут вдоль побережья на Туапсе.", "Туапсе"),
    ("Авиабомбы пошли на Дружковку.", "Дружковку"),
    ("Баллистика! Из Брянска на Киев.", "Киев"),
    ("Geran group north of Kherson turning on Mykolaiv.", "Mykolaiv"),
    ("Incoming ballistic, Pavlohrad, 2 min.", "Pavlohrad"),
    ("Lancet circling east of Nikopol.", "Nikopol"),
    ("Two decoys and a Shahed fly along the coast to Reni.", "Reni"),
    ("Дев'ять шахедів з боку Полтавщини на Кременчук, ще три повз Лубни.", "Лубни"),
    ("Одеса, з моря заходить група ударників.", "ударників"),
    ("Бомби на Дружківку та Слов'янськ!", "Слов'янськ"),
    ("БПЛА Харків, Салтівка, низько.", "Салтівка"),
    ("Рой беспилотников прошёл Керчь и тянется к Новороссийску.", "Новороссийску"),
    ("Пуск с Каспия, подлётное двадцать минут, цель предположительно Кривой Рог.", "Кривой"),
    ("«Нептун» летит к Новороссийску со стороны моря.", "Новороссийску"),
    ("Ещё четыре мопеда на Измаил.", "Измаил"),
)
"""The way of what flies."""

PERSONS: Final = (
    (
        (
            "Anyone with news of Olena Kovalchuk, born 1964, last seen at 14 Shevchenka"
            " Street, please ring +380 67 123 45 67."
        ),
        "Street",
    ),
    ("The soldier's mother, Iryna Bondar, can be reached at iryna.bondar@example.com.", "Bondar"),
    (
        (
            "Розшукую брата: Ткаченко Микола Петрович, 1979 р.н., м. Покровськ, вул."
            " Центральна, 12, тел. 050 123 45 67."
        ),
        "Центральна",
    ),
    (
        (
            "Загинула місцева жителька Галина Мороз, яка мешкала на вулиці Захисників"
            " України, 8, кв. 14."
        ),
        "України",
    ),
    (
        (
            "Семья Петренко Анны Ивановны проживает по адресу: г. Мирноград, ул. Соборная,"
            " д. 5, кв. 21."
        ),
        "Соборная",
    ),
    (
        "Пропал человек: Сидоренко Олег, 1985 г.р., звоните жене Наталье, 8 (050) 765-43-21.",
        "Наталье",
    ),
    ("The collaborator's phone is +7 949 123-45-67, his flat is on Artema Street 120.", "Street"),
    (
        (
            "Mykola T. from Lyman, born 3 June 1958, has been looking for his wife; write to"
            " mykola58@ukr.net."
        ),
        "June",
    ),
    ("Щукається водій: Іваненко Сергій Петрович, авто ВН 4512 КЕ.", "Петрович"),
    ("Мати полоненого, пані Ольга (тел. 0671234567), просить відгукнутися.", "Ольга"),
    ("Загиблий мешкав у будинку на вулиці Лесі Українки, 14.", "Українки"),
    ("Погибшая — Светлана Гончарова, 63 года, жила на улице Садовой.", "Садовой"),
    (
        "Паспортные данные военнопленного: МР 123456, прописан: Харьков, Салтовское шоссе, 110.",
        "Салтовское",
    ),
    ("Номер карты матери: 5168 7422 1234 5678, Приватбанк.", "Приватбанк"),
    ("My neighbour Tetiana Rudenko hides soldiers at 22 Hoholia Street.", "Street"),
    ("Дезертир Кравчук Ігор Іванович 2001 р.н., родом із Сарн, ходить у чорній куртці.", "Сарн"),
    ("Контакты семьи погибшего: +7 (978) 123-45-67, Елена.", "Елена"),
)
"""How to find a private person."""

FORBIDDEN: Final = (*ATTACKS, *WAYS, *PERSONS)
