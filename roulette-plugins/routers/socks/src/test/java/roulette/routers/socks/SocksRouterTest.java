package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roulette.routers.socks.Wire.OPEN;
import static roulette.routers.socks.Wire.PASSWORD;
import static roulette.routers.socks.Wire.bytes;
import static roulette.routers.socks.Wire.credentials;
import static roulette.routers.socks.Wire.hex;
import static roulette.routers.socks.Wire.socks4;
import static roulette.routers.socks.Wire.socks4a;
import static roulette.routers.socks.Wire.socks5;
import static roulette.routers.socks.Wire.socks5Name;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;
import roulette.testkit.TestAttempt;
import roulette.testkit.TestOpening;

@Timeout(120)
class SocksRouterTest {
    private static final String[] ALLOWED = {"example.com:443", "192.0.2.0/24:443", "[2001:db8::]/32:443"};
    private static final String GRANTED = "05000001000000000000";
    private static final String DENIED = "05020001000000000000";

    private final FakeNames names = new FakeNames().with("example.com", "192.0.2.7", "2001:db8::7");
    private final SocksRouter router = new SocksRouter(names);

    @AfterEach
    void close() {
        router.close();
    }

    private Conversation talk(byte[]... pieces) throws InterruptedException {
        return Conversation.of(router, pieces);
    }

    /** The refusal sent to the client. */
    private static String refusal(Conversation conversation) {
        byte[] reply =
                new byte[((Decision.Reject) conversation.lastDecision()).reply().remaining()];
        ((Decision.Reject) conversation.lastDecision()).reply().get(reply);
        return hex(reply);
    }

    private static String because(Conversation conversation) {
        return ((Decision.Reject) conversation.lastDecision()).because();
    }

    private static Target target(String host) {
        return Target.of(host, 443);
    }

    // ---- SOCKS 5

    @Test
    void aSocks5ClientIsForwardedToTheRequestedAddress() throws Exception {
        router.configure(Table.allowing(ALLOWED));

        Conversation conversation = talk(OPEN, socks5("192.0.2.9", 443));

        assertThat(conversation.lastDecision())
                .isEqualTo(Decision.forward("192.0.2.9", 443)
                        .replying(hex(GRANTED))
                        .replacing(new byte[0])
                        .label("host", "192.0.2.9"));
        assertThat(conversation.sentToClient()).isEqualTo("0500");
    }

    @Test
    void aNameIsForwardedToAllItsAllowedAddressesInTurn() throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(talk(OPEN, socks5Name("example.com", 443)).targets())
                .containsExactly(target("192.0.2.7"), target("2001:db8:0:0:0:0:0:7"));
    }

    @Test
    void theSuccessReplyIsSentWhenTheTargetIsConnected() throws Exception {
        router.configure(Table.allowing(ALLOWED));
        Conversation conversation = talk(OPEN, socks5("192.0.2.9", 443));

        conversation.connect();

        assertThat(conversation.sentToClient()).isEqualTo("0500" + GRANTED);
    }

    @Test
    void bytesAfterTheRequestGoToTheTargetWithoutTheRequest() throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(talk(bytes(OPEN, socks5("192.0.2.9", 443), "GET / HTTP/1.0\r\n\r\n"))
                        .sentToTarget())
                .isEqualTo(bytes("GET / HTTP/1.0\r\n\r\n"));
        assertThat(talk(bytes(socks4("192.0.2.9", 443, "me"), "GET /")).sentToTarget())
                .isEqualTo(bytes("GET /"));
    }

    @Test
    void aClientThatRequiresAuthenticationIsClosed() throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(refusal(talk(bytes(5, 2, 1, 2)))).isEqualTo("05ff");
        assertThat(refusal(talk(bytes(5, 0)))).isEqualTo("05ff");
    }

    @ParameterizedTest
    @CsvSource({
        "05 02 00 01 C0 00 02 07 01 BB, 07",
        "05 03 00 01 C0 00 02 07 01 BB, 07",
        "05 01 00 02 C0 00 02 07 01 BB, 08",
        "05 01 01 01 C0 00 02 07 01 BB, 01",
        "04 01 00 01 C0 00 02 07 01 BB, 01",
        "05 01 00 01 C0 00 02 07 00 00, 01",
        "05 01 00 03 00 01 BB, 01",
        "05 01 00 03 01 0A 01 BB, 01",
        "05 01 00 01 7F 00 00 01 01 BB, 02",
        "05 01 00 01 C0 00 02 07 01 BC, 02",
    })
    void anInvalidSocks5RequestIsRefusedWithItsCode(String request, String code) throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(talk(OPEN, hex(request)).course())
                .isEqualTo("received 050005" + code + "0001000000000000, targets [], sent  Reject");
    }

    @Test
    void anUnknownNameIsAnUnreachableHost() throws Exception {
        router.configure(Table.allowing("no.example:443"));

        assertThat(talk(OPEN, socks5Name("no.example", 443)).sentToClient()).isEqualTo("050005040001000000000000");
        assertThat(talk(socks4a("no.example", 443, "")).sentToClient()).isEqualTo("005b000000000000");
    }

    // ---- SOCKS 4

    @Test
    void aSocks4ClientIsForwardedToTheRequestedAddress() throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(talk(socks4("192.0.2.9", 443, "me")).lastDecision())
                .isEqualTo(Decision.forward("192.0.2.9", 443)
                        .replying(hex("005a000000000000"))
                        .replacing(new byte[0])
                        .label("host", "192.0.2.9"));
    }

    @Test
    void aSocks4aClientIsForwardedToTheAddressesOfTheName() throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(talk(socks4a("EXAMPLE.com", 443, "me")).targets())
                .containsExactly(target("192.0.2.7"), target("2001:db8:0:0:0:0:0:7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "04 02 01 BB C0 00 02 07 00",
                "04 01 00 00 C0 00 02 07 00",
                "04 01 01 BB 7F 00 00 01 00",
                "04 01 01 BB 00 00 00 00 00",
                "04 01 01 BB 00 00 00 01 00 00",
                "04 01 01 BB 00 00 00 01 00 31 32 37 2E 31 00",
            })
    void anInvalidSocks4RequestIsRejected(String request) throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(refusal(talk(hex(request)))).isEqualTo("005b000000000000");
    }

    // ---- both

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 6, 'G', 0x16, 255})
    void anotherProtocolIsClosedWithoutAReply(int first) throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(refusal(talk(bytes(first)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 0x10, 255})
    void anotherProtocolThatStartsLikeSocks4IsClosedWithoutAReply(int second) throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(talk(bytes(4)).lastDecision()).isEqualTo(Decision.needMore());
        assertThat(refusal(talk(bytes(4, second)))).isEmpty();
    }

    @Test
    void theAccessLineHasTheReasonOfARefusal() throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertThat(because(talk(bytes(0x47)))).isEqualTo("not SOCKS");
        assertThat(because(talk(bytes(4, 0)))).isEqualTo("not SOCKS");
        assertThat(because(talk(bytes(5, 1, 2))))
                .isEqualTo("the client requires authentication, and no users are configured");
        assertThat(because(talk(OPEN, socks5("192.0.2.7", 80)))).isEqualTo("192.0.2.7 port 80: not allowed");
        assertThat(because(talk(OPEN, socks5Name("other.example", 80))))
                .isEqualTo("other.example port 80: not allowed");
        assertThat(because(talk(OPEN, hex("05 02 00 01 C0 00 02 07 01 BB")))).isEqualTo("command 2");
        assertThat(because(talk(hex("04 01 00 00 C0 00 02 07 00")))).isEqualTo("port 0");
    }

    @Test
    void theAccessLineHasTheErrorOfALookup() throws Exception {
        router.configure(Table.allowing("no.example:443"));

        assertThat(because(talk(OPEN, socks5Name("no.example", 443))))
                .isEqualTo("no.example port 443: its name could not be looked up");
    }

    @Test
    void theAccessLineHasTheErrorOfAuthentication() throws Exception {
        router.configure(Table.withUser("alice", "secret", ALLOWED));

        assertThat(because(talk(PASSWORD, credentials("alice", "Secret")))).isEqualTo("wrong name or password");
        assertThat(because(talk(OPEN))).isEqualTo("the client offers no name and password");
        assertThat(because(talk(socks4("192.0.2.7", 443, "alice")))).isEqualTo("SOCKS 4 has no password");
    }

    @Test
    void withoutEntriesEverythingIsDenied() throws Exception {
        router.configure(Table.allowing());

        assertThat(talk(OPEN, socks5("192.0.2.7", 443)).sentToClient()).isEqualTo("0500" + DENIED);
        assertThat(talk(OPEN, socks5Name("example.com", 443)).sentToClient()).isEqualTo("0500" + DENIED);
        assertThat(talk(socks4("192.0.2.7", 443, "")).sentToClient()).isEqualTo("005b000000000000");
        assertThat(names.asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_FIRST_BYTE")
    void aTargetThatFailsIsReportedWithItsCode(Failure failure) throws Exception {
        router.configure(Table.allowing(ALLOWED));
        String code = switch (failure) {
            case UNRESOLVED -> "04";
            case UNREACHABLE -> "03";
            case REFUSED -> "05";
            case CONNECT_TIMEOUT -> "06";
            default -> "01";
        };

        Conversation five = talk(OPEN, socks5("192.0.2.7", 443));
        five.targetsFail(failure);
        Conversation four = talk(socks4("192.0.2.7", 443, ""));
        four.targetsFail(failure);

        assertThat(five.sentToClient()).isEqualTo("050005" + code + "0001000000000000");
        assertThat(five.lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(refusal(four)).isEqualTo("005b000000000000");
    }

    @Test
    void aFailureAfterTheTargetReceivedBytesIsNotReported() {
        assertThat(router.unreachable(TestOpening.empty(), TestAttempt.of(target("192.0.2.7"), Failure.NO_FIRST_BYTE)))
                .isEqualTo(Decision.reject());
    }

    @Test
    void aSilentClientIsClosed() throws Exception {
        assertThat(router.timedOut(TestOpening.empty())).isEqualTo(Decision.reject());
    }

    // ---- names

    @Test
    void aNameIsResolvedOnceAndTheClientGoesToTheResult() throws Exception {
        FakeNames fickle = new FakeNames().with("rebind.example", "192.0.2.7").with("rebind.example", "127.0.0.1");
        try (SocksRouter its = new SocksRouter(fickle)) {
            its.configure(Table.allowing("rebind.example:443"));

            assertThat(Conversation.of(its, OPEN, socks5Name("rebind.example", 443))
                            .targets())
                    .containsExactly(target("192.0.2.7"));
            assertThat(fickle.asked()).containsExactly("rebind.example");
            assertThat(Conversation.of(its, OPEN, socks5Name("rebind.example", 443))
                            .sentToClient())
                    .isEqualTo("0500" + DENIED);
            assertThat(fickle.asked()).hasSize(2);
        }
    }

    @Test
    void onlyTheAllowedAddressesOfANameAreTried() throws Exception {
        names.with("mixed.example", "127.0.0.1", "192.0.2.7", "10.1.2.3", "::1", "192.0.2.8");
        router.configure(Table.allowing("mixed.example:443"));

        assertThat(talk(OPEN, socks5Name("mixed.example", 443)).targets())
                .containsExactly(target("192.0.2.7"), target("192.0.2.8"));
    }

    @Test
    void onlyTheFirstOfManyAddressesAreTried() throws Exception {
        String[] many = new String[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = "192.0.2." + i;
        }
        names.with("many.example", many);
        router.configure(Table.allowing("many.example:443"));

        assertThat(talk(OPEN, socks5Name("many.example", 443)).targets()).hasSize(AccessControl.MAX_ADDRESSES);
    }

    @Test
    void aNameMayResolveIntoAnAllowedNetwork() throws Exception {
        names.with("db.internal", "10.1.2.3");
        router.configure(Table.allowing("10.0.0.0/8:443"));

        assertThat(talk(OPEN, socks5Name("db.internal", 443)).targets()).containsExactly(target("10.1.2.3"));
        assertThat(talk(OPEN, socks5Name("example.com", 443)).sentToClient()).isEqualTo("0500" + DENIED);
    }

    @Test
    void aNameThatNoEntryCouldAllowIsNotResolved() throws Exception {
        router.configure(Table.allowing("*.example.org:443", "10.0.0.0/8:22"));

        assertThat(talk(OPEN, socks5Name("example.com", 443)).sentToClient()).isEqualTo("0500" + DENIED);
        assertThat(names.asked()).isEmpty();
    }

    @Test
    void aNameWithoutAddressesIsDenied() throws Exception {
        names.with("empty.example");
        router.configure(Table.allowing("empty.example:443"));

        assertThat(talk(OPEN, socks5Name("empty.example", 443)).sentToClient()).isEqualTo("0500" + DENIED);
    }

    // ---- users

    @Test
    void aUserWithThePasswordIsForwarded() throws Exception {
        router.configure(Table.withUser("alice", "secret", ALLOWED));

        Conversation conversation = talk(bytes(5, 2, 0, 2), credentials("alice", "secret"), socks5("192.0.2.7", 443));

        assertThat(conversation.sentToClient()).isEqualTo("0502" + "0100");
        assertThat(conversation.targets()).containsExactly(target("192.0.2.7"));
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        router.configure(Table.withUser("alice", "secret", ALLOWED));

        assertThat(refusal(talk(PASSWORD, credentials("alice", "Secret")))).isEqualTo("0101");
        assertThat(refusal(talk(PASSWORD, credentials("bob", "secret")))).isEqualTo("0101");
        assertThat(refusal(talk(PASSWORD, credentials("", "")))).isEqualTo("0101");
        assertThat(refusal(talk(PASSWORD, socks5("192.0.2.7", 443)))).isEqualTo("0101");
    }

    @Test
    void aClientWithoutPasswordIsClosedIfUsersAreConfigured() throws Exception {
        router.configure(Table.withUser("alice", "secret", ALLOWED));

        assertThat(refusal(talk(OPEN))).isEqualTo("05ff");
        assertThat(refusal(talk(socks4("192.0.2.7", 443, "alice")))).isEqualTo("005b000000000000");
    }

    // ---- splits

    static List<byte[]> whole() {
        return List.of(
                bytes(OPEN, socks5("192.0.2.7", 443)),
                bytes(OPEN, socks5("192.0.2.7", 443), "ahead"),
                bytes(5, 3, 1, 0, 2, socks5("2001:db8::7", 443), "ahead"),
                bytes(OPEN, socks5Name("example.com", 443), "ahead"),
                bytes(OPEN, socks5Name("192.0.2.7", 443), 5, 1),
                bytes(OPEN, socks5("127.0.0.1", 443), "ahead"),
                bytes(OPEN, 5, 2, 0, 1, 192, 0, 2, 7, 1, 187, "ahead"),
                bytes(5, 1, 2, "ahead"),
                socks4("192.0.2.7", 443, "me"),
                bytes(socks4("192.0.2.7", 443, ""), 4, 1, 0),
                bytes(socks4a("example.com", 443, "me"), "ahead"),
                bytes(socks4a("127.0.0.1", 443, ""), "ahead"),
                bytes("GET / HTTP/1.0\r\n\r\n"));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void everySplitHasTheSameDecision(byte[] whole) throws Exception {
        router.configure(Table.allowing(ALLOWED));

        assertEverySplitHasTheSameDecision(whole);
    }

    static List<byte[]> wholeWithUsers() {
        return List.of(
                bytes(PASSWORD, credentials("alice", "secret"), socks5("192.0.2.7", 443), "ahead"),
                bytes(5, 2, 0, 2, credentials("alice", "secret"), socks5Name("example.com", 443)),
                bytes(PASSWORD, credentials("alice", "wrong"), socks5("192.0.2.7", 443)),
                bytes(OPEN, socks5("192.0.2.7", 443)),
                socks4("192.0.2.7", 443, "alice"));
    }

    @ParameterizedTest
    @MethodSource("wholeWithUsers")
    void everySplitHasTheSameDecisionIfUsersAreConfigured(byte[] whole) throws Exception {
        router.configure(Table.withUser("alice", "secret", ALLOWED));

        assertEverySplitHasTheSameDecision(whole);
    }

    /** All splits into up to three pieces, and into single bytes. */
    private void assertEverySplitHasTheSameDecision(byte[] whole) throws Exception {
        String course = talk(whole).course();
        assertThat(course).doesNotContain("NeedMore").doesNotEndWith("Reply");
        for (int i = 0; i <= whole.length; i++) {
            for (int j = i; j <= whole.length; j++) {
                byte[] head = Wire.first(whole, j);
                assertThat(talk(Wire.first(head, i), Wire.from(head, i), Wire.from(whole, j))
                                .course())
                        .as("split at %d and %d", i, j)
                        .isEqualTo(course);
            }
        }
        Conversation slowly = new Conversation(router);
        for (byte each : whole) {
            slowly.clientSends(new byte[] {each});
        }
        assertThat(slowly.course()).isEqualTo(course);
    }

    // ---- settings

    @Test
    void anInvalidEntryIsAnError() {
        assertThatThrownBy(() -> router.configure(Table.allowing("example.com")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "allow: \"example.com\": has no ports: write host:443, or host:* for all of them");
    }

    @Test
    void aLookupTimeoutOfZeroIsAnError() {
        Settings settings = Table.of(Map.of("lookup-timeout", "0"));

        assertThatThrownBy(() -> router.configure(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("lookup-timeout: must be positive");
    }

    @Test
    void runsOffTheLoopOnceTheClientHasSentBytes() {
        assertThat(router.blocks()).isTrue();
        assertThat(router.needsBytes()).isTrue();
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("socks");
    }
}
