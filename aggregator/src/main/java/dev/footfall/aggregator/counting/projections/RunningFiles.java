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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@link NamedCounts} by file of a day while they are counted. An open day tells twice as many files apart as its bound
 * says. Where there are more, those with the fewest downloads become others, and count again if they come again: names are
 * input, and requests cost nothing, but a session must be another visitor's or half an hour later. Not thread-safe.
 */
final class RunningFiles implements DaySection {
    /** A row is one record of a changelog, and a sealed day one of a topic. */
    private static final int MOST_PATH_BYTES = 128 << 10;

    private static final long OBJECT_BYTES = 80;

    private static final Comparator<RunningFile> MOST_DOWNLOADS =
            Comparator.<RunningFile>comparingLong(file -> file.downloads).reversed();

    /** The order of a closed day, which does not depend on that of events. */
    private static final Comparator<RunningFile> CLOSED = MOST_DOWNLOADS
            .thenComparing(
                    Comparator.<RunningFile>comparingLong(file -> file.requests).reversed())
            .thenComparing(file -> file.path, Arrays::compareUnsigned);

    /** The order of an open day: of equals, what came first goes first, and nobody stays by asking often. */
    private static final Comparator<RunningFile> OPEN = MOST_DOWNLOADS.thenComparing(
            Comparator.<RunningFile>comparingLong(file -> file.added).reversed());

    private final int most;

    /** Ascending by hash, then by path: the bytes of a closed day do not depend on the order of events. */
    private final List<RunningFile> files = new ArrayList<>(4);

    private int pathBytes;
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
            RunningFile file = file(event);
            file.requests++;
            file.bytes = DailyCounts.saturatedSum(file.bytes, event.request().bytes());
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
        for (int at = firstOf(hash); at < files.size() && files.get(at).hash == hash; at++) {
            if (files.get(at).downloads == 0) continue;
            files.get(at).downloads--;
            return;
        }
        othersDownloads--;
    }

    private int firstOf(long hash) {
        int from = 0;
        int to = files.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (files.get(middle).hash < hash) from = middle + 1;
            else to = middle;
        }
        return from;
    }

    private RunningFile file(Observation event) {
        long hash = event.pathHash();
        for (int at = firstOf(hash); at < files.size() && files.get(at).hash == hash; at++) {
            if (event.comparePath(files.get(at).path) == 0) return files.get(at);
        }
        var file = new RunningFile(hash, event.path());
        file.added = ++added;
        if (files.size() >= 2 * most || pathBytes + file.path.length > 2 * MOST_PATH_BYTES) keepFirst(OPEN);
        int at = firstOf(hash);
        while (at < files.size() && RunningFile.ORDER.compare(files.get(at), file) < 0) at++;
        files.add(at, file);
        pathBytes += file.path.length;
        return file;
    }

    @Override
    public void close() {
        keepFirst(CLOSED);
        for (RunningFile file : files) file.added = 0;
    }

    private void keepFirst(Comparator<RunningFile> order) {
        if (files.size() <= most && pathBytes <= MOST_PATH_BYTES) return;
        files.sort(order);
        while (files.size() > most || pathBytes > MOST_PATH_BYTES) {
            RunningFile last = files.remove(files.size() - 1);
            pathBytes -= last.path.length;
            othersDownloads += last.downloads;
        }
        files.sort(RunningFile.ORDER);
        isBounded = true;
    }

    @Override
    public boolean isEmpty() {
        return files.isEmpty() && othersDownloads == 0;
    }

    @Override
    public void write(ValueWriter section) {
        section.number(most).number(isBounded ? 1 : 0).number(othersDownloads);
        for (RunningFile file : files) {
            section.bytes(file.path)
                    .number(file.added)
                    .number(file.downloads)
                    .number(file.requests)
                    .number(file.bytes);
        }
    }

    static RunningFiles read(ValueReader section) {
        var counts = new RunningFiles(section.integer());
        counts.isBounded = section.number() == 1;
        counts.othersDownloads = section.number();
        while (section.hasMore()) {
            byte[] path = section.bytes();
            var file = new RunningFile(path);
            file.added = section.number();
            file.downloads = section.number();
            file.requests = section.number();
            file.bytes = section.number();
            counts.append(file);
        }
        return counts;
    }

    private void append(RunningFile file) {
        files.add(file);
        pathBytes += file.path.length;
        added = Math.max(added, file.added);
    }

    void seal(ObjectNode json) {
        json.put("most", most).put("bounded", isBounded ? 1 : 0).put("others_downloads", othersDownloads);
        ArrayNode sealed = json.putArray("files");
        for (RunningFile file : files) {
            sealed.addObject()
                    .put("path", file.name())
                    .put("downloads", file.downloads)
                    .put("requests", file.requests)
                    .put("bytes", file.bytes);
        }
    }

    static RunningFiles unseal(JsonTree sealed) {
        var counts = new RunningFiles(Math.toIntExact(sealed.number("most")));
        counts.isBounded = sealed.number("bounded") == 1;
        counts.othersDownloads = sealed.number("others_downloads");
        for (JsonTree named : sealed.objects("files")) {
            var file = new RunningFile(named.text("path").getBytes(StandardCharsets.UTF_8));
            file.downloads = named.number("downloads");
            file.requests = named.number("requests");
            file.bytes = named.number("bytes");
            counts.append(file);
        }
        counts.files.sort(RunningFile.ORDER);
        return counts;
    }

    /** Downloads of files do not add up to the day's: a session has several. */
    NamedCounts toCounts(DailyCounts day) {
        close();
        Map<String, DailyCounts> named =
                files.stream().collect(Collectors.toMap(RunningFile::name, RunningFile::counts));
        DailyCounts sum = NamedCounts.sum(named.values().stream());
        var others = new DailyCounts(othersDownloads, 0, day.files() - sum.files(), day.bytes() - sum.bytes());
        var total = new DailyCounts(day.downloads(), 0, day.files(), day.bytes());
        return new NamedCounts(named, others, total, isBounded);
    }

    @Override
    public long heapBytes() {
        return OBJECT_BYTES * (1 + files.size()) + pathBytes;
    }

    private static final class RunningFile {
        static final Comparator<RunningFile> ORDER = Comparator.<RunningFile>comparingLong(file -> file.hash)
                .thenComparing(file -> file.path, Arrays::compareUnsigned);

        private final long hash;
        private final byte[] path;

        /** Its place in the order in which files of an open day came. */
        private long added;

        private long downloads;
        private long requests;
        private long bytes;

        RunningFile(long hash, byte[] path) {
            this.hash = hash;
            this.path = path;
        }

        private RunningFile(byte[] path) {
            this(Observation.hashOfPath(path), path);
        }

        String name() {
            return new String(path, StandardCharsets.UTF_8);
        }

        DailyCounts counts() {
            return new DailyCounts(downloads, 0, requests, bytes);
        }
    }
}
