package dev.footfall.proofs.siege;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Callers that begin a request and then send a little of it now and then.
 *
 * @param isForIngest whether to the ingest, not to the API
 * @param connections the number at a time; one that ends is followed by another
 * @param beginning of each request
 * @param drop the bytes that are sent again and again
 * @param pause between two drops
 */
record SlowSenders(boolean isForIngest, int connections, String beginning, String drop, Duration pause)
        implements Attack {
    private static final Duration BETWEEN_DROPS = Duration.ofSeconds(1);

    /** Bodies of 256 KiB for a bulk question, at 330 bytes per second. */
    static SlowSenders ofBulkBodies() {
        String head = "POST /v1/bulk HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: 262000\r\n\r\n{\"repos\":[";
        return new SlowSenders(false, 215, head, " ".repeat(330), BETWEEN_DROPS);
    }

    /** Events of unknown length, a byte in some seconds. */
    static SlowSenders ofEvents() {
        String head = "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\n"
                + "Authorization: Bearer " + Besieged.HOSTILE_KEY + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        return new SlowSenders(true, 8, head, "1\r\n \r\n", Duration.ofSeconds(4));
    }

    /** Heads that never end. */
    static SlowSenders ofHeads(boolean isForIngest) {
        String head = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Patience: ";
        return new SlowSenders(isForIngest, 60, head, "x", BETWEEN_DROPS);
    }

    @Override
    public void run(Wave wave) throws IOException, InterruptedException {
        var open = new ArrayList<Trickle>();
        try {
            while (!wave.isOver().getAsBoolean()) {
                while (open.size() < connections) open.add(begin(wave));
                Thread.sleep(pause.toMillis());
                open.forEach(Trickle::receiveSome);
                end(open, wave.heard());
                open.forEach(sender -> sender.send(RawRequest.bytes(drop)));
            }
        } finally {
            open.forEach(Trickle::close);
        }
    }

    private Trickle begin(Wave wave) throws IOException {
        String from = Door.ofAttacker(wave.random());
        var sender = Trickle.open(
                isForIngest ? wave.target().ingest(from) : wave.target().query(from));
        sender.send(RawRequest.bytes(beginning));
        return sender;
    }

    /** Closes those that were answered or closed. */
    static void end(List<Trickle> open, StatusTally heard) {
        open.removeIf(caller -> {
            if (!caller.isOver() && !caller.isAnswered()) return false;
            heard.add(caller.status());
            caller.close();
            return true;
        });
    }
}
