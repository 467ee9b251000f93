package roulette.corpus;

import static roulette.corpus.Numbers.be16;
import static roulette.corpus.Numbers.be32;
import static roulette.corpus.Numbers.hex;
import static roulette.corpus.Numbers.le16;
import static roulette.corpus.Numbers.le32;
import static roulette.corpus.Numbers.random;
import static roulette.corpus.Numbers.with16;
import static roulette.corpus.Numbers.with32;
import static roulette.corpus.Numbers.word;
import static roulette.parsers.Pieces.bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Clients of databases and of message brokers. */
final class Databases {
    private static final String MONGODB = "MongoDB Wire Protocol, Standard Message Header, OP_MSG and OP_QUERY";
    private static final String TDS = "MS-TDS, sections 2.2.3.1 and 2.2.6.5";
    private static final String CASSANDRA = "CQL Binary Protocol v3 to v5, sections 2, 4.1.1 and 4.1.3";

    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;

    /** Header, flags, section kind, and a document with empty client metadata. */
    private static final int SHORTEST_MESSAGE = 16 + 4 + 1 + document(0).length;

    private Databases() {}

    static void addTo(List<Sample> samples, Random random) {
        mongodb(samples, random);
        mssql(samples, random);
        cassandra(samples, random);
        others(samples, random);
    }

    private static void mongodb(List<Sample> samples, Random random) {
        List<Integer> ids = new ArrayList<>(List.of(0, 1, 2, 3, 7, 0x16, 0x100, 0x1600, 0x0316, -1));
        for (int length = SHORTEST_MESSAGE; length < 1400; length++) {
            for (int id : ids) {
                samples.add(message(length, id));
            }
            samples.add(message(length, random.nextInt()));
            // The second varint of a Minecraft handshake would be valid after the first.
            samples.add(message(length, length - 134));
        }
        // 790 is 16 03 00 00: the request id is read as TLS record length and handshake header.
        for (int r0 : new int[] {0, 1, 4, 5, 9, 44, 100, 255}) {
            for (int r1 : new int[] {0, 1, 2, 0x16}) {
                for (int r2 : new int[] {0, 1, 2, 3, 255}) {
                    for (int r3 : new int[] {0, 1, 3, 40, 128}) {
                        Sample message = message(790, r3 << 24 | r2 << 16 | r1 << 8 | r0);
                        // Until that record ends it may be TLS.
                        samples.add(new Sample("MongoDB", MONGODB, message.opening(), 16 + r0));
                    }
                }
            }
        }
        for (int i = 0; i < 200; i++) {
            byte[] query = bytes(le32(0), "admin.$cmd\0", le32(0), le32(-1), document(random.nextInt(700)));
            samples.add(Sample.binary(
                    "MongoDB", MONGODB, le32(16 + query.length), le32(i), le32(0), le32(OP_QUERY), query));
        }
    }

    /** {@code hello} in an OP_MSG of this length, in bytes. */
    private static Sample message(int length, int id) {
        return Sample.binary(
                "MongoDB",
                MONGODB,
                le32(length),
                le32(id),
                le32(0),
                le32(OP_MSG),
                le32(0),
                0,
                document(length - SHORTEST_MESSAGE));
    }

    /** BSON: {@code {hello: 1, client: "...", $db: "admin"}}, with {@code client} characters in the client field. */
    private static byte[] document(int client) {
        byte[] elements = bytes(
                0x10,
                "hello\0",
                le32(1),
                2,
                "client\0",
                le32(client + 1),
                "x".repeat(client),
                0,
                2,
                "$db\0",
                le32(6),
                "admin\0",
                0);
        return bytes(le32(4 + elements.length), elements);
    }

    private static void mssql(List<Sample> samples, Random random) {
        samples.add(Sample.binary(
                "MSSQL",
                TDS,
                hex("12 01 002f 0000 01 00"),
                hex("00 001a 0006 01 0020 0001 02 0021 0001 03 0022 0004 04 0026 0001 ff"),
                hex("09 00 00 00 00 00 00 00 00 00 00 00 00")));
        for (int i = 0; i < 200; i++) {
            byte[] options = random(random, 20 + random.nextInt(600));
            samples.add(Sample.binary(
                    "MSSQL", TDS, 0x12, 1, be16(8 + options.length), be16(0), random.nextInt(2), 0, options));
            byte[] login = random(random, 94 + random.nextInt(400));
            samples.add(Sample.binary(
                    "MSSQL",
                    "MS-TDS, section 2.2.6.4",
                    0x10,
                    1,
                    be16(12 + login.length),
                    be16(0),
                    1,
                    0,
                    le32(4 + login.length),
                    login));
        }
    }

    private static void cassandra(List<Sample> samples, Random random) {
        for (int version = 1; version <= 5; version++) {
            for (int i = 0; i < 60; i++) {
                byte[] stream = version < 3 ? bytes(i) : be16(i < 30 ? i : random.nextInt(0x8000));
                int flags = version == 5 ? i & 0x10 : i & 2;
                samples.add(Sample.binary("Cassandra", CASSANDRA, version, flags, stream, 5, be32(0)));
                byte[] options = bytes(
                        be16(2),
                        with16("CQL_VERSION"),
                        with16("3.0.0"),
                        with16("DRIVER_NAME"),
                        with16(word(random, random.nextInt(300))));
                samples.add(Sample.binary("Cassandra", CASSANDRA, version, flags, stream, 1, with32(options)));
            }
        }
    }

    private static void others(List<Sample> samples, Random random) {
        for (int i = 0; i < 200; i++) {
            String client = word(random, random.nextInt(60));
            for (int version = 0; version < 4; version++) {
                samples.add(Sample.binary(
                        "Kafka",
                        "Kafka protocol guide, Request Header v1, ApiVersions (18) and Metadata (3)",
                        with32(be16(i % 2 == 0 ? 3 : 18), be16(version), be32(i), with16(client), be32(0))));
            }
            samples.add(Sample.binary(
                    "ZooKeeper",
                    "ZooKeeper, zookeeper.jute, ConnectRequest",
                    with32(be32(0), random(random, 8), be32(30_000), new byte[8], be32(16), new byte[16], 0)));
            samples.add(Sample.binary(
                    "Oracle TNS",
                    "Wireshark, packet-tns.c, connect packet",
                    be16(58 + client.length()),
                    hex("0000 01 00 0000 013a 012c 0000 2000 7fff c60e 0000 0100"),
                    be16(client.length()),
                    hex("003a 00000000 4141"),
                    new byte[24],
                    client));
            byte[] key = client.getBytes(StandardCharsets.US_ASCII);
            samples.add(Sample.binary(
                    "memcached",
                    "memcached, protocol_binary.xml, section 2",
                    0x80,
                    i % 0x25,
                    be16(key.length),
                    0,
                    0,
                    be16(0),
                    be32(key.length),
                    random(random, 12),
                    key));
        }
        for (String line : List.of("version", "stats", "get a", "set a 0 0 1\r\nx", "verbosity 1", "quit", "mn")) {
            samples.add(Sample.text("memcached", "memcached, protocol.txt", line + "\r\n"));
        }
        samples.add(Sample.text("NATS", "NATS client protocol, CONNECT", "CONNECT {\"verbose\":false}\r\nPING\r\n"));
        samples.add(Sample.text("STOMP", "STOMP 1.2, CONNECT", "CONNECT\naccept-version:1.2\nhost:a.example\n\n\0"));
        samples.add(Sample.text("STOMP", "STOMP 1.2, STOMP", "STOMP\r\naccept-version:1.2\r\n\r\n\0"));
        samples.add(Sample.binary(
                "DRDA", "DRDA, volume 3, DSS and EXCSAT", hex("0029 d0 01 0001 0023 1041 0008 115e"), le16(0)));
    }
}
