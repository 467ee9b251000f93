package roulette.parsers.proxy;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.CleanText;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/**
 * The value of the TLV of type {@value #TYPE}, {@code PP2_TYPE_SSL}: how the client is connected to the proxy that sent
 * the header.
 *
 * <pre>
 * client(1) verify(4), then for each sub-TLV type(1) length(2) value
 * </pre>
 *
 * Of several sub-TLVs of one type the first counts; unknown types are skipped. Texts are UTF-8 without control
 * characters, otherwise the value is malformed.
 *
 * @param encrypted whether the client uses TLS
 * @param verified whether the client sent a certificate, in this connection or in the session that it resumed, and the
 *     proxy found it valid. The field {@code verify} alone does not say so: it is 0 without a certificate, too
 * @param version the TLS version as the proxy names it, such as {@code TLSv1.3}; empty if not sent
 * @param cipher the cipher, such as {@code TLS_AES_256_GCM_SHA384}; empty if not sent
 * @param commonName the common name of the client's certificate, verified or not; empty if not sent
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol, section 2.2.6</a>
 */
public record SslTlv(boolean encrypted, boolean verified, String version, String cipher, String commonName) {
    /** The type of the TLV. */
    public static final int TYPE = 0x20;

    private static final Reading<SslTlv> MALFORMED = Reading.malformed("the PROXY header has a malformed SSL TLV");

    private static final int FIXED = 5;
    private static final int SUB_HEADER = 3;
    private static final int TLS = 1;
    private static final int CERTIFICATE = 2 | 4;
    private static final int VERSION = 0x21;
    private static final int COMMON_NAME = 0x22;
    private static final int CIPHER = 0x23;

    /** Reads the value, from position to limit. It is complete, so the result is never partial. */
    public static Reading<SslTlv> read(ByteBuffer value) {
        Cursor cursor = Cursor.of(value);
        if (!cursor.has(FIXED)) {
            return MALFORMED;
        }
        int client = cursor.u8();
        boolean valid = cursor.u32() == 0;
        String version = "";
        String cipher = "";
        String commonName = "";
        while (cursor.has(1)) {
            if (!cursor.has(SUB_HEADER)) {
                return MALFORMED;
            }
            int type = cursor.u8();
            int length = cursor.u16();
            if (!cursor.has(length)) {
                return MALFORMED;
            }
            if (type != VERSION && type != CIPHER && type != COMMON_NAME) {
                cursor.skip(length);
                continue;
            }
            @Nullable String text = CleanText.of(cursor.array(length));
            if (text == null) {
                return MALFORMED;
            }
            switch (type) {
                case VERSION -> version = version.isEmpty() ? text : version;
                case CIPHER -> cipher = cipher.isEmpty() ? text : cipher;
                default -> commonName = commonName.isEmpty() ? text : commonName;
            }
        }
        boolean encrypted = (client & TLS) != 0;
        boolean verified = encrypted && (client & CERTIFICATE) != 0 && valid;
        return Reading.facts(new SslTlv(encrypted, verified, version, cipher, commonName), value.remaining());
    }
}
