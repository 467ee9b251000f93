package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Rules.because;
import static roulette.routers.rules.Rules.check;
import static roulette.routers.rules.Rules.say;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Target;

/** Clients of other protocols reach the default, on a port with rules for all known protocols. */
class ForeignProtocolsTest {
    private static final String RULES = """
            default = "10.0.0.9:1"
            [[rule]]
            protocol = ["tls", "http", "git", "ssh", "postgres", "redis", "mqtt", "rdp", "amqp", "xmpp", "minecraft"]
            target = "10.0.0.1:1"
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                // MongoDB: OP_MSG with 65 bytes, and with 790, whose length is 16 03 00 00
                "410000000000000000000000dd07000000000000002c0000001068656c6c6f000100000002636c69656e74000100000000022464"
                        + "6200060000000061646d696e0000",
                "160300000b01020300000000dd0700000000000000ff020000",
                // X11, in both byte orders
                "6c000b000000120010000000",
                "4200000b0000000000000000",
                // 9P: Tversion
                "1300000064ffff002000000600395032303030",
                // EtherNet/IP: ListIdentity and RegisterSession
                "630000000000000000000000000000000000000000000000",
                "65000400000000000000000000000000000000000000000001000000",
            })
    void binaryProtocolsReachTheDefault(String hex) {
        check(RULES, HexFormat.of().parseHex(hex)).forwardsTo("10.0.0.9:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH TLS\r\n",
                "USER anonymous\r\n",
                "<?xml version='1.0'?><soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'>",
                "<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'>",
                "8=FIX.4.4\0019=70\00135=A\001"
            })
    void textProtocolsReachTheDefault(String text) {
        check(RULES, Openings.text(text)).forwardsTo("10.0.0.9:1");
    }

    /** Minecraft 1.5 and earlier send one or two bytes, and wait for the reply. */
    @ParameterizedTest
    @ValueSource(strings = {"fe", "fe01"})
    void theShortPingsOfMinecraftAreDecidedAtOnce(String hex) {
        byte[] ping = HexFormat.of().parseHex(hex);
        String byHost = """
                default = "10.0.0.9:1"
                [[rule]]
                minecraft.host = "*.play.example"
                target = "10.0.0.2:1"
                """;

        assertThat(say(RULES, ping).targets()).containsExactly(Target.parse("10.0.0.1:1"));
        assertThat(say(byHost, ping).targets()).containsExactly(Target.parse("10.0.0.9:1"));
        assertThat(because(say(byHost, ping))).isEqualTo("default");
    }
}
