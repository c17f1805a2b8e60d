package dev.footfall.bench;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The events of a load, in the order in which they are published: by time, but for one in a hundred, which is held up
 * for minutes, hours or days, and one in fifty, which comes twice. A visit is 1 to 40 files, 9 on average, of one repository, mostly
 * seconds apart, some of them exactly at the gap of 30 minutes and some a millisecond beyond. Only what is under way
 * is in memory.
 */
final class LoadStream implements Iterator<LoadEvent> {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final int MAX_FILES = 40;
    private static final double FILES_SCALE = 8.5;
    private static final int HELD_PERMILLE = 10;
    private static final int TWICE_PERMILLE = 20;

    /** The share of the days in which visits begin, so that none ends after them. */
    private static final double FILLED = 0.97;

    private final Load load;
    private final Popularity popularity;
    private final SplittableRandom random;
    private final PriorityQueue<Visit> visits = new PriorityQueue<>(Comparator.comparingLong(Visit::nextMillis));
    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingLong(Held::atMillis));
    private final double betweenVisitsMillis;
    private long begun;
    private long serials;
    private long published;

    LoadStream(Load load) {
        this.load = load;
        this.popularity = new Popularity(load.repositories());
        this.random = new SplittableRandom(load.seed());
        double filesPerVisit = 1;
        for (int file = 1; file < MAX_FILES; file++) filesPerVisit += Math.exp(-file / FILES_SCALE);
        double number = Math.max(1, load.events() / (filesPerVisit * (1 + TWICE_PERMILLE / 1_000.0)));
        this.betweenVisitsMillis = FILLED * load.days() * 24 * HOUR / number;
    }

    private record Visit(int repository, int visitor, int filesLeft, long nextMillis) {}

    private record Held(long atMillis, LoadEvent event) {}

    @Override
    public boolean hasNext() {
        return published < load.events();
    }

    @Override
    public LoadEvent next() {
        if (!hasNext()) throw new NoSuchElementException();
        published++;
        while (true) {
            beginVisits();
            Held due = held.peek();
            if (due != null && (visits.isEmpty() || due.atMillis() <= nextFileMillis()))
                return held.remove().event();
            LoadEvent event = nextFile();
            int chance = random.nextInt(1_000);
            if (chance < HELD_PERMILLE) {
                held.add(new Held(event.timeMillis() + delayMillis(), event));
                continue;
            }
            if (chance < HELD_PERMILLE + TWICE_PERMILLE) held.add(new Held(event.timeMillis() + delayMillis(), event));
            return event;
        }
    }

    private long nextFileMillis() {
        Visit first = visits.peek();
        return first == null ? Long.MAX_VALUE : first.nextMillis;
    }

    private void beginVisits() {
        while (true) {
            long startMillis = load.startMillis() + (long) (begun * betweenVisitsMillis);
            if (startMillis > nextFileMillis()) return;
            int files = 1 + (int) Math.min(MAX_FILES - 1, -Math.log(1 - random.nextDouble()) * FILES_SCALE);
            visits.add(new Visit(popularity.pick(random), random.nextInt(load.visitors()), files, startMillis));
            begun++;
        }
    }

    private LoadEvent nextFile() {
        Visit visit = visits.remove();
        var event = new LoadEvent(serials++, visit.repository, visit.visitor, visit.nextMillis);
        var rest = new Visit(visit.repository, visit.visitor, visit.filesLeft - 1, visit.nextMillis + pauseMillis());
        if (rest.filesLeft > 0) visits.add(rest);
        return event;
    }

    private long pauseMillis() {
        int chance = random.nextInt(1_000);
        if (chance < 900) return random.nextLong(200, MINUTE);
        if (chance < 980) return random.nextLong(MINUTE, 10 * MINUTE);
        if (chance < 992) return random.nextLong(10 * MINUTE, 30 * MINUTE);
        if (chance < 995) return 30 * MINUTE;
        return chance < 997 ? 30 * MINUTE + 1 : random.nextLong(31 * MINUTE, 3 * HOUR);
    }

    private long delayMillis() {
        int chance = random.nextInt(10);
        if (chance < 6) return random.nextLong(SECOND, 30 * MINUTE);
        return chance < 9 ? random.nextLong(30 * MINUTE, 6 * HOUR) : random.nextLong(6 * HOUR, 72 * HOUR);
    }
}
