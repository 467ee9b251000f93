package roulette.parsers.http;

/** HPACK's static table (RFC 7541, appendix A), 1 to {@link #COUNT}. */
final class StaticTable {
    static final int COUNT = 61;

    /** One line for each, its value after the first blank. */
    private static final String[] LINES = """
            :authority
            :method GET
            :method POST
            :path /
            :path /index.html
            :scheme http
            :scheme https
            :status 200
            :status 204
            :status 206
            :status 304
            :status 400
            :status 404
            :status 500
            accept-charset
            accept-encoding gzip, deflate
            accept-language
            accept-ranges
            accept
            access-control-allow-origin
            age
            allow
            authorization
            cache-control
            content-disposition
            content-encoding
            content-language
            content-length
            content-location
            content-range
            content-type
            cookie
            date
            etag
            expect
            expires
            from
            host
            if-match
            if-modified-since
            if-none-match
            if-range
            if-unmodified-since
            last-modified
            link
            location
            max-forwards
            proxy-authenticate
            proxy-authorization
            range
            referer
            refresh
            retry-after
            server
            set-cookie
            strict-transport-security
            transfer-encoding
            user-agent
            vary
            via
            www-authenticate
            """.split("\n", -1);

    private static final String[] NAMES = new String[COUNT + 1];
    private static final String[] VALUES = new String[COUNT + 1];

    static {
        for (int i = 1; i <= COUNT; i++) {
            String line = LINES[i - 1];
            int blank = line.indexOf(' ');
            NAMES[i] = blank < 0 ? line : line.substring(0, blank);
            VALUES[i] = blank < 0 ? "" : line.substring(blank + 1);
        }
    }

    private StaticTable() {}

    static String name(int index) {
        return NAMES[index];
    }

    static String value(int index) {
        return VALUES[index];
    }
}
