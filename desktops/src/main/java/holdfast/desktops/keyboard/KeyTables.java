package holdfast.desktops.keyboard;

import java.util.Map;

/** The layouts we know, by the ids that Windows gives them ("Keyboard identifiers"). */
final class KeyTables {
    private static final int LANGUAGE = 0xFFFF;
    private static final int US_ID = 0x0409;
    private static final int US_INTERNATIONAL_ID = 0x0002_0409;

    private static final KeyTable US =
            new KeyTable(
                    """
                    `1234567890-=
                    qwertyuiop[]
                    asdfghjkl;'\\
                    \\zxcvbnm,./
                    """,
                    """
                    ~!@#$%^&*()_+
                    QWERTYUIOP{}
                    ASDFGHJKL:"|
                    |ZXCVBNM<>?
                    """);

    private static final KeyTable US_INTERNATIONAL =
            new KeyTable(
                    """
                    ①1234567890-=
                    qwertyuiop[]
                    asdfghjkl;②\\
                    \\zxcvbnm,./
                    """,
                    """
                    ④!@#$%③&*()_+
                    QWERTYUIOP{}
                    ASDFGHJKL:⑤|
                    |ZXCVBNM<>?
                    """,
                    """
                    ░¡²³¤€¼½¾‘’¥×
                    äåé®þüúíóö«»
                    áßð     ø¶´¬
                    ░æ ©  ñµç ¿
                    """,
                    """
                    ░¹  £       ÷
                    ÄÅÉ ÞÜÚÍÓÖ
                    Á§Ð     Ø°¨¦
                    ░Æ ¢  Ñ Ç
                    """);

    private static final KeyTable BRITISH =
            new KeyTable(
                    """
                    `1234567890-=
                    qwertyuiop[]
                    asdfghjkl;'#
                    \\zxcvbnm,./
                    """,
                    """
                    ¬!"£$%^&*()_+
                    QWERTYUIOP{}
                    ASDFGHJKL:@~
                    |ZXCVBNM<>?
                    """,
                    """
                    ¦   €
                    ░ é   úíó
                    á
                    """,
                    """
                    ░
                    ░ É   ÚÍÓ
                    Á
                    """);

    private static final KeyTable GERMAN =
            new KeyTable(
                    """
                    ③1234567890ß②
                    qwertzuiopü+
                    asdfghjklöä#
                    <yxcvbnm,.-
                    """,
                    """
                    °!"§$%&/()=?①
                    QWERTZUIOPÜ*
                    ASDFGHJKLÖÄ'
                    >YXCVBNM;:_
                    """,
                    """
                    ░ ²³   {[]}\\
                    @ €        ~
                    ░
                    |      µ
                    """);

    private static final KeyTable SWISS_GERMAN =
            new KeyTable(
                    """
                    §1234567890'③
                    qwertzuiopü⑤
                    asdfghjklöä$
                    <yxcvbnm,.-
                    """,
                    """
                    °+"*ç%&/()=?①
                    QWERTZUIOPè!
                    ASDFGHJKLéà£
                    >YXCVBNM;:_
                    """,
                    """
                    ░¦@#°§¬|¢  ②④
                    ░ €       []
                    ░         {}
                    \\
                    """);

    private static final KeyTable SWISS_FRENCH =
            new KeyTable(
                    """
                    §1234567890'③
                    qwertzuiopè⑤
                    asdfghjkléà$
                    <yxcvbnm,.-
                    """,
                    """
                    °+"*ç%&/()=?①
                    QWERTZUIOPü!
                    ASDFGHJKLöä£
                    >YXCVBNM;:_
                    """,
                    """
                    ░¦@#°§¬|¢  ②④
                    ░ €       []
                    ░         {}
                    \\
                    """);

    private static final KeyTable FRENCH =
            new KeyTable(
                    """
                    ²&é"'(-è_çà)=
                    azertyuiop③$
                    qsdfghjklmù*
                    <wxcvbn,;:!
                    """,
                    """
                    ░1234567890°+
                    AZERTYUIOP⑤£
                    QSDFGHJKLM%µ
                    >WXCVBN?./§
                    """,
                    """
                    ░ ④#{[|①\\^@]}
                    ░ €        ¤
                    """);

    private static final KeyTable BELGIAN =
            new KeyTable(
                    """
                    ²&é"'(§è!çà)-
                    azertyuiop③$
                    qsdfghjklmùµ
                    <wxcvbn,;:=
                    """,
                    """
                    ³1234567890°_
                    AZERTYUIOP⑤*
                    QSDFGHJKLM%£
                    >WXCVBN?./+
                    """,
                    """
                    ░|@#  ^  {}
                    ░ €       []
                    ░         ②①
                    \\         ④
                    """);

    private static final KeyTable SPANISH =
            new KeyTable(
                    """
                    º1234567890'¡
                    qwertyuiop①+
                    asdfghjklñ②ç
                    <zxcvbnm,.-
                    """,
                    """
                    ª!"·$%&/()=?¿
                    QWERTYUIOP③*
                    ASDFGHJKLÑ⑤Ç
                    >ZXCVBNM;:_
                    """,
                    """
                    \\|@#④€¬
                    ░ €       []
                    ░         {}
                    """);

    private static final KeyTable ITALIAN =
            new KeyTable(
                    """
                    \\1234567890'ì
                    qwertyuiopè+
                    asdfghjklòàù
                    <zxcvbnm,.-
                    """,
                    """
                    |!"£$%&/()=?^
                    QWERTYUIOPé*
                    ASDFGHJKLç°§
                    >ZXCVBNM;:_
                    """,
                    """
                    ░    €
                    ░ €       []
                    ░        @#
                    """,
                    """
                    ░
                    ░         {}
                    """);

    private static final KeyTable PORTUGUESE =
            new KeyTable(
                    """
                    \\1234567890'«
                    qwertyuiop+②
                    asdfghjklçº④
                    <zxcvbnm,.-
                    """,
                    """
                    |!"#$%&/()=?»
                    QWERTYUIOP*①
                    ASDFGHJKLÇª③
                    >ZXCVBNM;:_
                    """,
                    """
                    ░ @£§€ {[]}
                    ░ €       ⑤]
                    """);

    private static final KeyTable BRAZILIAN =
            new KeyTable(
                    """
                    '1234567890-=
                    qwertyuiop②[
                    asdfghjklç④]
                    \\zxcvbnm,.;/
                    """,
                    """
                    "!@#$%⑤&*()_+
                    QWERTYUIOP①{
                    ASDFGHJKLÇ③}
                    |ZXCVBNM<>:?
                    """,
                    """
                    ░¹²³£¢¬     §
                    /?€        ª
                    ░          º
                    ░          °
                    """);

    private static final KeyTable SWEDISH =
            new KeyTable(
                    """
                    §1234567890+②
                    qwertyuiopå⑤
                    asdfghjklöä'
                    <zxcvbnm,.-
                    """,
                    """
                    ½!"#¤%&/()=?①
                    QWERTYUIOPÅ③
                    ASDFGHJKLÖÄ*
                    >ZXCVBNM;:_
                    """,
                    """
                    ░ @£$€ {[]}\\
                    ░ €        ④
                    ░
                    |      µ
                    """);

    private static final KeyTable NORWEGIAN =
            new KeyTable(
                    """
                    |1234567890+\\
                    qwertyuiopå⑤
                    asdfghjkløæ'
                    <zxcvbnm,.-
                    """,
                    """
                    §!"#¤%&/()=?①
                    QWERTYUIOPÅ③
                    ASDFGHJKLØÆ*
                    >ZXCVBNM;:_
                    """,
                    """
                    ░ @£$€ {[]} ②
                    ░ €        ④
                    ░
                    ░      µ
                    """);

    private static final KeyTable DANISH =
            new KeyTable(
                    """
                    ½1234567890+②
                    qwertyuiopå⑤
                    asdfghjklæø'
                    <zxcvbnm,.-
                    """,
                    """
                    §!"#¤%&/()=?①
                    QWERTYUIOPÅ③
                    ASDFGHJKLÆØ*
                    >ZXCVBNM;:_
                    """,
                    """
                    ░ @£$€ {[]}|
                    ░ €        ④
                    ░
                    \\      µ
                    """);

    private static final KeyTable RUSSIAN =
            new KeyTable(
                    """
                    ё1234567890-=
                    йцукенгшщзхъ
                    фывапролджэ\\
                    \\ячсмитьбю.
                    """,
                    """
                    Ё!"№;%:?*()_+
                    ЙЦУКЕНГШЩЗХЪ
                    ФЫВАПРОЛДЖЭ/
                    /ЯЧСМИТЬБЮ,
                    """);

    private static final Map<Integer, KeyTable> BY_ID =
            Map.ofEntries(
                    Map.entry(US_ID, US),
                    Map.entry(US_INTERNATIONAL_ID, US_INTERNATIONAL),
                    Map.entry(0x0809, BRITISH),
                    Map.entry(0x1809, BRITISH),
                    Map.entry(0x0407, GERMAN),
                    Map.entry(0x0C07, GERMAN),
                    Map.entry(0x1407, GERMAN),
                    Map.entry(0x1007, SWISS_FRENCH),
                    Map.entry(0x0807, SWISS_GERMAN),
                    Map.entry(0x100C, SWISS_FRENCH),
                    Map.entry(0x040C, FRENCH),
                    Map.entry(0x080C, BELGIAN),
                    Map.entry(0x0813, BELGIAN),
                    Map.entry(0x0413, US_INTERNATIONAL),
                    Map.entry(0x040A, SPANISH),
                    Map.entry(0x0C0A, SPANISH),
                    Map.entry(0x0410, ITALIAN),
                    Map.entry(0x0816, PORTUGUESE),
                    Map.entry(0x0416, BRAZILIAN),
                    Map.entry(0x041D, SWEDISH),
                    Map.entry(0x040B, SWEDISH),
                    Map.entry(0x0414, NORWEGIAN),
                    Map.entry(0x0406, DANISH),
                    Map.entry(0x0419, RUSSIAN));

    private KeyTables() {}

    static KeyTable us() {
        return US;
    }

    /** The layout; else the usual one of its language; else the American one. */
    static KeyTable of(int layoutId) {
        KeyTable exact = BY_ID.get(layoutId);
        return exact != null ? exact : BY_ID.getOrDefault(layoutId & LANGUAGE, US);
    }
}
