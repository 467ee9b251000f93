package roulette.corpus;

import static roulette.corpus.Numbers.ber;
import static roulette.corpus.Numbers.der;
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

/** Clients of directories, of names, and of files. */
final class Directories {
    private static final String LDAP = "RFC 4511, sections 4.1.1, 4.2 and 4.14.1";
    private static final String KERBEROS = "RFC 4120, sections 5.4.1 and 7.2.2";
    private static final String DNS = "RFC 1035, sections 4.1 and 4.2.2; RFC 6891, section 6.1.2";
    private static final String NINEP = "9P2000, version(5): size[4] Tversion tag[2] msize[4] version[s]";

    private Directories() {}

    static void addTo(List<Sample> samples, Random random) {
        ldap(samples, random);
        for (int i = 0; i < 200; i++) {
            kerberos(samples, random);
            smb(samples, random);
            dns(samples, random);
        }
        ninep(samples, random);
        ftp(samples);
        others(samples, random);
    }

    private static void ldap(List<Sample> samples, Random random) {
        for (int i = 0; i < 300; i++) {
            byte[] id = i < 128 ? der(2, i) : der(2, 1, i & 0xff);
            byte[] bind = bytes(der(2, 3), der(4, word(random, i)), der(0x80, word(random, i % 50)));
            samples.add(Sample.binary("LDAP", LDAP, der(0x30, id, der(0x60, bind))));
            samples.add(Sample.binary("LDAP", LDAP, ber(0x30, id, ber(0x60, bind))));
        }
        samples.add(Sample.binary("LDAP", LDAP, hex("30 0c 0201 01 60 07 0201 03 0400 8000")));
        samples.add(Sample.binary("LDAP", LDAP, der(0x30, der(2, 1), der(0x77, der(0x80, "1.3.6.1.4.1.1466.20037")))));
        samples.add(Sample.binary("LDAP", LDAP, hex("30 05 0201 01 42 00")));
    }

    private static void kerberos(List<Sample> samples, Random random) {
        byte[] body = der(0x30, der(0xa0, der(3, 0, hex("40800010"))), der(0xa2, der(0x1b, word(random, 12))));
        byte[] padata = der(0xa3, der(0x30, random(random, random.nextInt(400))));
        int type = random.nextBoolean() ? 10 : 12;
        byte[] request =
                der(0x60 | type, der(0x30, der(0xa1, der(2, 5)), der(0xa2, der(2, type)), padata, der(0xa4, body)));
        samples.add(Sample.binary("Kerberos", KERBEROS, with32(request)));
    }

    private static void smb(List<Sample> samples, Random random) {
        byte[] dialects = bytes(2, "NT LM 0.12\0", 2, "SMB 2.002\0", 2, "SMB 2.???\0");
        samples.add(Sample.binary(
                "SMB",
                "MS-CIFS, sections 2.2.3.1 and 2.2.4.52.1",
                with32(0xff, "SMB", 0x72, new byte[20], random(random, 8), 0, le16(dialects.length), dialects)));
        samples.add(Sample.binary(
                "SMB",
                "MS-SMB2, sections 2.1, 2.2.1 and 2.2.3",
                with32(
                        0xfe,
                        "SMB",
                        le16(64),
                        new byte[14],
                        random(random, 8),
                        new byte[32],
                        le16(36),
                        le16(2),
                        random(random, 32 + random.nextInt(200)))));
        samples.add(Sample.binary(
                "SMB",
                "RFC 1002, section 4.3.2",
                hex("81 00 0044 20"),
                "CKFDENECFDEFFCFGEFFCCACACACACACA",
                hex("00 20"),
                "EMEPEDEBEMEIEPFDFECACACACACACACA",
                0));
    }

    private static void dns(List<Sample> samples, Random random) {
        byte[] labels = {};
        for (int i = random.nextInt(4); i >= 0; i--) {
            String label = word(random, 1 + random.nextInt(63));
            labels = bytes(labels, label.length(), label);
        }
        byte[] question = bytes(labels, 0, hex("0001 0001"));
        samples.add(Sample.binary(
                "DNS over TCP", DNS, with16(random(random, 2), hex("0100 0001 0000 0000 0000"), question)));
        byte[] options = random(random, random.nextInt(300));
        samples.add(Sample.binary(
                "DNS over TCP",
                DNS,
                with16(
                        random(random, 2),
                        hex("0120 0001 0000 0000 0001"),
                        question,
                        hex("00 0029 1000 00008000"),
                        with16(options))));
    }

    private static void ninep(List<Sample> samples, Random random) {
        for (String version : List.of("9P2000", "9P2000.u", "9P2000.L", "9P1", word(random, 90), word(random, 240))) {
            for (int i = 0; i < 60; i++) {
                int msize = i < 20 ? 1 << i : random.nextInt();
                byte[] body = bytes(100, hex("ffff"), le32(msize), le16(version.length()), version);
                samples.add(Sample.binary("9P", NINEP, le32(4 + body.length), body));
            }
        }
    }

    private static void ftp(List<Sample> samples) {
        for (String line : List.of(
                "AUTH TLS",
                "AUTH TLS-C",
                "AUTH TLS-P",
                "AUTH SSL",
                "AUTH GSSAPI",
                "AUTH KERBEROS_V4",
                "auth tls",
                "Auth Ssl",
                "AUTH  TLS ",
                "USER anonymous",
                "user ftp",
                "PASS guest@",
                "ACCT x",
                "CWD pub",
                "SYST",
                "FEAT",
                "HELP",
                "STAT",
                "NOOP",
                "QUIT",
                "quit",
                "PBSZ 0",
                "PROT P",
                "OPTS UTF8 ON",
                "CLNT NcFTP 3.2.6",
                "HOST ftp.example.com",
                "LANG en",
                "PASV",
                "EPSV")) {
            String source = "RFC 959, section 5.3.1; RFC 2228, section 3; RFC 4217, section 17; RFC 7151, section 3";
            samples.add(Sample.text("FTP", source, line + "\r\n"));
            samples.add(Sample.text("FTP", source, line + "\n"));
        }
    }

    private static void others(List<Sample> samples, Random random) {
        for (int i = 0; i < 100; i++) {
            samples.add(Sample.binary(
                    "NFS",
                    "RFC 5531, sections 9 and 11; RFC 1813, section 3",
                    hex("8000 0028"),
                    random(random, 4),
                    hex("00000000 00000002 000186a3 00000003 00000000"),
                    new byte[16]));
            samples.add(Sample.binary(
                    "DCE/RPC",
                    "C706, section 12.6.4.3",
                    hex("05 00 0b 03 10000000 4800 0000"),
                    le32(i),
                    random(random, 56)));
            samples.add(Sample.binary(
                    "iSCSI",
                    "RFC 7143, section 11.12",
                    hex("43 87 00 00 00"),
                    0,
                    le16(i),
                    random(random, 6),
                    le32(i),
                    new byte[28]));
        }
        samples.add(Sample.text("rsync", "rsync, clientserver.c", "@RSYNCD: 31.0 sha512 sha256\n"));
        samples.add(Sample.document("Subversion", "ra_svn, protocol, section 3.1", "( 2 ( edit-pipeline ) ", "( 2"));
    }
}
