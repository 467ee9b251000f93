package roulette.parsers.rdp;

import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.rdp.RdpRequestTest.request;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        byte[] negotiation = bytes(1, 0, 8, 0, 0xb, 0, 0, 0);
        Fuzzing.run(
                "RdpRequest",
                RdpRequest::read,
                List.of(
                        bytes(request("Cookie: mstshash=eltons\r\n", negotiation), "behind"),
                        request("Cookie: msts=3640205228.15629.0000\r\n", negotiation),
                        request("tsv://MS Terminal Services Plugin.1.Farm\r\n"),
                        request(negotiation),
                        request(bytes(1, 8, 8, 0, 3, 0, 0, 0), bytes(6, 0, 36, 0, new byte[32]))));
    }
}
