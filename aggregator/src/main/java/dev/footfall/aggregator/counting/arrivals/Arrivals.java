package dev.footfall.aggregator.counting.arrivals;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.ArrivalSums;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.RepositoryArrivals;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The last hour of one partition's log, in steps of five seconds: two rings, of steps and of minutes. Records belong where
 * their log time does, so what is counted again long after it arrived is not taken for something new. An hour is the one
 * before the newest log time; older records change nothing. Bounded, and without an object for each event. Written by the
 * thread that counts, read by any.
 */
final class Arrivals {
    /** The number of steps that are kept: those of an hour, and the running one. */
    public static final int STEPS = 721;

    private static final long MINUTE_MILLIS = 60_000;
    private static final int MINUTES = 61;
    private static final int MOST_REPOSITORIES = 200;

    private final long sinceMillis;
    private final long[] downloads = new long[STEPS];
    private final long[] files = new long[STEPS];
    private final long[] bytes = new long[STEPS];
    private final Minute[] minutes = new Minute[MINUTES];
    private long newestStep = -1;

    /** The files of the step that is being counted, which the counting thread alone knows: most events cost no lock. */
    private long runningStep = -1;

    private long runningFiles;
    private long runningBytes;

    private static final class Minute {
        private final long number;
        private final long[] excluded = new long[ExclusionReason.values().length];
        private final long[] agents = new long[ClientProduct.values().length];
        private final MinuteDownloads repositories = new MinuteDownloads();
        private long rejected;

        Minute(long number) {
            this.number = number;
        }
    }

    public Arrivals(long sinceMillis) {
        this.sinceMillis = sinceMillis;
    }

    /** Adds an event, with what became of it. All that is added is seen after {@link #flush} at the latest. */
    public void count(Observation event, Outcome outcome, long logTimeMillis) {
        if (outcome instanceof Outcome.Excluded excluded) {
            exclude(excluded.reason(), logTimeMillis);
            return;
        }
        addFiles(1, event.request().bytes(), logTimeMillis);
        if (outcome.downloads() != 0) download(event, outcome.downloads(), logTimeMillis);
    }

    /** Adds what the event or an earlier click changes by being a double click. */
    public void count(Observation event, DoubleClick click, long logTimeMillis) {
        addFiles(click.files(), click.bytes(), logTimeMillis);
        if (click.files() < 0) exclude(ExclusionReason.DOUBLE_CLICK, logTimeMillis);
        int downloads = click.change().downloads();
        if (downloads != 0) download(event, downloads, logTimeMillis);
    }

    private void addFiles(int more, long sent, long logTimeMillis) {
        long step = logTimeMillis / LastHour.STEP_MILLIS;
        if (step != runningStep) {
            flush();
            runningStep = step;
        }
        runningFiles += more;
        runningBytes = DailyCounts.saturatedSum(runningBytes, sent);
    }

    private synchronized void exclude(ExclusionReason reason, long logTimeMillis) {
        if (reach(logTimeMillis)) minute(logTimeMillis).excluded[reason.number()]++;
    }

    private synchronized void download(Observation event, int more, long logTimeMillis) {
        flush(); // nobody sees downloads without their files
        if (!reach(logTimeMillis)) return;
        downloads[slot(logTimeMillis)] += more;
        Minute minute = minute(logTimeMillis);
        minute.repositories.add(event.repository(), more);
        if (more > 0) minute.agents[event.client().number()]++;
    }

    /** Called by the thread that counts. */
    public synchronized void flush() {
        long atMillis = runningStep * LastHour.STEP_MILLIS;
        if ((runningFiles != 0 || runningBytes != 0) && reach(atMillis)) {
            files[slot(atMillis)] += runningFiles;
            bytes[slot(atMillis)] = DailyCounts.saturatedSum(bytes[slot(atMillis)], runningBytes);
        }
        runningFiles = 0;
        runningBytes = 0;
    }

    public synchronized void reject(long logTimeMillis) {
        if (reach(logTimeMillis)) minute(logTimeMillis).rejected++;
    }

    /** Makes room for a record; false if it is older than the hour. */
    private boolean reach(long logTimeMillis) {
        long step = logTimeMillis / LastHour.STEP_MILLIS;
        if (step <= newestStep - STEPS) return false;
        for (long next = Math.max(newestStep + 1, step - STEPS + 1); next <= step; next++) {
            int slot = (int) (next % STEPS);
            downloads[slot] = 0;
            files[slot] = 0;
            bytes[slot] = 0;
        }
        newestStep = Math.max(newestStep, step);
        return true;
    }

    private static int slot(long timeMillis) {
        return (int) (timeMillis / LastHour.STEP_MILLIS % STEPS);
    }

    private Minute minute(long logTimeMillis) {
        long number = logTimeMillis / MINUTE_MILLIS;
        int slot = (int) (number % MINUTES);
        Minute minute = minutes[slot];
        if (minute != null && minute.number == number) return minute;
        for (Minute before : minutes) { // the last one may still get some: log times are not quite in order
            if (before != null && before.number < number - 1) before.repositories.trim();
        }
        minutes[slot] = new Minute(number);
        return minutes[slot];
    }

    /** {@code fromMillis}: of its minute all is in the sums. */
    public synchronized LastHour since(long fromMillis, long stepsFromMillis) {
        var excluded = new EnumMap<ExclusionReason, Long>(ExclusionReason.class);
        var agents = new EnumMap<ClientProduct, Long>(ClientProduct.class);
        var repositories = new HashMap<String, Long>();
        long rejected = 0;
        for (Minute minute : minutes) {
            if (minute == null || minute.number < fromMillis / MINUTE_MILLIS) continue;
            for (ExclusionReason reason : ExclusionReason.values()) {
                add(excluded, reason, minute.excluded[reason.number()]);
            }
            for (ClientProduct agent : ClientProduct.values()) add(agents, agent, minute.agents[agent.number()]);
            minute.repositories.addTo(repositories);
            rejected += minute.rejected;
        }
        return new LastHour(
                sinceMillis, steps(stepsFromMillis), new ArrivalSums(excluded, rejected, agents, most(repositories)));
    }

    private static List<RepositoryArrivals> most(Map<String, Long> downloads) {
        return downloads.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_REPOSITORIES)
                .flatMap(one ->
                        RepoId.ofKey(one.getKey()).map(repo -> new RepositoryArrivals(repo, one.getValue())).stream())
                .toList();
    }

    private static <K> void add(Map<K, Long> sums, K key, long number) {
        if (number > 0) sums.merge(key, number, Long::sum);
    }

    private List<ArrivalStep> steps(long fromMillis) {
        var steps = new ArrayList<ArrivalStep>();
        long first = Math.max(fromMillis / LastHour.STEP_MILLIS, newestStep - STEPS + 1);
        for (long step = Math.max(first, 0); step <= newestStep; step++) {
            int slot = (int) (step % STEPS);
            if (files[slot] != 0 || downloads[slot] != 0 || bytes[slot] != 0) {
                steps.add(new ArrivalStep(step * LastHour.STEP_MILLIS, downloads[slot], files[slot], bytes[slot]));
            }
        }
        return steps;
    }

    /**
     * Downloads of one minute by repository: of the first {@value #MOST} repositories, and of the {@value #KEPT} with the most of
     * those once the minute after it is over. One that has many downloads is among the first before others can have filled all places.
     * A repository costs an entry and no object, because each session asks for one. Not thread-safe.
     */
    static final class MinuteDownloads {
        static final int MOST = 512;

        static final int KEPT = 16;

        private static final int MASK = 2 * MOST - 1;

        private byte[][] repositories = new byte[0][];
        private long[] downloads = new long[0];
        private int size;
        private boolean isTrimmed;

        void add(byte[] repository, int more) {
            if (isTrimmed) {
                for (int i = 0; i < size; i++) {
                    if (Arrays.equals(repositories[i], repository)) downloads[i] += more;
                }
                return;
            }
            if (size == 0) {
                repositories = new byte[MASK + 1][];
                downloads = new long[MASK + 1];
            }
            int at = StoreKey.hash(repository, 0, repository.length) & MASK;
            while (repositories[at] != null && !Arrays.equals(repositories[at], repository)) at = (at + 1) & MASK;
            if (repositories[at] == null) {
                if (size == MOST) return;
                repositories[at] = repository;
                size++;
            }
            downloads[at] += more;
        }

        void trim() {
            if (isTrimmed) return;
            isTrimmed = true;
            int[] most = IntStream.range(0, repositories.length)
                    .filter(at -> repositories[at] != null)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer at) -> -downloads[at])
                            .thenComparing(at -> repositories[at], Arrays::compareUnsigned))
                    .limit(KEPT)
                    .mapToInt(Integer::intValue)
                    .toArray();
            repositories = Arrays.stream(most).mapToObj(at -> repositories[at]).toArray(byte[][]::new);
            downloads = Arrays.stream(most).mapToLong(at -> downloads[at]).toArray();
            size = most.length;
        }

        void addTo(Map<String, Long> sums) {
            for (int at = 0; at < repositories.length; at++) {
                if (repositories[at] == null || downloads[at] <= 0) continue;
                sums.merge(new String(repositories[at], StandardCharsets.UTF_8), downloads[at], Long::sum);
            }
        }
    }
}
