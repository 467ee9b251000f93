package roulette.parsers.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private final Vocabulary standard = Vocabulary.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls",
                "tls.sni",
                "tls.alpn",
                "tls.version",
                "tls.versions",
                "tls.ech",
                "tls.ssl2",
                "http",
                "http.host",
                "http.path",
                "http.query",
                "http.method",
                "http.version",
                "git.service",
                "git.path",
                "git.host",
                "git.port",
                "git.parameter",
                "ssh.software",
                "ssh.version",
                "ssh.comment",
                "postgres.user",
                "postgres.database",
                "postgres.version",
                "postgres.ssl",
                "redis.user",
                "redis.command",
                "redis.client-name",
                "redis.protocol",
                "mqtt.client-id",
                "mqtt.user",
                "mqtt.version",
                "mqtt.keep-alive",
                "mqtt.will-topic",
                "mqtt.clean",
                "mqtt.bridge",
                "minecraft.host",
                "minecraft.port",
                "minecraft.suffix",
                "minecraft.legacy",
                "rdp.user",
                "rdp.token",
                "rdp.server",
                "rdp.security",
                "amqp.version",
                "amqp.layer",
                "xmpp.to",
                "xmpp.from",
                "client.address",
                "client.port",
                "listener",
                "peer.address",
                "peer.port",
                "proxy.authority",
                "proxy.alpn",
                "proxy.unique-id",
                "proxy.netns",
                "proxy.ssl.verified",
                "proxy.ssl.cn",
                "proxy.ssl.version",
                "proxy.ssl.cipher",
                "local.address",
                "local.port",
                "protocol"
            })
    void everyFactIsFoundByName(String name) {
        assertThat(standard.fact(name)).map(Fact::name).contains(name);
        assertThat(standard.names()).contains(name);
    }

    @ParameterizedTest
    @CsvSource({
        "sni, tls.sni",
        "alpn, tls.alpn",
        "path, http.path",
        "client, client.address",
        "local, local.address",
        "peer, peer.address",
        "host, host",
    })
    void commonFactsHaveAliases(String alias, String name) {
        assertThat(standard.fact(alias)).map(Fact::name).contains(name);
    }

    @Test
    void namesChosenByClientsAreFacts() {
        assertThat(standard.fact("http.header.User-Agent")).map(Fact::name).contains("http.header.user-agent");
        assertThat(standard.fact("http.cookie.Canary")).map(Fact::name).contains("http.cookie.Canary");
        assertThat(standard.fact("postgres.parameter.application_name")).isPresent();
        assertThat(standard.fact("http.header.")).isEmpty();
        assertThat(standard.fact("http.header")).isEmpty();
        assertThat(standard.names()).contains("http.header.NAME");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "5,5", "234,234", "255,255", "0x0,0", "0xEA,234", "0Xea,234", "0xff,255"})
    void aTlvIsAFactByTheNumberOfItsType(String number, String type) {
        assertThat(standard.fact("proxy.tlv." + number)).map(Fact::name).contains("proxy.tlv." + type);
        assertThat(standard.names()).contains("proxy.tlv.0...255");
        assertThat(standard.isPrefix("proxy.tlv")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "256", "-1", "01", "0x", "0x100", "999999999999", "x", "1.2", "\u0661"})
    void anotherNumberIsNoTlv(String number) {
        assertThat(standard.fact("proxy.tlv." + number)).isEmpty();
    }

    @Test
    void unknownNamesAreNotFacts() {
        assertThat(standard.fact("")).isEmpty();
        assertThat(standard.fact("snj")).isEmpty();
        assertThat(standard.fact("tls.snj")).isEmpty();
        assertThat(standard.fact("tls.")).isEmpty();
        assertThat(standard.protocol("smtp")).isEmpty();
    }

    @Test
    void prefixesAreNotNames() {
        assertThat(standard.isPrefix("http")).isTrue();
        assertThat(standard.isPrefix("http.header")).isTrue();
        assertThat(standard.isPrefix("client")).isTrue();
        assertThat(standard.isPrefix("http.path")).isFalse();
        assertThat(standard.isPrefix("htt")).isFalse();
    }

    @Test
    void onlyFactsOfTheConnectionAndItsHeaderNeedNoBytes() {
        assertThat(standard.fact("client").orElseThrow().needsBytes()).isFalse();
        assertThat(standard.fact("listener").orElseThrow().needsBytes()).isFalse();
        assertThat(standard.fact("sni").orElseThrow().needsBytes()).isTrue();
        assertThat(standard.fact("proxy.tlv.5").orElseThrow().needsBytes()).isFalse();
        assertThat(standard.fact("http.header.x").orElseThrow().needsBytes()).isTrue();
    }

    @Test
    void onlyFactsOfTheConnectionAreAlwaysKnown() {
        assertThat(standard.fact("peer").orElseThrow().isAlwaysKnown()).isTrue();
        assertThat(standard.fact("proxy.alpn").orElseThrow().isAlwaysKnown()).isFalse();
        assertThat(standard.fact("sni").orElseThrow().isAlwaysKnown()).isFalse();
    }
}
