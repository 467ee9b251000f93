package roulette.parsers.proxy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Values of the TLV for TLS as proxies send them. */
public final class Tlvs {
    private Tlvs() {}

    /** The fields {@code client} and {@code verify}, then these sub-TLVs. */
    public static byte[] ssl(int client, int verify, byte[]... parts) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(client);
        for (int shift = 24; shift >= 0; shift -= 8) {
            value.write(verify >> shift);
        }
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        return value.toByteArray();
    }

    /** A sub-TLV, its text one byte for each character. */
    public static byte[] part(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.write(type);
        part.write(bytes.length >> 8);
        part.write(bytes.length);
        part.writeBytes(bytes);
        return part.toByteArray();
    }
}
