package dev.footfall.bench.siege;

import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.IntStream;

/** Rows of long ago, for attackers to have read: one download of each of many repositories on each of many days. */
final class Filling {
    /** The number of repositories. */
    static final int REPOSITORIES = 1_000;

    private static final int DAYS = 300;
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int EVENTS_AT_ONCE = 10_000;
    private static final int WATCHED = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** The parameters that ask for all of these days. */
    static final String PERIOD = "from=" + FIRST + "&to=" + FIRST.plusDays(DAYS - 1L);

    /** The totals of each of the repositories. */
    static final String TOTALS = "{\"downloads\":" + DAYS + ",\"likes\":0}";

    private Filling() {}

    /** The path of the totals of one of the repositories that callers request. */
    static String watched(int number) {
        return "/models/fill/r" + number % WATCHED * (REPOSITORIES / WATCHED) + "/stats";
    }

    /** The number of rows. */
    static int rows() {
        return REPOSITORIES * DAYS;
    }

    /** Sends all of them, and waits until they are counted. */
    static void fill(Besieged target) throws InterruptedException {
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
                    .filter(Filling::isRight)
                    .isEmpty()) {
                goOnUntil(giveUpNanos, "counted");
            }
        }
    }

    private static void goOnUntil(long giveUpNanos, String what) throws InterruptedException {
        if (System.nanoTime() > giveUpNanos) throw new IllegalStateException("its first events are not " + what);
        Thread.sleep(200);
    }

    /** True if an answer has the totals of a repository. */
    static boolean isRight(Heard heard) {
        return heard.isOk() && heard.body().equals(TOTALS);
    }

    private static String lines(int first) {
        var lines = new StringBuilder();
        IntStream.range(first, Math.min(first + EVENTS_AT_ONCE, rows()))
                .forEach(number -> lines.append(line(number % REPOSITORIES, FIRST.plusDays(number / REPOSITORIES))));
        return lines.toString();
    }

    private static String line(int repository, LocalDate day) {
        return "{\"id\":\"fill-" + repository + "-" + day + "\",\"time\":\"" + day
                + "T12:00:00Z\",\"repo_type\":\"model\",\"repo\":\"fill/r" + repository
                + "\",\"method\":\"GET\",\"status\":200,\"user\":\"filler\"}\n";
    }
}
