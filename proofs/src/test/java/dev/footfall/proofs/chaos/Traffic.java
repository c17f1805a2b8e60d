package dev.footfall.proofs.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.EventText;
import dev.footfall.bench.Load;
import dev.footfall.bench.LoadEvent;
import dev.footfall.bench.Oracle.LoadRules;
import dev.footfall.proofs.guarantees.Published;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of a load, in the parcels in which clients send them. Safe for any number of threads. */
final class Traffic {
    private static final int ID_FROM = "{\"id\":\"".length();
    private static final int ID_TO = ID_FROM + 32;

    private final Load load;
    private final Iterator<LoadEvent> events;
    private final EventText text;
    private final LoadRules rules;
    private final long atOnce;
    private long taken;

    /**
     * The events of a load.
     *
     * @param rules the rules by which they are counted
     * @param atOnce the number of them that are due from the start
     */
    Traffic(Load load, Catalog catalog, LoadRules rules, long atOnce) {
        this.load = load;
        this.rules = rules;
        this.atOnce = atOnce;
        this.events = load.stream();
        this.text = new EventText(catalog, load.seed());
    }

    /**
     * The content of one request.
     *
     * @param events its events
     * @param lines the same as JSON
     */
    record Parcel(List<Published> events, List<String> lines) {
        String body() {
            return String.join("\n", lines);
        }
    }

    /**
     * The next parcel, if by now more than so many events are due than were taken; none when the load is at its end.
     */
    synchronized Optional<Parcel> next(int size, long due) {
        if (taken + size > atOnce + due) return Optional.empty();
        var published = new ArrayList<Published>();
        var lines = new ArrayList<String>();
        while (published.size() < size && events.hasNext()) {
            LoadEvent event = events.next();
            published.add(published(event));
            lines.add(new String(text.of(event), UTF_8));
        }
        taken += published.size();
        return published.isEmpty() ? Optional.empty() : Optional.of(new Parcel(published, lines));
    }

    /** The number of events that were taken so far. */
    synchronized long taken() {
        return taken;
    }

    /** The events that were taken so far, by their ids. */
    synchronized Map<String, Published> byId() {
        var byId = new HashMap<String, Published>();
        Iterator<LoadEvent> again = load.stream();
        for (long number = 0; number < taken; number++) {
            LoadEvent event = again.next();
            byId.put(id(new String(text.of(event), UTF_8)), published(event));
        }
        return byId;
    }

    /** The id in an event's JSON, also as it is in the log. */
    static String id(String json) {
        return json.substring(ID_FROM, ID_TO);
    }

    private Published published(LoadEvent event) {
        var visitor = new Published.Visitor(event.visitor(), LoadEvent.isSignedIn(event.visitor()));
        return new Published(
                event.serial(), event.repository(), visitor, rules.exclusion(event), event.timeMillis(), event.bytes());
    }
}
