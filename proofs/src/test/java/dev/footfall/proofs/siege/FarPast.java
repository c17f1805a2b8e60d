package dev.footfall.proofs.siege;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Bursts of questions for rankings of long ago, each of another day, for which all rows have to be read. */
final class FarPast implements Attack {
    private static final int AT_ONCE = 250;
    private static final int DAYS = 9_000;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    @Override
    public void run(Wave wave) throws IOException, InterruptedException {
        while (!wave.isOver().getAsBoolean()) {
            burst(wave);
            Thread.sleep(wave.random().nextInt(3_000));
        }
    }

    private static void burst(Wave wave) throws IOException, InterruptedException {
        List<Trickle> open = new ArrayList<>();
        int first = wave.random().nextInt(DAYS);
        try {
            for (int number = 0; number < AT_ONCE; number++) {
                var caller = Trickle.open(wave.target().query(Door.ofAttacker(wave.random())));
                open.add(caller);
                caller.send(RawRequest.get("/trending?days=90&to=" + FIRST.plusDays((first + number) % DAYS)));
            }
            while (!open.isEmpty() && !wave.isOver().getAsBoolean()) {
                open.forEach(Trickle::receiveSome);
                SlowSenders.end(open, wave.heard());
                Thread.sleep(20);
            }
        } finally {
            open.forEach(Trickle::close);
        }
    }
}
