"""How the words begin by which people are named for what they are, in every language that is offered.

An entry begins a word; one that ends in a blank is a whole word. Case and marks do not matter. Chinese, which
leaves no blanks between words, is found anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Reason = Literal["school_meals", "immigration", "religion", "race", "origin", "language"]

STEMS: Mapping[str, Mapping[Reason, str]] = {
    "en": {
        "school_meals": """free lunch|reduced lunch|free or reduced|free and reduced|free school|reduced price|
            school lunch|school meal|lunch program|frl |frpl |nslp |meal eligib|lunch eligib""",
        "immigration": """immigra|emigra|migrant|refugee|asyl|undocument|documented |illegal|deport|visa |visas |
            green card|citizen|noncitizen|naturali|daca |dreamer|alien |aliens |foreign|newcomer|expat|
            born abroad|born in""",
        "religion": """religio|faith|church|mosque|synagogue|temple|muslim|islam|christian|catholic|protestant|
            orthodox|evangel|mormon|jew |jews |jewish|judai|hindu|buddh|sikh|atheis|amish|ramadan|hijab""",
        "race": """race |races |racial|ethni|black |blacks |white |whites |brown people|people of color|bipoc|
            caucasian|african|asian|latin|hispan|chican|indigen|native |natives |aborigin|tribal|tribe|roma |
            romani |gypsy|mestiz|mixed race|minorit""",
        "origin": """national origin|nationalit|country of origin|home country|american |americans |arab |arabs |
            cuban|iraqi|irani|european|middle east|filipin|kurd|rohingya|palestin|burmese|congolese|egyptian|
            moroccan|yemeni""",
    },
    "es": {
        "school_meals": """almuerzo gratis|almuerzo reducido|almuerzo escolar|almuerzos escolares|
            comida escolar|comidas escolares|comedor escolar""",
        "immigration": """inmigra|migrante|refugiad|asilo|indocument|sin papeles|ciudadan|extranjer|deportad|
            recien llegad""",
        "religion": "musulman|cristian|catolic|protestante|evangelic|judi|budis|iglesia|mezquita",
        "race": """raza |razas |etni|negro |negros |negra |negras |blanco |blancos |afro|asiatic|indigena|gitan|
            minoria""",
        "origin": "origen nacional|nacionalidad|pais de origen|arabe|estadounidense|europeo",
    },
    "ar": {
        "school_meals": "وجبات مدرس|وجبه مدرس|غداء مدرس",
        "immigration": "مهاجر|لاجي|لجوء|جنسيه|اجنبي|اجانب|تاشيره|اقامه",
        "religion": "مسلم|اسلام|مسيحي|يهود|هندوس|بوذي|دين |ديني|كنيسه|مسجد|قبطي",
        "race": "عرق|عرقي|سود |اسود |بيض |افريق|اسيوي|لاتيني|غجر|اقليه|اقليات",
        "origin": "عربي|عرب |كردي|اكراد|اصل |اصول ",
    },
    "zh-Hans": {
        "school_meals": "免费午餐|免费餐|减价餐|校餐|学校午餐",
        "immigration": "移民|难民|庇护|无证|国籍|公民|外国|外籍|签证|绿卡|身份证件",
        "religion": "宗教|信仰|基督|天主教|佛教|伊斯兰|穆斯林|回教|犹太|印度教|教堂|清真寺|道教",
        "race": "种族|民族|黑人|白人|族裔|亚裔|非裔|拉丁裔|华裔|原住民|混血|回族",
        "origin": "祖籍|原籍|原国家|华人|阿拉伯",
    },
    "vi": {
        "school_meals": "bữa trưa miễn phí|ăn trưa miễn phí|bữa ăn miễn phí|bữa ăn học đường|bữa ăn ở trường",
        "immigration": """nhập cư|di dân|tị nạn|tỵ nạn|quốc tịch|công dân|nước ngoài|thẻ xanh|
            không giấy tờ|không có giấy tờ""",
        "religion": """tôn giáo|công giáo|thiên chúa|phật giáo|phật tử|hồi giáo|tin lành|người do thái|nhà thờ|
            đạo phật|đạo hồi""",
        "race": "chủng tộc|sắc tộc|dân tộc|da đen|da trắng|da màu|thiểu số|gốc phi|gốc á ",
        "origin": "nguồn gốc|quê gốc|nước gốc|người việt|người hoa|người mễ|ả rập",
    },
    "pt-BR": {
        "school_meals": """merenda|almoço grátis|almoço gratuito|almoço escolar|refeição escolar|
            refeições escolares|refeição gratuita""",
        "immigration": """imigra|refugiad|asilo|indocument|sem documento|sem papéis|cidadão|cidadãos|cidadania|
            estrangeir|deportad|recém chegad""",
        "religion": "religião|religiões|cristão|cristãos|cristã |muçulman|judeu|judia|igreja|mesquita|umband|candombl",
        "race": """raça |raças |preto |pretos |preta |pretas |pardo|parda|branco |brancos |branca |brancas |
            quilombol|cigan""",
        "origin": "origem nacional|nacionalidade|país de origem|árabe|europeu|europeia|latino",
    },
    "ht": {
        "school_meals": "manje lekòl|manje gratis|manje midi gratis|kantin",
        "immigration": "imigran|imigrasyon|refijye|azil|san papye|sitwayen|etranje|depòte|viza ",
        "religion": "relijyon|katolik|pwotestan|kretyen|vodou|legliz|mizilman|jwif|moske",
        "race": "ras |nwa |blan |etnik|minorite|endijèn",
        "origin": "nasyonalite|peyi orijin|peyi natal|ayisyen|dominiken|ameriken|meksiken",
        "language": "panyòl|fransè|kreyòl|pòtigè|arab|chinwa|vyetnamyen|ris ",
    },
    "ru": {
        "school_meals": "бесплатное питание|бесплатный обед|бесплатные обеды|льготное питание|школьное питание|школьные обеды",
        "immigration": """мигрант|иммигра|эмигра|беженец|беженц|беженк|убежищ|без документов|нелегал|гражданств|
            граждан|иностран|депорт|переселен""",
        "religion": """религи|вероисповедан|мусульман|ислам|христиан|православ|католи|протестант|евре|иуде|
            будди|индуи|церк|мечет""",
        "race": """раса |расы |расов|этнич|чернокож|темнокож|белые |белых |азиат|африкан|латиноамер|цыган|
            коренные народ|коренных народ|меньшинств""",
        "origin": "национальност|происхожден|страна рождения|араб|кавказ|узбек|таджик|киргиз|чечен",
    },
    "uk": {
        "school_meals": "безкоштовне харчування|безкоштовні обіди|безоплатне харчування|пільгове харчування|шкільне харчування|шкільні обіди",
        "immigration": """мігрант|іммігра|емігра|біженець|біженц|біженк|притулок|притулку|без документів|
            нелегал|громадян|іноземц|іноземн|депорт|переселен""",
        "religion": """релігі|віросповідан|мусульман|іслам|християн|православ|католи|протестант|євре|юде|
            буддис|індуїс|церк|мечет""",
        "race": """раса |раси |расов|етніч|чорношкір|темношкір|білі |азіат|африкан|латиноамер|циган|ром |роми |
            корінні народ|корінних народ|меншин""",
        "origin": "національніст|національност|походжен|країна народження|араб|кавказ",
    },
    "so": {
        "school_meals": "qado bilaash|qadada bilaashka|qadada dugsi|cuntada dugsi|cunto bilaash",
        "immigration": "soogalooti|soo galooti|soogaleeti|qaxooti|magangelyo|magan gelyo|sharci darro|muwaadin|ajnabi|ajaanib|tahriib",
        "religion": "diin |diinta |diimo|islaam|masiixi|kiristaan|yuhuud|masjid|masaajid|kaniisad",
        "race": "qolo |qolada |qabiil|isir|jinsiyad|madow |caddaan |laga tiro",
        "origin": "dhalasho|waddanka asal|dalka asal|carab",
    },
    "ko": {
        "school_meals": "무료 급식|무료급식|무상 급식|무상급식|급식 지원|학교 급식",
        "immigration": "이민|이주민|이주 배경|난민|망명|불법 체류|불법체류|국적|시민권|영주권|외국인|비자|미등록|서류 미비",
        "religion": "종교|신앙|기독교|천주교|가톨릭|개신교|불교|이슬람|무슬림|유대|힌두|교회|성당|모스크",
        "race": "인종|민족|흑인|백인|아시아계|라틴계|히스패닉|원주민|소수민족|소수 민족|혼혈|다문화",
        "origin": "출신|출생지|아랍|조선족|고려인|교포|탈북",
    },
    "fr": {
        "school_meals": "cantine|repas scolaire|repas gratuit|déjeuner gratuit|déjeuner scolaire",
        "immigration": """immigr|réfugié|asile|sans papiers|clandestin|citoyen|étranger|étrangère|expulsé|
            nouveaux arrivants|nouvel arrivant|nouveaux venus""",
        "religion": "religie|chrétien|juif|juive|bouddh|église|mosquée",
        "race": "noir |noirs |noire |noires |blanc |blancs |blanche |blanches |tsigane|rom |roms |autochton|métis",
        "origin": "origine nationale|nationalité|pays d origine|maghréb|européen|moyen orient",
    },
    "tl": {
        "school_meals": "libreng tanghalian|libreng pananghalian|tanghalian sa paaralan|pagkain sa paaralan",
        "immigration": "imigrante|dayuhan|mamamayan|pagkamamamayan|walang papeles|walang dokumento",
        "religion": "relihiyon|relihiyoso|kristiyano|katoliko|simbahan|hudyo|budista|moske",
        "race": "lahi |lahing |etniko|itim |maitim |puti |katutubo|minorya",
        "origin": "nasyonalidad|bansang pinagmulan|bansang pinanggalingan|pilipino|arabo",
    },
    "ur": {
        "school_meals": "مفت کھانا|مفت دوپہر|اسکول کا کھانا|سکول کا کھانا|اسکول کے کھانے",
        "immigration": "مہاجر|پناہ گزین|تارکین|غیر قانونی|شہریت|شہری |غیر ملکی|ویزا|ملک بدر",
        "religion": "مذہب|مسلمان|عیسائی|مسیحی|ہندو|سکھ |سکھوں|یہودی|بدھ مت|گرجا|شیعہ",
        "race": "نسل|سیاہ فام|سفید فام|اقلیت|قبیل|برادری",
        "origin": "قومیت|آبائی ملک|افغان|پٹھان|پنجابی|بنگالی",
    },
}
