package roulette.parsers.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.mqtt.Packets.CLEAN;
import static roulette.parsers.mqtt.Packets.PASSWORD;
import static roulette.parsers.mqtt.Packets.USER;
import static roulette.parsers.mqtt.Packets.WILL;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;

class MqttConnectTest {
    private static final Pieces<MqttConnect> PIECES = new Pieces<>(MqttConnect::read);

    @Test
    void aPlainClientIsRead() {
        assertThat(PIECES.facts("\020\016\0\4MQTT\4\2\0\074\0\2me"))
                .isEqualTo(new MqttConnect("3.1.1", "me", "", 60, true, "", false));
    }

    @Test
    void everyVersionIsRead() {
        assertThat(PIECES.facts(Packets.v31(0).string("c").bytes()))
                .isEqualTo(new MqttConnect("3.1", "c", "", 60, false, "", false));
        assertThat(PIECES.facts(Packets.v5(CLEAN).octets(0).string("c").bytes()))
                .isEqualTo(new MqttConnect("5", "c", "", 60, true, "", false));
    }

    @Test
    void allFieldsAreRead() {
        assertThat(PIECES.facts(Packets.v311(CLEAN | WILL | USER | PASSWORD | 0x30)
                        .string("c")
                        .string("dead/c")
                        .data(new byte[] {0, -1})
                        .string("alice")
                        .data(new byte[] {0})
                        .bytes()))
                .isEqualTo(new MqttConnect("3.1.1", "c", "alice", 60, true, "dead/c", false));
    }

    @Test
    void version5PropertiesAreSkipped() {
        assertThat(PIECES.facts(Packets.v5(WILL | USER | PASSWORD)
                        .octets(5, 0x11, 0, 0, 0, 10)
                        .string("c")
                        .octets(2, 0x01, 1)
                        .string("dead/c")
                        .data(new byte[0])
                        .string("jürgen")
                        .data(new byte[] {0})
                        .bytes()))
                .isEqualTo(new MqttConnect("5", "c", "jürgen", 60, false, "dead/c", false));
    }

    @Test
    void aClientMayLeaveItsIdentifierToTheServer() {
        assertThat(PIECES.facts(Packets.v311(CLEAN).string("").bytes()).clientId())
                .isEmpty();
    }

    @Test
    void aBridgeOfMosquittoIsRead() {
        assertThat(PIECES.facts(Packets.connect("MQTT", 0x84, 0).string("b").bytes()))
                .isEqualTo(new MqttConnect("3.1.1", "b", "", 60, false, "", true));
        assertThat(PIECES.facts(Packets.connect("MQIsdp", 0x83, 0).string("b").bytes())
                        .bridge())
                .isTrue();
    }

    @Test
    void version31MayLeaveOutTheUserDespiteItsFlag() {
        assertThat(PIECES.facts(Packets.v31(USER | PASSWORD).string("c").bytes())
                        .user())
                .isEmpty();
        assertThat(PIECES.facts(Packets.v31(USER | PASSWORD)
                                .string("c")
                                .string("u")
                                .bytes())
                        .user())
                .isEqualTo("u");
    }

    @Test
    void version5MayHaveAPasswordWithoutAUser() {
        assertThat(PIECES.facts(Packets.v5(PASSWORD)
                                .octets(0)
                                .string("c")
                                .string("token")
                                .bytes())
                        .user())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "\021",
                "\037",
                "\040",
                "\026",
                "\020\0",
                "\020\013",
                "\020\200\200\200\200",
                "\020\377\377\177",
                "\020\016S",
                "\020\016\0\5",
                "\020\016\0\4MQTP",
                "\020\016\0\6MQT",
                "\020\016\0\6MQIsdP"
            })
    void otherProtocolsAreRuledOutAtTheFirstWrongByte(String text) {
        PIECES.notThis(text);
        PIECES.partial(text.substring(0, text.length() - 1));
    }

    @Test
    void aLengthAbove100000IsNotRead() {
        PIECES.partial("\020\240\215\006");
        PIECES.notThis("\020\241\215\006");
    }

    @ParameterizedTest
    @CsvSource({"MQTT,3", "MQTT,6", "MQTT,0", "MQTT,133", "MQIsdp,4", "MQIsdp,132"})
    void anUnknownLevelIsMalformed(String name, int level) {
        assertThat(PIECES.malformed(Packets.connect(name, level, 0).string("c").bytes()))
                .isEqualTo("is not MQTT 3.1, 3.1.1 or 5");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x08, 0x20, 0x1c, PASSWORD})
    void flagsThatAreNotAllowedAreMalformed(int flags) {
        assertThat(PIECES.malformed(
                        Packets.v311(flags).string("c").string("t").string("m").bytes()))
                .isEqualTo("has flags that MQTT does not allow");
    }

    @Test
    void fieldsBeyondThePacketAreMalformed() {
        String reason = "has a field that exceeds the packet, or bytes after its last field";

        assertThat(PIECES.malformed(Packets.v311(0).octets(0, 5, 'c').bytes())).isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v311(0).octets(0, 1, 'c', 'd').bytes()))
                .isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v311(USER).string("c").bytes())).isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v311(USER).string("c").octets(0).bytes()))
                .isEqualTo(reason);
        assertThat(PIECES.malformed(
                        Packets.v311(USER | PASSWORD).string("c").string("u").bytes()))
                .isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v311(WILL).string("c").string("t").bytes()))
                .isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v5(0).octets(4, 0, 1, 'c').bytes())).isEqualTo(reason);
        assertThat(PIECES.malformed(
                        Packets.v5(0).octets(0x80, 0x80, 0x80, 0x80, 0, 0, 0).bytes()))
                .isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v5(0).octets(0x80, 0x80).bytes())).isEqualTo(reason);
    }

    @Test
    void stringsAreCleanUtf8() {
        String reason = "has a string with control characters, or one that is not UTF-8";

        assertThat(PIECES.malformed(Packets.v311(0).string("a\0b").bytes())).isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v311(0).string("a\nb").bytes())).isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v311(0).data(new byte[] {-1}).bytes()))
                .isEqualTo(reason);
        assertThat(PIECES.malformed(Packets.v311(0)
                        .data(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})
                        .bytes()))
                .isEqualTo(reason);
        assertThat(PIECES.malformed(
                        Packets.v311(USER).string("c").string("\033").bytes()))
                .isEqualTo(reason);
    }

    @Test
    void aRefusalHasTheCodeOfTheClientsVersion() {
        assertThat(MqttRefusal.NOT_AUTHORIZED.connack("3.1.1")).containsExactly(0x20, 2, 0, 5);
        assertThat(MqttRefusal.NOT_AUTHORIZED.connack("5")).containsExactly(0x20, 3, 0, 0x87, 0);
        assertThat(MqttRefusal.CLIENT_IDENTIFIER_NOT_VALID.connack("3.1")).containsExactly(0x20, 2, 0, 2);
        assertThat(MqttRefusal.USE_ANOTHER_SERVER.connack("5")).containsExactly(0x20, 3, 0, 0x9c, 0);
        assertThat(MqttRefusal.SERVER_UNAVAILABLE.connack("5")).containsExactly(0x20, 3, 0, 0x88, 0);
    }
}
