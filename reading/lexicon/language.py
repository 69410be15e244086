"""Words that tell English and romanised Japanese apart where the script says nothing."""

# Words that both languages use as they are: they decide nothing.
NEUTRAL = frozenset(
    """
    ok okay okey oke amazon amazn amzn amazonjp amiami ami paypay paidy suica edy visa jcb mastercard amex konbini atm cod
    wifi email mail e-mail url http https www com co jp net org html id pc app line ip sms qr lol wow hmm hm ah oh uh
    figma nendoroid scale vip dvd cd bd ps nintendo switch iphone ipad usb pdf png jpg x y z faq sos asap www ww w null
    """.split()
)

# Small words that only an English sentence has; a title in a Japanese sentence may hold a few.
ENGLISH_FUNCTION = frozenset(
    """
    a an the i i'm i've i'd i'll you your you're he she it its it's we us they them their this that these those there here my
    mine our me is isn't am are aren't was wasn't were weren't be been being do don't does doesn't did didn't done have haven't
    has hasn't had hadn't can can't cannot could couldn't will won't would wouldn't shall should shouldn't may might must
    what what's where where's when why who which how how's if then but and or so because since while after before until
    for from with without about of to in on at by as not no yes please pls plz thanks thank sorry just still yet already
    ever never any some all only more than too very again now today yesterday tomorrow ago let want wanna need
    """.split()
)

# Romanised Japanese, as typed without a Japanese keyboard.
ROMAJI = frozenset(
    """
    kyanseru kyanserushitai shitai shitain shitara shite shita shimashita shimasu shimasen desu desuka desuyo deshita desho
    deshou masu masen mashita kudasai onegai onegaishimasu arigatou arigato arigatougozaimasu gozaimasu konnichiwa konnichiha
    konbanwa ohayou sumimasen gomen gomennasai hai iie chumon chuumon tyuumon chumonbangou bangou bango henkin henpin hassou
    hasso shukka haisou haitatsu todoita todoite todokanai todokimashita todoki todoku tadoita mada mou itsu nani naze nande
    doushite dousureba doushitara dou ikura doko dare wakaranai wakarimasen wakannai shiranai dekimasu dekimasuka dekiru
    dekinai dekimasen dekita kedo kara dakara demo node noni nano yoyaku shouhin shohin okane harau haratta haraimashita
    harattenai shiharai shiharau uketori kyohi kyohishitai torikeshi torikeshitai torikesu akete aketa aketenai kaifuu mikaifuu
    watashi boku ore anata kore sore are kono sono ano nihongo eigo daijoubu yamete yametai yameru yappari modoshite modosu
    hoshii imasu imasen arimasu arimasen arimasuka naidesu janai nakatta okutte okurareta okurimashita moratta tsuita tsuitenai
    kinou kyou ashita ototoi getsuyoubi kaitai katta kattan kaimashita irimasen iranai iranaku sugu hayaku chotto nasai mashou
    dasai dechatta chatta shichatta shimatta ukatta matte matteru amiamide amazonde densha dame muri onegaishi shitekudasai
    """.split()
)

# Romanised words that are English words too: they count only beside a sure one.
ROMAJI_SHARED = frozenset("no to wa ga o ni de mo e ka ne yo na made so are kara sore are me".split())

# What a Japanese sentence ends in, in its last kana: a predicate or a particle, hardly a title.
JAPANESE_ENDING = (
    "です ます でした ました ません たい た だ い か て で ない の よ ね な けど が る ん せん から ので のに さい く う す"
    " は も を に へ と って まで わ ぞ さ しょ たら れば なら ください お願い"
).split()
