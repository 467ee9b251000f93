package roulette.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.ProxyProtocol;
import roulette.proxyprotocol.ProxyHeader.Header;
import roulette.proxyprotocol.ProxyHeader.Invalid;
import roulette.proxyprotocol.ProxyHeader.NeedMore;

/** Section 2.1. */
class TextReaderTest {
    private static ProxyHeader read(String text) {
        return HeaderReader.read(ByteBuffer.wrap(Bytes.ascii(text)));
    }

    private static Header header(String text) {
        assertThat(read(text)).isInstanceOf(Header.class);
        return (Header) read(text);
    }

    @Test
    void theDocumentsExampleIsRead() {
        Header header =
                header("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\nGET / HTTP/1.1\r\nHost: 192.168.0.11\r\n\r\n");
        assertThat(header.version()).isEqualTo(ProxyProtocol.V1);
        assertThat(header.length()).isEqualTo(47);
        assertThat(header.source()).hasValue(new InetSocketAddress("192.168.0.1", 56324));
        assertThat(header.destination()).hasValue(new InetSocketAddress("192.168.0.11", 443));
        assertThat(header.tlvs()).isEmpty();
    }

    @Test
    void theLongestIpv4LineIsRead() {
        Header header = header("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n");
        assertThat(header.length()).isEqualTo(56);
        assertThat(header.source()).hasValue(new InetSocketAddress("255.255.255.255", 65535));
    }

    @Test
    void theLongestIpv6LineIsRead() {
        String address = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
        Header header = header("PROXY TCP6 " + address + " " + address + " 65535 65535\r\n");
        assertThat(header.length()).isEqualTo(104);
        assertThat(header.destination()).hasValue(new InetSocketAddress(address, 65535));
    }

    @ParameterizedTest
    @CsvSource({
        "::, 0:0:0:0:0:0:0:0",
        "::1, 0:0:0:0:0:0:0:1",
        "2001:DB8::a, 2001:db8:0:0:0:0:0:a",
        "2001:0db8:0000:0000:0000:0000:0000:000a, 2001:db8:0:0:0:0:0:a",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.1, 64:ff9b:0:0:0:0:c000:201"
    })
    void anIpv6AddressMayBeShortened(String text, String whole) {
        assertThat(header("PROXY TCP6 " + text + " ::2 1 2\r\n").source())
                .hasValueSatisfying(source ->
                        assertThat(source.getAddress().getHostAddress()).isEqualTo(whole));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::ffff:192.0.2.1", "::ffff:c000:201"})
    void anIpv6AddressThatStandsForAnIpv4OneIsThatOne(String text) {
        assertThat(header("PROXY TCP6 " + text + " ::2 1 2\r\n").source())
                .hasValue(new InetSocketAddress("192.0.2.1", 1));
    }

    @Test
    void portsMayBeZero() {
        assertThat(header("PROXY TCP4 1.2.3.4 5.6.7.8 0 0\r\n").source()).hasValue(new InetSocketAddress("1.2.3.4", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN \r\n",
                "PROXY UNKNOWN anything \u0000 at all\r\n",
                "PROXY UNKNOWN a lone \r and a lone \n\r\n",
                "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535"
                        + " 65535\r\n"
            })
    void anUnknownLineIsReadUpToItsEnd(String line) {
        Header header = header(line + "\r\n more");
        assertThat(header.length()).isEqualTo(line.length());
        assertThat(header.source()).isEmpty();
        assertThat(header.destination()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n",
                "proxy TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY  TCP4 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY\tTCP4 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY TCP5 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY tcp4 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY UDP4 1.2.3.4 5.6.7.8 1 2\r\n",
                "PROXY UNKNOWNS\r\n",
                "PROXY\r\n",
                "PROXY \r\n",
                "PROXY TCP4\r\n"
            })
    void aLineWithAnotherStartIsInvalid(String line) {
        assertThat(read(line)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3.4",
                "1.2.3.4 5.6.7.8",
                "1.2.3.4 5.6.7.8 1",
                "1.2.3.4 5.6.7.8 1 2 3",
                " 1.2.3.4 5.6.7.8 1 2",
                "1.2.3.4  5.6.7.8 1 2",
                "1.2.3.4 5.6.7.8  1 2",
                "1.2.3.4 5.6.7.8 1  2",
                "1.2.3.4 5.6.7.8 1 2 ",
                "1.2.3.4\t5.6.7.8 1 2"
            })
    void fieldsHaveExactlyOneSpaceBetweenThem(String fields) {
        assertThat(read("PROXY TCP4 " + fields + "\r\n")).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "16909060",
                "1.2.3.256",
                "1.2.3.1000",
                "01.2.3.4",
                "1.2.3.00",
                "0x1.2.3.4",
                "1.2.3.-4",
                "1.2.3.+4",
                "a.b.c.d",
                "::1",
                "localhost"
            })
    void anIpv4AddressIsFourPlainNumbers(String address) {
        assertThat(read("PROXY TCP4 " + address + " 5.6.7.8 1 2\r\n")).isInstanceOf(Invalid.class);
        assertThat(read("PROXY TCP4 5.6.7.8 " + address + " 1 2\r\n")).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7::8",
                ":1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:",
                "00001::",
                "12345::",
                "g::",
                "[::1]",
                "fe80::1%1",
                "fe80::1%eth0",
                "::1/128",
                "1.2.3.4",
                "1234",
                "::1.2.3",
                "::01.2.3.4",
                "::1.2.3.256",
                "1.2.3.4::",
                "::1.2.3.4:5",
                "::1:"
            })
    void anIpv6AddressIsHexadecimalGroupsOnly(String address) {
        assertThat(read("PROXY TCP6 " + address + " ::2 1 2\r\n")).isInstanceOf(Invalid.class);
        assertThat(read("PROXY TCP6 ::2 " + address + " 1 2\r\n")).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "99999", "100000", "01", "00", "+1", "-1", "0x1", "a", "1.0", "1e3"})
    void aPortIsAPlainNumberOfSixteenBits(String port) {
        assertThat(read("PROXY TCP4 1.2.3.4 5.6.7.8 " + port + " 2\r\n")).isInstanceOf(Invalid.class);
        assertThat(read("PROXY TCP4 1.2.3.4 5.6.7.8 2 " + port + "\r\n")).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\r\n", "\r ", "\n\r"})
    void onlyCrLfEndsTheLine(String end) {
        assertThat(read("PROXY TCP4 1.2.3.4 5.6.7.8 1 2" + end)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X", "\n", "PX", "PROXY X", "PROXY TX", "PROXY TCP4 g", "PROXY TCP6 ::%", "PROXY UNKNOWN\n"})
    void anInvalidByteIsRefusedAtOnce(String beginning) {
        assertThat(read(beginning.substring(0, beginning.length() - 1))).isInstanceOf(NeedMore.class);
        assertThat(read(beginning)).isInstanceOf(Invalid.class);
    }

    @Test
    void aTooLongLineIsInvalid() {
        for (String start : new String[] {"PROXY TCP4 ", "PROXY TCP6 ", "PROXY UNKNOWN "}) {
            String longest = start + "1".repeat(105 - start.length());
            assertThat(read(longest)).as(start).isInstanceOf(NeedMore.class);
            assertThat(read(longest + "\r")).as(start).isInstanceOf(NeedMore.class);
            assertThat(read(longest + "1")).as(start).isInstanceOf(Invalid.class);
            assertThat(read(longest + "1\r\n")).as(start).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void aReasonQuotesNoInput() {
        assertThat(read("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\u001b[2J\r\n"))
                .isEqualTo(new Invalid("byte 31 is not allowed in the line"));
    }
}
