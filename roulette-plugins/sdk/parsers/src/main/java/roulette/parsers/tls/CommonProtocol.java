package roulette.parsers.tls;

/** Common application protocols (ALPN), recognised by their bytes without creating a string. */
enum CommonProtocol {
    H2("h2"),
    HTTP_1_1("http/1.1"),
    HTTP_1_0("http/1.0"),
    POSTGRESQL("postgresql"),
    SQL_SERVER("tds/8.0"),
    MQTT("mqtt"),
    IMAP("imap"),
    POP3("pop3"),
    DNS("dot"),
    XMPP_CLIENT("xmpp-client"),
    XMPP_SERVER("xmpp-server"),
    ACME("acme-tls/1");

    /** The maximum length that fits in two longs, in bytes. */
    static final int LONGEST = 2 * Long.BYTES;

    private static final CommonProtocol[] ALL = values();

    private final String text;
    private final long first;
    private final long second;

    CommonProtocol(String text) {
        this.text = text;
        int half = Math.min(text.length(), Long.BYTES);
        this.first = packed(text.substring(0, half));
        this.second = packed(text.substring(half));
    }

    private static long packed(String text) {
        return text.chars().asLongStream().reduce(0, (packed, next) -> packed << 8 | next);
    }

    /** The protocol of this size with these packed bytes, first eight and rest; "" for any other. */
    static String text(long first, long second, int size) {
        for (CommonProtocol usual : ALL) {
            if (usual.first == first && usual.second == second && usual.text.length() == size) {
                return usual.text;
            }
        }
        return "";
    }
}
