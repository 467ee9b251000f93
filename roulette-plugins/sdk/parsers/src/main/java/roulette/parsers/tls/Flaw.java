package roulette.parsers.tls;

import roulette.parsers.Reading;

/** Why bytes are no ClientHello, each with the answer that says so, made once. */
enum Flaw {
    OTHER_PROTOCOL(Reading.notThis("no TLS ClientHello begins so")),

    OTHER_RECORD(Reading.malformed("another TLS record comes before the ClientHello is whole")),
    RECORD_VERSION(Reading.malformed("a TLS record of a version that does not exist")),
    LONG_RECORD(Reading.malformed("a TLS record of more than 16384 bytes")),
    EMPTY_RECORD(Reading.malformed("an empty TLS record")),
    RECORD_GOES_ON(Reading.malformed("the TLS record goes on behind the ClientHello")),

    LONG_MESSAGE(Reading.malformed("the ClientHello is longer than 65535 bytes")),

    SESSION_ID(Reading.malformed("the session id of the ClientHello has a wrong length")),
    CIPHER_SUITES(Reading.malformed("the cipher suites of the ClientHello have a wrong length")),
    COMPRESSION_METHODS(Reading.malformed("the compression methods of the ClientHello have a wrong length")),
    EXTENSIONS(Reading.malformed("the extensions of the ClientHello have a wrong length")),
    EXTENSION_TWICE(Reading.malformed("the ClientHello has an extension twice")),

    SERVER_NAMES(Reading.malformed("the server names of the ClientHello have a wrong length")),
    SECOND_HOST_NAME(Reading.malformed("the ClientHello names two hosts")),
    PROTOCOLS(Reading.malformed("the protocols (ALPN) of the ClientHello have a wrong length")),
    MANY_PROTOCOLS(Reading.malformed("the ClientHello has more than 128 protocols (ALPN)")),
    VERSIONS(Reading.malformed("the supported versions of the ClientHello have a wrong length")),

    SSL2_LENGTHS(Reading.malformed("the parts of the SSL 2.0 hello have wrong lengths"));

    private final Reading<TlsHello> answer;

    Flaw(Reading<TlsHello> answer) {
        this.answer = answer;
    }

    Reading<TlsHello> answer() {
        return answer;
    }
}
