package dev.footfall.aggregator.sealing;

import dev.footfall.aggregator.counting.projections.SealMark;
import dev.footfall.aggregator.counting.projections.SealRecord;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.counting.store.StoreKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The sealed records of one partition, as short as the store has them, and which more may be written. A record is never
 * replaced by one of other rules, and a day with files only by one whose exclusions alone differ. Records of other rules that
 * may lie next to it have keys of their own; a load takes the one written last. Not thread-safe.
 */
public final class KnownSeals {
    private final Map<String, KnownSeal> records = new HashMap<>();

    /** Key of the record written last, where several rules have one. */
    private final Map<String, String> latest = new HashMap<>();

    private final Map<String, Altered> altered = new TreeMap<>();
    private final boolean repairs;
    private Optional<SealMark> mark = Optional.empty();
    private long days;
    private long others;

    private record KnownSeal(StoreKey counts, String rules, boolean hasFiles) {
        static KnownSeal of(SealRecord record) {
            boolean hasFiles =
                    record instanceof SealedDay day && day.row().counts().files() > 0;
            return new KnownSeal(
                    StoreKey.ofRepository(record.counts()), record.rules().intern(), hasFiles);
        }

        boolean isBy(String otherRules) {
            return SealRecord.digest(rules).equals(SealRecord.digest(otherRules));
        }
    }

    /** A day with files whose counts changed under the same rules: the last record, and an earlier or the state's. */
    public record Altered(SealedDay sealed, SealedDay other) {
        @Override
        public String toString() {
            return sealed.key() + " (sealed with "
                    + sealed.row().counts().downloads() + " downloads, counted "
                    + other.row().counts().downloads() + ")";
        }
    }

    /** No record yet. Repairs write altered days as the state has them. */
    public KnownSeals(boolean repairs) {
        this.repairs = repairs;
    }

    public void add(String key, SealRecord record) {
        if (record instanceof SealMark last) {
            mark = Optional.of(last);
            return;
        }
        String shared = record.key();
        if (!shared.equals(key) || latest.containsKey(shared)) latest.put(shared, key);
        KnownSeal replaced = records.put(key, KnownSeal.of(record));
        if (!(record instanceof SealedDay day)) return;
        if (replaced == null && shared.equals(key)) days++;
        if (replaced != null && replaced.hasFiles && replaced.isBy(day.rules())) compare(key, day(day, replaced), day);
    }

    private void compare(String key, SealedDay was, SealedDay is) {
        Altered known = altered.get(key);
        SealedDay first = known == null ? was : known.other;
        if (first.isCountedAs(is)) altered.remove(key);
        else altered.put(key, new Altered(is, first));
    }

    private static SealedDay day(SealedDay day, KnownSeal known) {
        return SealedDay.of(day.storeKey(), known.counts.bytes(), known.rules, 0);
    }

    public Optional<SealMark> mark() {
        return mark;
    }

    public long days() {
        return days;
    }

    public long others() {
        return others;
    }

    public Map<String, Altered> altered() {
        return altered;
    }

    public boolean isNew(SealedDay day) {
        return !records.containsKey(day.key());
    }

    /** A day that its state began with, as one of the rules that sealed it: late events are all that came since. */
    public SealedDay byItsRules(SealedDay day) {
        KnownSeal last = records.get(latest.getOrDefault(day.key(), day.key()));
        if (last == null || !last.hasFiles || last.isBy(day.rules())) return day;
        if (!day(day, last).isCountedAs(day)) return day;
        others++;
        return new SealedDay(day.repository(), day.date(), last.rules, day.end(), day.row(), day.sections());
    }

    /** A day that its state has counted from the log: a last record that agrees is right, as after a repair. */
    public SealedDay byTheLog(SealedDay day) {
        for (String key : List.of(day.key(), ownKey(day))) {
            Altered found = altered.get(key);
            boolean isSettled =
                    found != null && ownKey(found.sealed).equals(ownKey(day)) && day.isCountedAs(found.sealed);
            if (isSettled) altered.remove(key);
        }
        return day;
    }

    /** The key under which a record is to be written; empty if it is known, or must not be. */
    public Optional<String> keyFor(SealRecord record) {
        String shared = record.key();
        KnownSeal last = records.get(latest.getOrDefault(shared, shared));
        if (last == null) return Optional.of(shared);
        boolean isByOthers = !last.isBy(record.rules());
        if (isByOthers && last.hasFiles) {
            others++;
            return Optional.empty();
        }
        KnownSeal first = records.get(shared);
        boolean isFree = first == null || first.isBy(record.rules());
        String key = isFree ? shared : ownKey(record);
        KnownSeal own = records.get(key);
        if (own == null) return Optional.of(key);
        boolean isKnown = !isByOthers && own.counts.equals(KnownSeal.of(record).counts);
        return isKnown || isAltered(key, own, record) ? Optional.empty() : Optional.of(key);
    }

    private static String ownKey(SealRecord record) {
        return SealRecord.digest(record.rules()) + "/" + record.key();
    }

    private boolean isAltered(String key, KnownSeal own, SealRecord record) {
        if (!(record instanceof SealedDay day) || !own.hasFiles) return false;
        SealedDay sealed = day(day, own);
        if (sealed.isCountedAs(day)) return false;
        altered.put(key, new Altered(sealed, day));
        return !repairs;
    }
}
