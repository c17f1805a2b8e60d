package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.DayProjection.DaySection;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.aggregator.session.KindCounts;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.Observation;
import dev.footfall.rules.clients.ClientClass;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;

/** Downloads of a day by the kind that each session's head has, such as its client. */
record HeadProjection<K extends Enum<K>>(Id id, Kinds<K> kinds) implements DayProjection {
    /** By the client of the day's sessions. With it, sessions have their way, too. */
    static final HeadProjection<ClientProduct> CLIENTS = new HeadProjection<>(
            new Id(Projections.CLIENTS, 2, HeadKind.Told.CLIENTS),
            new Kinds<>(
                    ClientProduct.class,
                    head -> head.client().number(),
                    ClientProduct::number,
                    ClientProduct::ofNumber,
                    ClientProduct::label));

    /** By the class of the client of the day's sessions. With it, sessions have their client and way, too. */
    static final HeadProjection<ClientClass> CLASSES = new HeadProjection<>(
            new Id(Projections.CLASSES, 5, HeadKind.Told.CLASSES),
            new Kinds<>(
                    ClientClass.class,
                    head -> head.clientClass().number(),
                    ClientClass::number,
                    ClientClass::ofNumber,
                    ClientClass::label));

    /** {@code ofHead}: of a head's kind, 0 to 127; {@code number}, {@code label}: in the store, in sealed days. */
    record Kinds<K extends Enum<K>>(
            Class<K> type,
            ToIntFunction<Head> ofHead,
            ToIntFunction<K> number,
            IntFunction<K> ofNumber,
            Function<K, String> label) {}

    @Override
    public DaySection empty() {
        return new RunningTallies(kinds.ofHead);
    }

    @Override
    public DaySection read(ValueReader section) {
        return RunningTallies.read(kinds.ofHead, section);
    }

    @Override
    public void seal(DaySection counts, ObjectNode json) {
        Map<K, Long> downloads = ((RunningTallies) counts).toCounts(kinds);
        JsonTree.write(name(), downloads, kinds.label, json);
    }

    @Override
    public DaySection unsealDay(JsonTree day) {
        Map<K, Long> downloads = day.numbers(name(), kinds.type.getEnumConstants(), kinds.label);
        return RunningTallies.of(kinds.ofHead, downloads, kinds.number);
    }

    /** The counts of a daily row's value; none if it was counted without them. */
    KindCounts<K> counts(byte[] row) {
        return RowCounts.section(row, id)
                .map(section -> new KindCounts<>(
                        RunningTallies.read(kinds.ofHead, section).toCounts(kinds)))
                .orElse(KindCounts.none());
    }

    /**
     * Downloads by a number of each session's head: a head that comes adds one, a head that goes takes it back. Most days
     * have one to three numbers, looked for one after another. In the store: number and downloads of each.
     */
    static final class RunningTallies implements DaySection {
        private static final long OBJECT_BYTES = 64;
        private static final int NUMBER_BYTES = 1 + Long.BYTES;
        private static final byte[] NO_NUMBERS = {};
        private static final long[] NO_DOWNLOADS = {};

        private final ToIntFunction<Head> numberOf;

        /** Ascending, and beside each its downloads. */
        private byte[] numbers = NO_NUMBERS;

        private long[] downloads = NO_DOWNLOADS;

        /** No downloads yet, by this number, 0 to 127. */
        RunningTallies(ToIntFunction<Head> numberOf) {
            this.numberOf = numberOf;
        }

        @Override
        public void add(Observation event, Outcome.Counted outcome) {
            add(outcome.gained(), 1);
            add(outcome.lost(), -1);
        }

        private void add(Head head, int change) {
            if (!head.isPresent()) return;
            int at = place(numberOf.applyAsInt(head));
            downloads[at] += change;
        }

        /** Finds the place of this number, and makes room if it has none. */
        private int place(int number) {
            int at = 0;
            while (at < numbers.length && numbers[at] < number) at++;
            if (at == numbers.length || numbers[at] != number) makeRoom(at, number);
            return at;
        }

        private void makeRoom(int at, int number) {
            byte[] moreNumbers = Arrays.copyOf(numbers, numbers.length + 1);
            long[] moreDownloads = Arrays.copyOf(downloads, downloads.length + 1);
            System.arraycopy(numbers, at, moreNumbers, at + 1, numbers.length - at);
            System.arraycopy(downloads, at, moreDownloads, at + 1, downloads.length - at);
            moreNumbers[at] = (byte) number;
            moreDownloads[at] = 0;
            numbers = moreNumbers;
            downloads = moreDownloads;
        }

        @Override
        public boolean isEmpty() {
            for (long number : downloads) {
                if (number > 0) return false;
            }
            return true;
        }

        @Override
        public void write(ValueWriter section) {
            for (int i = 0; i < numbers.length; i++) {
                if (downloads[i] > 0) section.number(numbers[i]).number(downloads[i]);
            }
        }

        static RunningTallies read(ToIntFunction<Head> numberOf, ValueReader section) {
            var tallies = new RunningTallies(numberOf);
            while (section.hasMore()) {
                int at = tallies.place(section.integer());
                tallies.downloads[at] = section.number();
            }
            return tallies;
        }

        static <K> RunningTallies of(ToIntFunction<Head> numberOf, Map<K, Long> counts, ToIntFunction<K> number) {
            var tallies = new RunningTallies(numberOf);
            counts.forEach((kind, downloads) -> {
                int at = tallies.place(number.applyAsInt(kind));
                tallies.downloads[at] = downloads;
            });
            return tallies;
        }

        static long sum(ValueReader section, IntPredicate numbers) {
            long sum = 0;
            while (section.hasMore()) {
                boolean isIn = numbers.test(section.integer());
                long downloads = section.number();
                if (isIn) sum += downloads;
            }
            return sum;
        }

        <K extends Enum<K>> Map<K, Long> toCounts(Kinds<K> kinds) {
            Map<K, Long> counts = new EnumMap<>(kinds.type);
            for (int i = 0; i < numbers.length; i++) {
                if (downloads[i] > 0) counts.put(kinds.ofNumber.apply(numbers[i]), downloads[i]);
            }
            return counts;
        }

        @Override
        public long heapBytes() {
            return OBJECT_BYTES + (long) NUMBER_BYTES * numbers.length;
        }
    }
}
