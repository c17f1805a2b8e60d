package dev.footfall.proofs.siege;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Callers that ask for every row there is, and read 10 KB of them per second. */
final class SlowReaders implements Attack {
    private static final int CONNECTIONS = 24;
    private static final int BYTES_AT_ONCE = 1_000;
    private static final int PAUSE_MILLIS = 100;

    @Override
    public void run(Wave wave) throws IOException, InterruptedException {
        var open = new ArrayList<Trickle>();
        try {
            while (!wave.isOver().getAsBoolean()) {
                while (open.size() < CONNECTIONS) open.add(begin(wave));
                Thread.sleep(PAUSE_MILLIS);
                open.forEach(reader -> reader.receive(BYTES_AT_ONCE));
                end(open, wave.heard());
            }
        } finally {
            open.forEach(Trickle::close);
        }
    }

    private static Trickle begin(Wave wave) throws IOException {
        var reader = Trickle.open(wave.target().query(Door.ofAttacker(wave.random())));
        reader.send(RawRequest.get("/v1/daily?" + Filling.PERIOD));
        return reader;
    }

    private static void end(List<Trickle> open, StatusTally heard) {
        open.removeIf(reader -> {
            if (!reader.isOver()) return false;
            heard.add(reader.status());
            reader.close();
            return true;
        });
    }
}
