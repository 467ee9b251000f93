package roulette.parsers.rdp;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;
import roulette.parsers.rdp.RdpRequest.Security;

class RdpRequestTest {
    private static final byte[] NEGOTIATION = bytes(1, 0, 8, 0, 0xb, 0, 0, 0);
    private static final String NOT_TPKT = "does not start with a TPKT header";
    private static final String NOT_REQUEST = "not an X.224 connection request";
    private static final String BAD_NEGOTIATION = "an RDP negotiation request is missing or malformed";
    private static final String BAD_CORRELATION = "the length contradicts the flags of the negotiation request";
    private static final String LINE = "the cookie or routing token does not end";

    private static final Pieces<RdpRequest> PIECES = new Pieces<>(RdpRequest::read);

    static byte[] request(Object... rest) {
        byte[] remainder = bytes(rest);
        int length = 11 + remainder.length;
        return bytes(3, 0, length >> 8, length & 0xff, length - 5, 0xe0, 0, 0, 0, 0, 0, remainder);
    }

    @Test
    void theExampleOfTheSpecificationIsRead() {
        byte[] sent = HexFormat.of()
                .parseHex("0300002c27e00000000000436f6f6b69653a206d737473686173683d656c746f6e73"
                        + "0d0a0100080000000000");
        assertThat(PIECES.facts(sent)).isEqualTo(new RdpRequest("eltons", "", Optional.empty(), 0));
    }

    @Test
    void theOfferedProtocolsAreRead() {
        RdpRequest facts = PIECES.facts(request("Cookie: mstshash=ACME\\ann\r\n", NEGOTIATION));
        assertThat(facts.user()).isEqualTo("ACME\\ann");
        assertThat(facts.protocols()).isEqualTo(0xb);
        assertThat(facts.offers(Security.TLS)).isTrue();
        assertThat(facts.offers(Security.CREDSSP)).isTrue();
        assertThat(facts.offers(Security.CREDSSP_WITH_RESULT)).isTrue();
        assertThat(facts.offers(Security.RDSTLS)).isFalse();
        assertThat(facts.offers(Security.ENTRA)).isFalse();
    }

    @Test
    void protocolsAreLittleEndian() {
        assertThat(PIECES.facts(request(bytes(1, 0, 8, 0, 0x10, 0x20, 0x30, 0x80)))
                        .protocols())
                .isEqualTo(0x80302010);
    }

    @Test
    void aRoutingTokenNamesAServer() {
        RdpRequest facts = PIECES.facts(request("Cookie: msts=3640205228.15629.0000\r\n", NEGOTIATION));
        assertThat(facts.user()).isEmpty();
        assertThat(facts.routingToken()).isEqualTo("Cookie: msts=3640205228.15629.0000");
        assertThat(facts.server()).contains(server("172.31.249.216", 3389));
    }

    private static InetSocketAddress server(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3640205228.15629.", "3640205228.15629. ", "3640205228.15629.0000 "})
    void zerosAndSpaceAtTheEndOfATokenAreOptional(String token) {
        assertThat(PIECES.facts(request("Cookie: msts=" + token + "\r\n")).server())
                .contains(server("172.31.249.216", 3389));
    }

    @ParameterizedTest
    @CsvSource({"4294967295.65535.0000, 255.255.255.255, 65535", "16777343.256.0000, 127.0.0.1, 1"})
    void tokenNumbersHaveTheirFullRange(String token, String address, int port) {
        assertThat(PIECES.facts(request("Cookie: msts=" + token + "\r\n")).server())
                .contains(server(address, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tsv://MS Terminal Services Plugin.1.Farm",
                "Cookie: msts=4294967296.15629.0000",
                "Cookie: msts=3640205228.65536.0000",
                "Cookie: msts=3640205228.0.0000",
                "Cookie: msts=3640205228.15629",
                "Cookie: msts=3640205228.15629.0001",
                "Cookie: msts=-1.15629.0000",
                "Cookie: msts=.15629.0000",
                "Cookie: msts=1..0000",
                "Cookie: msts=99999999999999999999.1.0000",
                "Cookie: msts=",
                "Cookie:msts=1.256.0000",
                "."
            })
    void anotherRoutingTokenNamesNoServer(String token) {
        RdpRequest facts = PIECES.facts(request(token + "\r\n", NEGOTIATION));
        assertThat(facts.routingToken()).isEqualTo(token);
        assertThat(facts.server()).isEmpty();
    }

    @Test
    void anOldClientMaySendNoCookie() {
        assertThat(PIECES.facts(request())).isEqualTo(new RdpRequest("", "", Optional.empty(), 0));
        assertThat(PIECES.facts(request("Cookie: mstshash=\r\n")).user()).isEmpty();
    }

    @Test
    void aNegotiationNeedsNoCookie() {
        assertThat(PIECES.facts(request(NEGOTIATION)).protocols()).isEqualTo(0xb);
    }

    @Test
    void correlationIsReadIfAnnounced() {
        byte[] announcing = bytes(1, 8, 8, 0, 3, 0, 0, 0);
        byte[] correlation = bytes(6, 0, 36, 0, new byte[32]);
        assertThat(PIECES.facts(request("Cookie: mstshash=ann\r\n", announcing, correlation))
                        .protocols())
                .isEqualTo(3);
        PIECES.malformed(request(announcing), BAD_CORRELATION);
        PIECES.malformed(request(announcing, correlation, 0), BAD_CORRELATION);
        PIECES.malformed(request(announcing, bytes(7, 0, 36, 0, new byte[32])), BAD_CORRELATION);
        PIECES.malformed(request(NEGOTIATION, correlation), BAD_CORRELATION);
    }

    @Test
    void aUserMayHaveLettersOfAnyCodePage() {
        assertThat(PIECES.facts(request("Cookie: mstshash=", 0xe4, 0x80, "\r\n"))
                        .user())
                .isEqualTo("\u00e4\u0080");
    }

    @Test
    void aCookieWithControlCharactersOrWithoutEndIsMalformed() {
        PIECES.malformed(request("Cookie: mstshash=a\0b\r\n"), LINE);
        PIECES.malformed(request("Cookie: mstshash=ab\n"), LINE);
        PIECES.malformed(request("Cookie: mstshash=ab\r"), LINE);
        PIECES.malformed(request("Cookie: mstshash=ab"), LINE);
        PIECES.malformed(request("Cookie: mstshash=a\rb\r\n"), LINE);
        PIECES.malformed(request("Cookie: mstshash=a\u007fb\r\n"), LINE);
    }

    @Test
    void aNonAsciiRoutingTokenIsMalformed() {
        PIECES.malformed(request("tsv://", 0xe4, "\r\n"), "the routing token is not ASCII text");
    }

    @Test
    void anInvalidNegotiationAfterTheCookieIsMalformed() {
        PIECES.malformed(request("Cookie: mstshash=ann\r\n", "more"), BAD_NEGOTIATION);
        PIECES.malformed(request("Cookie: mstshash=ann\r\n", bytes(1, 0, 8, 0)), BAD_NEGOTIATION);
        PIECES.malformed(request(bytes(1, 0, 9, 0, 0, 0, 0, 0, 0)), BAD_NEGOTIATION);
        PIECES.malformed(request(bytes(1, 0, 8, 1, 0, 0, 0, 0)), BAD_NEGOTIATION);
        PIECES.malformed(request("Cookie: mstshash=ann\r\n", bytes(2, 0, 8, 0, 0, 0, 0, 0)), BAD_NEGOTIATION);
    }

    @Test
    void lengthsHaveTheirFullRange() {
        byte[] longest = request("t".repeat(246) + "\r\n");
        assertThat(longest).hasSize(259);
        assertThat(PIECES.facts(longest).routingToken()).hasSize(246);
        PIECES.notThis(bytes(3, 0, 1, 4), NOT_TPKT);
        PIECES.notThis(bytes(3, 0, 2), NOT_TPKT);
        PIECES.notThis(bytes(3, 0, 0, 10), NOT_TPKT);
    }

    @Test
    void otherProtocolsAreRuledOutAtTheFirstWrongByte() {
        PIECES.notThis(bytes("G"), NOT_TPKT);
        PIECES.notThis(bytes(3, 1), NOT_TPKT);
        PIECES.notThis(bytes(3, 0, 0, 44, 38), NOT_REQUEST);
        PIECES.notThis(bytes(3, 0, 0, 44, 39, 0xf0), NOT_REQUEST);
        PIECES.notThis(bytes(3, 0, 0, 44, 39, 0xe0, 1), NOT_REQUEST);
        PIECES.notThis(bytes(3, 0, 0, 44, 39, 0xe0, 0, 0, 0, 0, 0x10), NOT_REQUEST);
    }

    @Test
    void aRequestOfAnIndustrialControllerIsAnotherProtocol() {
        PIECES.notThis(
                bytes(3, 0, 0, 22, 17, 0xe0, 0, 0, 0, 1, 0, 0xc0), "an X.224 connection request of another protocol");
    }
}
