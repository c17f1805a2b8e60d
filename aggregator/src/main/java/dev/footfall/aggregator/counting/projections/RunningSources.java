package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@link SourceFiles} of a repository while they are counted, of one day since its last roll-up or of all. Sorted by
 * name, so the store has the same bytes in whatever order the events came; files of further sources than the first
 * {@value #MOST} count under {@link SourceDay#OTHERS}. Not thread-safe.
 */
public final class RunningSources {
    private static final long OBJECT_BYTES = 64;

    /** Of a repository: a file server in a container may have another name each day. */
    private static final int MOST = 1_000;

    private static final byte[] UNKNOWN = {};
    private static final byte[] OTHERS = SourceDay.OTHERS.getBytes(StandardCharsets.UTF_8);

    private final List<RunningSource> sorted = new ArrayList<>(0);
    private int last;

    public static RunningSources of(List<SourceFiles> counted) {
        var sources = new RunningSources();
        counted.stream().map(RunningSource::of).sorted().forEach(sources.sorted::add);
        return sources;
    }

    /** Adds a counted event, unless its source is unknown; false if that is new here. On the way of every event: no allocation. */
    public boolean add(Observation event) {
        if (event.isFrom(UNKNOWN)) return true;
        boolean isLast = last < sorted.size() && event.isFrom(sorted.get(last).name());
        int place = isLast ? last : place(event);
        if (place < 0) return false;
        last = place;
        sorted.get(place).add(event);
        return true;
    }

    /** Adds an event whose source is new here. The sum has it or makes room for it now: in the order of the log. */
    public void add(Observation event, RunningSources sum) {
        int place = sum.place(event);
        RunningSource known = place >= 0
                ? sum.sorted.get(place)
                : sum.placed(new RunningSource(sum.sorted.size() < MOST ? event.source() : OTHERS));
        placed(new RunningSource(known.name())).add(event);
    }

    /** The place of the event's source; of one that is not there the complement of where it belongs. */
    private int place(Observation event) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) / 2;
            int order = event.compareSource(sorted.get(middle).name());
            if (order == 0) return middle;
            if (order < 0) to = middle;
            else from = middle + 1;
        }
        return ~from;
    }

    /** That of the same name; else this one, which is there from now on. */
    private RunningSource placed(RunningSource source) {
        int place = Collections.binarySearch(sorted, source);
        if (place >= 0) return sorted.get(place);
        sorted.add(~place, source);
        return source;
    }

    public void moveTo(RunningSources sum) {
        for (RunningSource source : sorted) {
            RunningSource known = sum.placed(source);
            if (known != source) known.addAll(source);
        }
        sorted.clear();
    }

    public int size() {
        return sorted.size();
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    void write(ValueWriter section) {
        for (RunningSource source : sorted) source.write(section);
    }

    static RunningSources read(ValueReader section) {
        var sources = new RunningSources();
        while (section.hasMore()) sources.sorted.add(RunningSource.read(section));
        return sources;
    }

    List<SourceFiles> toFiles() {
        // the files of one that has none yet are still those of a row
        Stream<RunningSource> moved = sorted.stream().filter(source -> source.firstMillis < Long.MAX_VALUE);
        return moved.map(RunningSource::toFiles).sorted().toList();
    }

    public long heapBytes() {
        return OBJECT_BYTES
                + sorted.stream().mapToLong(RunningSource::heapBytes).sum();
    }

    /** In the store: name, first time, and of each way the files, and unless 0 how long after the first the last was. */
    static final class RunningSource implements Comparable<RunningSource> {
        private static final List<Via> VIAS = List.of(Via.values());

        /** The object, its two arrays and its place in a list. */
        private static final long OBJECT_BYTES = 136;

        private final byte[] name;
        private final long[] files = new long[VIAS.size()];
        private final long[] lastMillis = new long[VIAS.size()];
        private long firstMillis = Long.MAX_VALUE;

        /** No files yet of this source, which is in UTF-8. */
        RunningSource(byte[] name) {
            this.name = name;
        }

        static RunningSource of(SourceFiles counted) {
            var source = new RunningSource(counted.source().getBytes(StandardCharsets.UTF_8));
            source.firstMillis = counted.first().toEpochMilli();
            counted.ways()
                    .forEach((via, way) ->
                            source.add(place(via), way.files(), way.last().toEpochMilli()));
            return source;
        }

        byte[] name() {
            return name;
        }

        void add(Observation event) {
            add(place(event.request().via()), 1, event.timeMillis());
            firstMillis = Math.min(firstMillis, event.timeMillis());
        }

        void addAll(RunningSource others) {
            for (int via = 0; via < files.length; via++) add(via, others.files[via], others.lastMillis[via]);
            firstMillis = Math.min(firstMillis, others.firstMillis);
        }

        private void add(int via, long number, long millis) {
            files[via] += number;
            lastMillis[via] = Math.max(lastMillis[via], millis);
        }

        @SuppressWarnings("EnumOrdinal") // the order of the ways is part of the store's format
        private static int place(Via via) {
            return via.ordinal();
        }

        void write(ValueWriter section) {
            section.bytes(name).number(firstMillis);
            for (int via = 0; via < files.length; via++) {
                section.number(files[via]);
                if (files[via] > 0) section.number(lastMillis[via] - firstMillis);
            }
        }

        static RunningSource read(ValueReader section) {
            var source = new RunningSource(section.bytes());
            source.firstMillis = section.number();
            for (int via = 0; via < source.files.length; via++) {
                source.files[via] = section.number();
                if (source.files[via] > 0) source.lastMillis[via] = source.firstMillis + section.number();
            }
            return source;
        }

        SourceFiles toFiles() {
            Map<Via, SourceFiles.Way> ways = new EnumMap<>(Via.class);
            for (Via via : VIAS) {
                int at = place(via);
                if (files[at] > 0) ways.put(via, new SourceFiles.Way(files[at], Instant.ofEpochMilli(lastMillis[at])));
            }
            return new SourceFiles(new String(name, StandardCharsets.UTF_8), Instant.ofEpochMilli(firstMillis), ways);
        }

        @Override
        public int compareTo(RunningSource other) {
            return Arrays.compareUnsigned(name, other.name);
        }

        long heapBytes() {
            return OBJECT_BYTES + name.length;
        }
    }
}
