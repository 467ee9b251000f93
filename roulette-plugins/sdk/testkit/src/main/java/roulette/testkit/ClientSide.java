package roulette.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import roulette.api.Decision;
import roulette.dialogue.Progress;

/** The client's side of a conversation: what it has sent and was sent, and how far its routing is. For one thread. */
final class ClientSide implements Progress {
    final Input input;
    private final ByteArrayOutputStream sentToIt = new ByteArrayOutputStream();
    private int replies;
    private int forwards;
    private boolean taken;
    private boolean timedOut;
    private String lastFailure = "";

    /** @param limit so many bytes are shown to the router at most */
    ClientSide(int limit) {
        this.input = new Input(limit);
    }

    void send(ByteBuffer bytes) {
        sentToIt.writeBytes(Input.array(bytes));
    }

    void reply(Decision.Reply reply) {
        input.consume(reply.consumed());
        send(reply.bytes());
        replies++;
    }

    void forward() {
        forwards++;
    }

    /** A target has taken the bytes. */
    void take() {
        taken = true;
        input.consume(input.held());
    }

    void timeOut() {
        timedOut = true;
    }

    void fail(String reason) {
        lastFailure = reason;
    }

    byte[] sentToIt() {
        return sentToIt.toByteArray();
    }

    int replies() {
        return replies;
    }

    @Override
    public int held() {
        return input.held();
    }

    @Override
    public boolean hasNews() {
        return input.hasNews();
    }

    @Override
    public boolean ended() {
        return input.ended();
    }

    @Override
    public boolean full() {
        return input.full();
    }

    @Override
    public boolean taken() {
        return taken;
    }

    @Override
    public boolean wasTimedOut() {
        return timedOut;
    }

    @Override
    public int forwards() {
        return forwards;
    }

    /** Always 0: a delegation ends a conversation. */
    @Override
    public int delegations() {
        return 0;
    }

    @Override
    public String lastFailure() {
        return lastFailure;
    }
}
