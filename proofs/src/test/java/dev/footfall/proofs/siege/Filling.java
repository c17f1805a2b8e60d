package dev.footfall.proofs.siege;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.IntStream;

/**
 * Rows of long ago, for attackers to read: one download of each repository on each day.
 *
 * @param repositories a multiple of {@value #WATCHED}
 */
record Filling(int repositories, int days) {
    /** Rows that take long to read. */
    static final Filling LARGE = new Filling(1_000, 300);

    /** Rows that do not limit the rate of requests. */
    static final Filling SMALL = new Filling(100, 50);

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int EVENTS_AT_ONCE = 10_000;
    private static final int WATCHED = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The parameters that select all days of the large filling. */
    static final String PERIOD = "from=" + FIRST + "&to=" + FIRST.plusDays(LARGE.days - 1L);

    /** The totals of each repository. */
    String totals() {
        return "{\"downloads\":" + days + ",\"likes\":0}";
    }

    /** The path of the totals of one of the repositories that callers request. */
    String watched(int number) {
        return "/models/fill/r" + number % WATCHED * (repositories / WATCHED) + "/stats";
    }

    int rows() {
        return repositories * days;
    }

    /** Sends all rows, and waits until they are counted. */
    void fill(Besieged target) throws InterruptedException {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        for (int first = 0; first < rows(); first += EVENTS_AT_ONCE) {
            byte[] request = RawRequest.events(Besieged.HONEST_KEY, lines(first));
            while (target.ingest(Door.HONEST)
                    .ask(request)
                    .filter(heard -> heard.status() == 202)
                    .isEmpty()) {
                goOnUntil(giveUpNanos, "taken");
            }
        }
        for (int number = 0; number < WATCHED; number++) {
            byte[] request = RawRequest.get(watched(number));
            while (target.query(Door.HONEST)
                    .ask(request)
                    .filter(heard -> heard.isOk() && heard.body().equals(totals()))
                    .isEmpty()) {
                goOnUntil(giveUpNanos, "counted");
            }
        }
    }

    private static void goOnUntil(long giveUpNanos, String what) throws InterruptedException {
        if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("its first events are not " + what);
        Thread.sleep(200);
    }

    private String lines(int first) {
        var lines = new StringBuilder();
        IntStream.range(first, Math.min(first + EVENTS_AT_ONCE, rows()))
                .forEach(number -> lines.append(line(number % repositories, FIRST.plusDays(number / repositories))));
        return lines.toString();
    }

    private static String line(int repository, LocalDate day) {
        return "{\"id\":\"fill-" + repository + "-" + day + "\",\"time\":\"" + day
                + "T12:00:00Z\",\"repo_type\":\"model\",\"repo\":\"fill/r" + repository
                + "\",\"method\":\"GET\",\"status\":200,\"user\":\"filler\"}\n";
    }
}
