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
import java.util.Comparator;
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
    private static final String FILES = "files";
    private static final long NO_KEY = -1;

    /** Longer ones are others: a row is written whole. */
    private static final int LONGEST_NAME = 256;

    /** The order of eviction; the rest is the weight that a name has inherited. */
    private static final Comparator<CountedName> LEAST = Comparator.comparingLong(RunningNames::weight)
            .thenComparingLong(name -> name.downloads)
            .thenComparingLong(name -> name.files)
            .thenComparing(CountedName::compareText);

    private final NameKeys of;

    /** Of each, the rest is its visitors where these are counted, else its inherited weight. */
    private final CountedNames names = new CountedNames();

    RunningNames(NameKeys of) {
        this.of = of;
    }

    @Override
    public void add(Observation event, CountedOutcome outcome) {
        CountedName name = names.find(of.ofEvent().applyAsLong(event, outcome));
        boolean isAdmitted = hasRoom() || outcome.change().gained().isPresent();
        if (name == null && isAdmitted) name = admit(of.text().apply(event, outcome.clientClass()));
        if (name != null) {
            name.files++;
            name.addBytes(event.request().bytes());
        }
        follow(outcome.change());
    }

    @Override
    public void add(Observation event, DoubleClick click) {
        CountedName name = names.find(key(click.head()));
        boolean isOfEvent = click.files() == 0;
        if (name == null && isOfEvent && hasRoom())
            name = admit(of.text().apply(event, click.head().clientClass()));
        if (name != null) {
            name.files = Math.max(0, name.files + click.files()); // the click may be from before the name
            name.addBytes(click.bytes());
        }
        follow(click.change());
    }

    private void follow(SessionChange change) {
        if (change.gained().isPresent()) {
            CountedName gained = names.find(key(change.gained()));
            if (gained != null) gained.downloads++;
        }
        if (change.lost().isPresent()) {
            CountedName lost = names.find(key(change.lost()));
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
        CountedName first = names.find(gained);
        if (first != null && change.sessionsOf(gained, ofName) == 1) first.rest++;
        CountedName last = names.find(lost);
        if (last != null && change.sessionsOf(lost, ofName) == 0) last.rest--;
    }

    private long key(Head head) {
        return head.isPresent() ? of.ofHead().applyAsLong(head) : NO_KEY;
    }

    private boolean hasRoom() {
        return names.size() < of.most();
    }

    private @Nullable CountedName admit(byte[] text) {
        if (text.length > LONGEST_NAME) return null;
        CountedName name = named(text);
        if (!hasRoom()) name.rest = weight(names.removeLeast(LEAST));
        names.add(name);
        return name;
    }

    private CountedName named(byte[] text) {
        return new CountedName(of.ofText().applyAsLong(text), text);
    }

    private static long weight(CountedName name) {
        return name.rest + name.downloads;
    }

    @Override
    public boolean isEmpty() {
        return names.size() == 0;
    }

    @Override
    public void write(ValueWriter section) {
        for (CountedName name : names) {
            section.bytes(name.text);
            name.writeCounts(section);
            section.number(name.rest);
        }
    }

    static RunningNames read(NameKeys of, ValueReader section) {
        var counts = new RunningNames(of);
        while (section.hasMore()) {
            CountedName name = counts.named(section.bytes());
            name.readCounts(section);
            name.rest = section.number();
            counts.names.add(name);
        }
        return counts;
    }

    void seal(ArrayNode json) {
        for (CountedName name : names)
            name.sealCounts(json.addObject().put("name", name.toString()), FILES)
                    .put(of.rest(), name.rest);
    }

    void unseal(JsonTree sealed) {
        CountedName name = named(sealed.text("name").getBytes(StandardCharsets.UTF_8));
        name.unsealCounts(sealed, FILES);
        name.rest = sealed.number(of.rest());
        names.add(name);
    }

    /** Those that have at least so many visitors, where these are counted; the unknown is no name. */
    NamedCounts toCounts(DailyCounts day, int fewest) {
        Map<String, DailyCounts> named = new TreeMap<>();
        for (CountedName name : names) {
            if (of.hasVisitors() && name.key != 0 && name.rest < fewest) continue;
            named.put(name.toString(), name.counts());
        }
        return new NamedCounts(named, new DailyCounts(day.downloads(), 0, day.files(), day.bytes()));
    }

    @Override
    public long heapBytes() {
        return names.heapBytes();
    }
}
