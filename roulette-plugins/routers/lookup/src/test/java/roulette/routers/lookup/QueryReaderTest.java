package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Vocabulary;

final class QueryReaderTest {
    private static Query read(String text) {
        return QueryReader.read(text, Vocabulary.standard());
    }

    @Test
    void factsBecomeParametersInOrder() {
        Query query = read("select t from r where h = {host} and p = { http.path } or c = {client.address}");

        assertThat(query.jdbc()).isEqualTo("select t from r where h = ? and p = ? or c = ?");
        assertThat(query.facts()).extracting(Fact::name).containsExactly("host", "http.path", "client.address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select '{\"a\": 1}', 'what?' from r",
                "select \"a{b}?\" from r",
                "select 'it''s ?' from r",
                "select 1 -- why {not}?\n from r",
                "select 1 /* {why} ? */ from r",
                "select 1 -- {no end",
                "select 'no end ?",
                "select a ?? 'b' from r"
            })
    void quotedTextsAndCommentsAreKept(String text) {
        assertThat(read(text).jdbc()).isEqualTo(text);
        assertThat(read(text).facts()).isEmpty();
    }

    @Test
    void headersAreFacts() {
        assertThat(read("select {http.header.x-tenant}").facts())
                .extracting(Fact::name)
                .containsExactly("http.header.x-tenant");
    }

    @Test
    void anUnknownFactGetsASuggestion() {
        assertThatThrownBy(() -> read("select t from r where h = {hots}"))
                .hasMessageContaining("{hots} is not a fact; did you mean {host}? known are ")
                .hasMessageContaining("client.address");
    }

    @Test
    void aFactInQuotesIsAnError() {
        assertThatThrownBy(() -> read("select t from r where h = '{host}'")).hasMessageContaining("is in quotes");
        assertThatThrownBy(() -> read("select t from r where h like '%{host}'")).hasMessageContaining("is in quotes");
    }

    @Test
    void aQuestionMarkIsAnError() {
        assertThatThrownBy(() -> read("select t from r where h = ?")).hasMessageContaining("write {fact}");
    }

    @Test
    void anUnclosedBraceIsAnError() {
        assertThatThrownBy(() -> read("select t from r where h = {host")).hasMessageContaining("without a }");
    }

    @Test
    void anEmptyQueryIsAnError() {
        assertThatThrownBy(() -> read(" ")).hasMessageContaining("must not be empty");
    }
}
