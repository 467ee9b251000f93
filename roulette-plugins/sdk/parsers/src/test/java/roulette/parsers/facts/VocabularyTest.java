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
                "tls.ech",
                "http",
                "http.host",
                "http.path",
                "http.query",
                "http.method",
                "http.version",
                "git.service",
                "git.path",
                "git.host",
                "ssh.software",
                "ssh.version",
                "postgres.user",
                "postgres.database",
                "postgres.ssl",
                "redis.user",
                "redis.command",
                "mqtt.client-id",
                "mqtt.user",
                "mqtt.version",
                "minecraft.host",
                "rdp.user",
                "rdp.token",
                "amqp.version",
                "xmpp.to",
                "xmpp.from",
                "client.address",
                "client.port",
                "listener",
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
    void onlyConnectionFactsNeedNoBytes() {
        assertThat(standard.fact("client").orElseThrow().needsBytes()).isFalse();
        assertThat(standard.fact("listener").orElseThrow().needsBytes()).isFalse();
        assertThat(standard.fact("sni").orElseThrow().needsBytes()).isTrue();
        assertThat(standard.fact("http.header.x").orElseThrow().needsBytes()).isTrue();
    }
}
