package roulette.parsers.tls;

import roulette.parsers.Reading;

/** Why bytes are not a ClientHello, each with its precomputed result. */
enum Flaw {
    OTHER_PROTOCOL(Reading.notThis("not a TLS ClientHello")),

    OTHER_RECORD(Reading.malformed("another TLS record interrupts the ClientHello")),
    RECORD_VERSION(Reading.malformed("a TLS record with an unknown version")),
    LONG_RECORD(Reading.malformed("a TLS record of more than 16384 bytes")),
    EMPTY_RECORD(Reading.malformed("an empty TLS record")),
    RECORD_GOES_ON(Reading.malformed("the TLS record continues after the ClientHello")),

    LONG_MESSAGE(Reading.malformed("the ClientHello is longer than 65535 bytes")),

    SESSION_ID(Reading.malformed("the ClientHello has a session id of invalid length")),
    CIPHER_SUITES(Reading.malformed("the ClientHello has cipher suites of invalid length")),
    COMPRESSION_METHODS(Reading.malformed("the ClientHello has compression methods of invalid length")),
    EXTENSIONS(Reading.malformed("the ClientHello has extensions of invalid length")),
    EXTENSION_TWICE(Reading.malformed("the ClientHello has an extension twice")),

    SERVER_NAMES(Reading.malformed("the ClientHello has server names of invalid length")),
    SECOND_HOST_NAME(Reading.malformed("the ClientHello names two hosts")),
    PROTOCOLS(Reading.malformed("the ClientHello has protocols (ALPN) of invalid length")),
    MANY_PROTOCOLS(Reading.malformed("the ClientHello has more than 128 protocols (ALPN)")),
    VERSIONS(Reading.malformed("the ClientHello has supported versions of invalid length")),

    SSL2_LENGTHS(Reading.malformed("the parts of the SSL 2.0 hello have invalid lengths"));

    private final Reading<TlsHello> answer;

    Flaw(Reading<TlsHello> answer) {
        this.answer = answer;
    }

    Reading<TlsHello> answer() {
        return answer;
    }
}
