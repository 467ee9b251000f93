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

import java.util.List;
import java.util.Random;

/** Clients in industry, hospitals, exchanges and telephone networks. */
final class Industry {
    private static final String DICOM = "DICOM PS3.8, sections 9.3.1 and 9.3.2";
    private static final String ENCAPSULATION = "CIP, volume 2 (EtherNet/IP), sections 2-3 and 2-4";
    private static final String FIX = "FIX 4.4, volume 1, Standard Message Header and Logon";

    private Industry() {}

    static void addTo(List<Sample> samples, Random random) {
        for (int i = 0; i < 200; i++) {
            dicom(samples, random);
            etherNetIp(samples, random, i);
            fix(samples, random);
            others(samples, random, i);
        }
        s7(samples);
    }

    private static void dicom(List<Sample> samples, Random random) {
        String name = "1.2.840.10008.3.1.1.1";
        byte[] syntaxes = bytes(0x30, 0, with16("1.2.840.10008.1.1"), 0x40, 0, with16("1.2.840.10008.1.2"));
        byte[] contexts = {};
        for (int id = random.nextInt(40); id >= 0; id--) {
            contexts = bytes(contexts, 0x20, 0, with16(2 * id + 1, 0, 0, 0, syntaxes));
        }
        byte[] user = bytes(0x50, 0, with16(0x51, 0, with16(be32(16384))));
        byte[] titles = bytes(String.format("%-16s%-16s", "ANY-SCP", word(random, 1 + random.nextInt(16))));
        samples.add(Sample.binary(
                "DICOM",
                DICOM,
                1,
                0,
                with32(be16(1), be16(0), titles, new byte[32], 0x10, 0, with16(name), contexts, user)));
    }

    private static void etherNetIp(List<Sample> samples, Random random, int i) {
        byte[] context = i % 4 == 0 ? new byte[8] : random(random, 8);
        int[] commands = {0, 4, 0x63, 0x64, 0x6f, 0x70};
        for (int command : commands) {
            byte[] data = command < 0x6f ? new byte[0] : random(random, random.nextInt(200));
            samples.add(Sample.binary(
                    "EtherNet/IP",
                    ENCAPSULATION,
                    le16(command),
                    le16(data.length),
                    command < 0x6f ? new byte[4] : random(random, 4),
                    new byte[4],
                    context,
                    new byte[4],
                    data));
        }
        samples.add(Sample.binary(
                "EtherNet/IP",
                ENCAPSULATION,
                le16(0x65),
                le16(4),
                new byte[8],
                context,
                new byte[4],
                le16(1),
                le16(0)));
    }

    private static void fix(List<Sample> samples, Random random) {
        String[] versions = {"FIX.4.0", "FIX.4.2", "FIX.4.4", "FIXT.1.1"};
        String body = "35=A|49=" + word(random, 8) + "|56=" + word(random, 8)
                + "|34=1|52=20260101-00:00:00.000|98=0|108=30|141=Y|";
        String message =
                "8=" + versions[random.nextInt(versions.length)] + "|9=" + body.length() + "|" + body + "10=000|";
        samples.add(Sample.binary("FIX", FIX, message.replace('|', '\1')));
    }

    private static void others(List<Sample> samples, Random random, int i) {
        samples.add(Sample.binary(
                "Modbus TCP",
                "MODBUS Messaging on TCP/IP Implementation Guide, section 3.1.3",
                be16(i),
                be16(0),
                with16(i, 3, be16(i), be16(10))));
        samples.add(Sample.binary(
                "ADS",
                "Beckhoff, TwinCAT ADS/AMS, AMS/TCP header",
                be16(0),
                le32(32 + i),
                hex("c0a80002 0101 5303 c0a80001 0101 0180 0400 0400"),
                le32(i),
                le32(0),
                le32(i),
                random(random, i)));
        samples.add(Sample.binary(
                "SMPP",
                "SMPP 3.4, sections 3.2 and 4.1.5",
                be32(32 + i),
                be32(9),
                be32(0),
                be32(1 + i),
                word(random, i),
                new byte[16]));
        samples.add(Sample.binary(
                "Diameter",
                "RFC 6733, sections 3 and 5.3.1",
                1,
                0,
                be16(20 + 4 * i),
                0x80,
                hex("000101 00000000"),
                random(random, 8 + 4 * i)));
        samples.add(Sample.binary(
                "OPC UA",
                "OPC 10000-6, sections 7.1.2.2 and 7.1.2.3",
                "HELF",
                le32(32 + i),
                hex("00000000 00000100 00000100 00000000 00000000"),
                le32(i),
                word(random, i)));
        samples.add(Sample.binary("IEC 104", "IEC 60870-5-104, section 5.1", hex("68 04 07 00 00 00")));
    }

    /** An X.224 connection request of a protocol other than RDP. */
    private static void s7(List<Sample> samples) {
        for (int slot = 0; slot < 32; slot++) {
            samples.add(Sample.binary(
                    "ISO-TSAP",
                    "RFC 1006, section 6; ISO 8073, section 13.3",
                    hex("0300 0016 11 e0 0000 0001 00 c0 01 0a c1 02 0100 c2 02 01"),
                    slot));
        }
        samples.add(Sample.binary(
                "H.225",
                "RFC 1006, section 6; Q.931, section 4",
                hex("0300 0020 08 02 0001 05 04 03 88 c0 a5"),
                new byte[18]));
    }
}
