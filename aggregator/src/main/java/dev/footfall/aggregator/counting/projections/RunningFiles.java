package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.FileChange;
import dev.footfall.events.Observation;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link NamedCounts} by file of a day while they are counted. An open day tells twice as many files apart as its bound
 * says. Where there are more, those with the fewest downloads become others, and count again if they come again: names are
 * input, and requests cost nothing, but a session must be another visitor's or half an hour later. Not thread-safe.
 */
final class RunningFiles implements DaySection {
    /** A row is one record of a changelog, and a sealed day one of a topic. */
    private static final int MOST_PATH_BYTES = 128 << 10;

    private static final String REQUESTS = "requests";

    private static final Comparator<CountedName> MOST_DOWNLOADS =
            Comparator.<CountedName>comparingLong(file -> file.downloads).reversed();

    /** The order of a closed day, which does not depend on that of events. */
    private static final Comparator<CountedName> CLOSED = MOST_DOWNLOADS
            .thenComparing(
                    Comparator.<CountedName>comparingLong(file -> file.files).reversed())
            .thenComparing(CountedName::compareText);

    /** The order of an open day: of equals, what came first goes first, and nobody stays by asking often. */
    private static final Comparator<CountedName> OPEN = MOST_DOWNLOADS.thenComparing(
            Comparator.<CountedName>comparingLong(file -> file.rest).reversed());

    private final int most;

    /** By {@link Observation#pathHash}. Of each, the rest is its place in the order in which files of an open day came. */
    private final CountedNames files = new CountedNames();

    private long added;
    private long othersDownloads;
    private boolean isBounded;

    RunningFiles(int most) {
        this.most = most;
    }

    @Override
    public void add(Observation event, CountedOutcome outcome) {
        FileChange change = outcome.files();
        for (long path : change.lost()) lose(path);
        if (change.isMissed()) isBounded = true;
        if (event.hasPath()) {
            CountedName file = file(event);
            file.files++;
            file.addBytes(event.request().bytes());
            if (change.isGained()) file.downloads++;
        } else if (change.isGained()) {
            othersDownloads++;
        }
    }

    @Override
    public void add(Observation event, DoubleClick click) {
        // rules with double clicks have no files
    }

    private void lose(long hash) {
        for (int at = files.firstOf(hash); files.isAt(at, hash); at++) {
            if (files.get(at).downloads == 0) continue;
            files.get(at).downloads--;
            return;
        }
        othersDownloads--;
    }

    private CountedName file(Observation event) {
        long hash = event.pathHash();
        for (int at = files.firstOf(hash); files.isAt(at, hash); at++) {
            if (event.comparePath(files.get(at).text) == 0) return files.get(at);
        }
        var file = new CountedName(hash, event.path());
        file.rest = ++added;
        if (files.size() >= 2 * most || files.textBytes() + file.text.length > 2 * MOST_PATH_BYTES) keepFirst(OPEN);
        files.add(file);
        return file;
    }

    @Override
    public void close() {
        keepFirst(CLOSED);
        for (CountedName file : files) file.rest = 0;
    }

    private void keepFirst(Comparator<CountedName> order) {
        if (files.size() <= most && files.textBytes() <= MOST_PATH_BYTES) return;
        othersDownloads += files.keepFirst(order, most, MOST_PATH_BYTES);
        isBounded = true;
    }

    @Override
    public boolean isEmpty() {
        return files.size() == 0 && othersDownloads == 0;
    }

    @Override
    public void write(ValueWriter section) {
        section.number(most).number(isBounded ? 1 : 0).number(othersDownloads);
        for (CountedName file : files) {
            section.bytes(file.text).number(file.rest);
            file.writeCounts(section);
        }
    }

    static RunningFiles read(ValueReader section) {
        var counts = new RunningFiles(section.integer());
        counts.isBounded = section.number() == 1;
        counts.othersDownloads = section.number();
        while (section.hasMore()) {
            CountedName file = ofPath(section.bytes());
            file.rest = section.number();
            file.readCounts(section);
            counts.files.add(file);
            counts.added = Math.max(counts.added, file.rest);
        }
        return counts;
    }

    private static CountedName ofPath(byte[] path) {
        return new CountedName(Observation.hashOfPath(path), path);
    }

    void seal(ObjectNode json) {
        json.put("most", most).put("bounded", isBounded ? 1 : 0).put("others_downloads", othersDownloads);
        ArrayNode sealed = json.putArray("files");
        for (CountedName file : files) file.sealCounts(sealed.addObject().put("path", file.toString()), REQUESTS);
    }

    static RunningFiles unseal(JsonTree sealed) {
        var counts = new RunningFiles(Math.toIntExact(sealed.number("most")));
        counts.isBounded = sealed.number("bounded") == 1;
        counts.othersDownloads = sealed.number("others_downloads");
        for (JsonTree named : sealed.objects("files")) {
            CountedName file = ofPath(named.text("path").getBytes(StandardCharsets.UTF_8));
            file.unsealCounts(named, REQUESTS);
            counts.files.add(file);
        }
        return counts;
    }

    /** Downloads of files do not add up to the day's: a session has several. */
    NamedCounts toCounts(DailyCounts day) {
        close();
        Map<String, DailyCounts> named = new HashMap<>();
        for (CountedName file : files) named.put(file.toString(), file.counts());
        DailyCounts sum = NamedCounts.sum(named.values().stream());
        var others = new DailyCounts(othersDownloads, 0, day.files() - sum.files(), day.bytes() - sum.bytes());
        var total = new DailyCounts(day.downloads(), 0, day.files(), day.bytes());
        return new NamedCounts(named, others, total, isBounded);
    }

    @Override
    public long heapBytes() {
        return files.heapBytes();
    }
}
