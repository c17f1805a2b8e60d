package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.SessionChange;
import dev.footfall.events.Observation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@link NamedCounts} of a day while they are counted, without those of others. Beyond the bound, a file that begins a
 * session takes the place of the name with the least weight, and inherits that weight (<a
 * href="https://doi.org/10.1007/978-3-540-30570-5_27">Space-Saving</a>): a name with more than the total divided by the
 * bound of a day's downloads is distinguished in the end. Not thread-safe.
 */
final class RunningNames implements DaySection {
    private static final long OBJECT_BYTES = 64;
    private static final long NO_KEY = -1;

    /** Longer ones are others: a row is written whole. */
    private static final int LONGEST_NAME = 256;

    private final NameKeys of;

    /** Ascending by key, so that the store has the same bytes in whatever order the events came. */
    private final List<RunningName> names = new ArrayList<>(1);

    private int last;

    RunningNames(NameKeys of) {
        this.of = of;
    }

    @Override
    public void add(Observation event, CountedOutcome outcome) {
        RunningName name = find(of.ofEvent().applyAsLong(event, outcome));
        boolean isAdmitted = hasRoom() || outcome.change().gained().isPresent();
        if (name == null && isAdmitted) name = admit(of.text().apply(event, outcome.clientClass()));
        if (name != null) {
            name.files++;
            name.bytes = DailyCounts.saturatedSum(name.bytes, event.request().bytes());
        }
        follow(outcome.change());
    }

    @Override
    public void add(Observation event, DoubleClick click) {
        RunningName name = find(key(click.head()));
        boolean isOfEvent = click.files() == 0;
        if (name == null && isOfEvent && hasRoom())
            name = admit(of.text().apply(event, click.head().clientClass()));
        if (name != null) {
            name.files = Math.max(0, name.files + click.files()); // the click may be from before the name
            name.bytes = DailyCounts.saturatedSum(name.bytes, click.bytes());
        }
        follow(click.change());
    }

    private void follow(SessionChange change) {
        if (change.gained().isPresent()) {
            RunningName gained = find(key(change.gained()));
            if (gained != null) gained.downloads++;
        }
        if (change.lost().isPresent()) {
            RunningName lost = find(key(change.lost()));
            if (lost != null && lost.downloads > 0) lost.downloads--;
        }
        LongUnaryOperator ofVisitors = of.ofVisitors();
        if (ofVisitors != null) addVisitor(change, ofVisitors);
    }

    /** Counts the visitor where a session that came is the first of its name, or one that went was the last. */
    private void addVisitor(SessionChange change, LongUnaryOperator ofName) {
        long gained = key(change.gained());
        long lost = key(change.lost());
        if (gained == lost) return;
        RunningName first = find(gained);
        if (first != null && change.sessionsOf(gained, ofName) == 1) first.visitors++;
        RunningName last = find(lost);
        if (last != null && change.sessionsOf(lost, ofName) == 0) last.visitors--;
    }

    private long key(Head head) {
        return head.isPresent() ? of.ofHead().applyAsLong(head) : NO_KEY;
    }

    private @Nullable RunningName find(long key) {
        if (last < names.size() && names.get(last).key == key) return names.get(last);
        int at = place(key);
        if (at < 0) return null;
        last = at;
        return names.get(at);
    }

    private int place(long key) {
        int from = 0;
        int to = names.size();
        while (from < to) {
            int middle = (from + to) / 2;
            long other = names.get(middle).key;
            if (other == key) return middle;
            if (key < other) to = middle;
            else from = middle + 1;
        }
        return ~from;
    }

    private boolean hasRoom() {
        return names.size() < of.most();
    }

    private @Nullable RunningName admit(byte[] text) {
        if (text.length > LONGEST_NAME) return null;
        var name = new RunningName(of.ofText().applyAsLong(text), text);
        if (!hasRoom()) {
            RunningName least = Collections.min(names, RunningName.LEAST);
            name.inherited = least.weight();
            names.remove(least);
        }
        insert(name);
        return name;
    }

    private void insert(RunningName name) {
        names.add(~place(name.key), name);
    }

    @Override
    public boolean isEmpty() {
        return names.isEmpty();
    }

    @Override
    public void write(ValueWriter section) {
        for (RunningName name : names) {
            section.bytes(name.text).number(name.downloads).number(name.files).number(name.bytes);
            section.number(name.rest(of));
        }
    }

    static RunningNames read(NameKeys of, ValueReader section) {
        var counts = new RunningNames(of);
        while (section.hasMore()) {
            RunningName name = counts.append(section.bytes());
            name.downloads = section.number();
            name.files = section.number();
            name.bytes = section.number();
            name.rest(section.number(), of);
        }
        return counts;
    }

    private RunningName append(byte[] text) {
        var name = new RunningName(of.ofText().applyAsLong(text), text);
        insert(name);
        return name;
    }

    void seal(ArrayNode json) {
        for (RunningName name : names) {
            json.addObject()
                    .put("name", name.name())
                    .put("downloads", name.downloads)
                    .put("files", name.files)
                    .put("bytes", name.bytes)
                    .put(of.rest(), name.rest(of));
        }
    }

    void unseal(JsonTree sealed) {
        RunningName name = append(sealed.text("name").getBytes(StandardCharsets.UTF_8));
        name.downloads = sealed.number("downloads");
        name.files = sealed.number("files");
        name.bytes = sealed.number("bytes");
        name.rest(sealed.number(of.rest()), of);
    }

    /** Those that have at least so many visitors, where these are counted; the unknown is no name. */
    NamedCounts toCounts(DailyCounts day, int fewest) {
        Map<String, DailyCounts> named = new TreeMap<>();
        for (RunningName name : names) {
            if (of.hasVisitors() && name.key != 0 && name.visitors < fewest) continue;
            named.put(name.name(), new DailyCounts(name.downloads, 0, name.files, name.bytes));
        }
        return new NamedCounts(named, new DailyCounts(day.downloads(), 0, day.files(), day.bytes()));
    }

    @Override
    public long heapBytes() {
        long bytes = OBJECT_BYTES;
        for (RunningName name : names) bytes += RunningName.OBJECT_BYTES + name.text.length;
        return bytes;
    }

    /** One name while it is counted. In the store it has no key, which is that of its text. */
    private static final class RunningName {
        /** The object, its array and its place in a list. */
        static final long OBJECT_BYTES = 88;

        static final Comparator<RunningName> LEAST = Comparator.comparingLong(RunningName::weight)
                .thenComparingLong(name -> name.downloads)
                .thenComparingLong(name -> name.files)
                .thenComparing(name -> name.text, Arrays::compareUnsigned);

        private final long key;
        private final byte[] text;
        private long downloads;
        private long files;
        private long bytes;
        private long inherited;
        private long visitors;

        RunningName(long key, byte[] text) {
            this.key = key;
            this.text = text;
        }

        private long rest(NameKeys of) {
            return of.hasVisitors() ? visitors : inherited;
        }

        private void rest(long number, NameKeys of) {
            if (of.hasVisitors()) visitors = number;
            else inherited = number;
        }

        long weight() {
            return inherited + downloads;
        }

        String name() {
            return new String(text, StandardCharsets.UTF_8);
        }
    }
}
