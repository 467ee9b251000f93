package roulette.corpus;

import java.util.List;
import java.util.Random;

/** XML documents and line protocols. */
final class Documents {
    private static final String SOAP =
            "SOAP 1.1, section 4; SOAP 1.2, part 1, section 5; XML 1.0, sections 2.8 and 4.3.3";
    private static final String BODY = "<Body><m:Get xmlns:m=\"urn:m\"/></Body>";

    private Documents() {}

    static void addTo(List<Sample> samples, Random random) {
        soap(samples, random);
        xml(samples);
        mail(samples);
        calls(samples);
    }

    private static void soap(List<Sample> samples, Random random) {
        List<String> declarations = List.of(
                "",
                "<?xml version=\"1.0\"?>",
                "<?xml version=\"1.0\"?>\r\n",
                "<?xml version='1.0' encoding='UTF-8'?>\n",
                "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>",
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n",
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n",
                "<?xml version=\"1.1\"?>\n  ");
        for (String declaration : declarations) {
            for (String prefix :
                    List.of("soap", "soapenv", "SOAP-ENV", "s", "env", "st", "stream", Numbers.word(random, 40))) {
                samples.add(Sample.document(
                        "SOAP over TCP",
                        SOAP,
                        declaration + "<" + prefix + ":Envelope xmlns:" + prefix
                                + "=\"http://schemas.xmlsoap.org/soap/envelope/\">" + BODY + "</" + prefix
                                + ":Envelope>",
                        ":E"));
            }
            samples.add(Sample.document(
                    "SOAP over TCP",
                    SOAP,
                    declaration + "<Envelope xmlns=\"http://www.w3.org/2003/05/soap-envelope\">" + BODY + "</Envelope>",
                    "<Envelope "));
        }
        samples.add(Sample.document("SOAP over TCP", SOAP, "\357\273\277<?xml version=\"1.0\"?><Envelope/>", "<?xm"));
        samples.add(Sample.document(
                "SOAP over TCP", SOAP, "<?xml version=\"1.0\"?><!-- x --><s:Envelope xmlns:s=\"urn:s\"/>", "<!"));
        samples.add(Sample.document(
                "SOAP over TCP", SOAP, "<?xml version=\"1.0\"?><?xml-stylesheet href=\"a\"?><Envelope/>", "><?"));
        samples.add(Sample.binary(
                "SOAP over TCP",
                "MC-NMF, sections 2.2.3.1 to 2.2.3.4",
                Numbers.hex("00 01 00 01 02 02 20"),
                "net.tcp://a.example:808/service1",
                Numbers.hex("03 08 0c")));
    }

    private static void xml(List<Sample> samples) {
        String source = "XML 1.0, section 2.1";
        samples.add(Sample.document("Flash policy", "Adobe, Socket policy files", "<policy-file-request/>\0", "/"));
        samples.add(Sample.document("XML", source, "<?xml version=\"1.0\"?>\n<message id=\"1\"/>", "<message "));
        samples.add(Sample.document("XML", source, "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html/>", "<!"));
        samples.add(Sample.document("XML", source, "<stream version=\"1\">", ">"));
        samples.add(Sample.document("XML", source, "<stream xmlns=\"urn:video\" id=\"1\">", "urn:video\" "));
        samples.add(Sample.document(
                "XML", source, "<?xml version=\"1.0\"?><v:stream xmlns:v=\"urn:video\" rate=\"1\">", "urn:video\" "));
        samples.add(Sample.document("XML", source, "<streams>", ">"));
    }

    private static void mail(List<Sample> samples) {
        for (String line : List.of("EHLO a.example", "HELO a.example", "LHLO a", "STARTTLS", "NOOP", "MAIL FROM:<>")) {
            samples.add(Sample.text("SMTP", "RFC 5321, section 4.1.1; RFC 2033, section 4.1", line + "\r\n"));
        }
        for (String line : List.of("a001 CAPABILITY", "1 LOGIN a b", "A STARTTLS", "* x")) {
            samples.add(Sample.text("IMAP", "RFC 9051, sections 2.2.1 and 6", line + "\r\n"));
        }
        for (String line : List.of("CAPA", "USER a", "STLS", "APOP a b")) {
            samples.add(Sample.text(
                    "POP3", "RFC 1939, section 3; RFC 2449, section 5; RFC 2595, section 4", line + "\r\n"));
        }
        for (String line : List.of("CAP LS 302", "NICK a", "PASS x", "USER a 0 * :A")) {
            samples.add(Sample.text("IRC", "RFC 2812, section 3.1; IRCv3 capability negotiation", line + "\r\n"));
        }
        for (String line : List.of("MODE READER", "CAPABILITIES", "GROUP a.b")) {
            samples.add(Sample.text("NNTP", "RFC 3977, section 5", line + "\r\n"));
        }
    }

    private static void calls(List<Sample> samples) {
        String sip = "Via: SIP/2.0/TCP a.example;branch=z9hG4bK1\r\nCall-ID: 1\r\n\r\n";
        for (String method : List.of("REGISTER", "OPTIONS", "INVITE", "INFO", "MESSAGE", "SUBSCRIBE")) {
            samples.add(Sample.text("SIP", "RFC 3261, section 7.1", method + " sip:a.example SIP/2.0\r\n" + sip));
        }
        for (String line :
                List.of("OPTIONS rtsp://a.example/x RTSP/1.0", "OPTIONS * RTSP/1.0", "DESCRIBE rtsp://a RTSP/2.0")) {
            samples.add(Sample.text("RTSP", "RFC 7826, section 7.1", line + "\r\nCSeq: 1\r\n\r\n"));
        }
    }
}
