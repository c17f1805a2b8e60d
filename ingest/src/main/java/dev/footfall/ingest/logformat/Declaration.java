package dev.footfall.ingest.logformat;

import dev.footfall.ingest.logformat.Layout.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The facts of a line, each with the fields that the layout may have. A field's place in {@code fields} is its slot; {@code
 * hasPrefix} if syslog may have put words before a line.
 */
record Declaration(
        Layout layout, List<String> fields, Map<Fact, Reading> facts, List<Condition> conditions, boolean hasPrefix) {
    /** The facts without which a line is no request, each with what may stand in its place. */
    private static final List<List<Fact>> NEEDED = List.of(
            List.of(Fact.CLIENT),
            List.of(Fact.TIME),
            List.of(Fact.STATUS),
            List.of(Fact.REQUEST, Fact.METHOD),
            List.of(Fact.REQUEST, Fact.TARGET, Fact.PATH));

    Declaration {
        fields = List.copyOf(fields);
        conditions = List.copyOf(conditions);
        for (List<Fact> alternatives : NEEDED) checkAny(layout, fields, facts, alternatives);
        for (Condition condition : conditions) {
            String field = fields.get(condition.slot());
            if (layout.mayHave(field)) continue;
            throw new IllegalArgumentException("has no field " + field + ", on which a condition is");
        }
        facts = known(layout, fields, facts);
    }

    private static void checkAny(
            Layout layout, List<String> fields, Map<Fact, Reading> facts, List<Fact> alternatives) {
        var names = new ArrayList<String>();
        for (Fact fact : alternatives) {
            for (List<Integer> source :
                    facts.getOrDefault(fact, Reading.NOTHING).sources()) {
                List<String> parts = source.stream().map(fields::get).toList();
                if (parts.stream().allMatch(layout::mayHave)) return;
                names.add(String.join("+", parts));
            }
        }
        String fact = alternatives.get(alternatives.size() - 1).label();
        throw new IllegalArgumentException(
                names.isEmpty()
                        ? "does not say from which field the " + fact + " is read"
                        : "has none of " + String.join(", ", names) + ", from which the " + fact + " is read");
    }

    private static Map<Fact, Reading> known(Layout layout, List<String> fields, Map<Fact, Reading> facts) {
        var known = new EnumMap<Fact, Reading>(Fact.class);
        facts.forEach((fact, reading) -> {
            int most = fact == Fact.BYTES && layout instanceof PatternLayout ? 1 : fields.size(); // a "-" is 0 bytes
            List<List<Integer>> sources = reading.sources().stream()
                    .filter(source -> source.stream().map(fields::get).allMatch(layout::mayHave))
                    .limit(most)
                    .toList();
            if (!sources.isEmpty()) known.put(fact, new Reading(sources, reading.steps()));
        });
        return known;
    }

    Reading reading(Fact fact) {
        return facts.getOrDefault(fact, Reading.NOTHING);
    }

    /** True if the client is the first word of every line, and nowhere else, and no user is in the line. */
    boolean startsWithClient() {
        return !hasPrefix
                && !facts.containsKey(Fact.USER)
                && reading(Fact.CLIENT).sources().equals(List.of(List.of(fields.indexOf(layout.first()))));
    }

    /**
     * The sources in the order in which they are tried: a slot, or several whose texts are one with spaces between, such as
     * a date and a time of day.
     */
    record Reading(List<List<Integer>> sources, List<TextStep> steps) {
        private static final Reading NOTHING = new Reading(List.of(), List.of());

        Reading {
            sources = List.copyOf(sources);
            steps = List.copyOf(steps);
        }

        String read(Row row) {
            for (List<Integer> slots : sources) {
                String text = slots.size() == 1 ? row.text(slots.get(0)) : joined(slots, row);
                for (TextStep step : steps) text = step.apply(text);
                if (!isMissing(text)) return text;
            }
            return "";
        }

        private static String joined(List<Integer> slots, Row row) {
            var joined = new StringBuilder();
            for (int slot : slots) {
                String text = row.text(slot);
                if (isMissing(text)) return "";
                joined.append(joined.isEmpty() ? "" : " ").append(text);
            }
            return joined.toString();
        }

        private static boolean isMissing(String text) {
            return text.isEmpty() || text.equals("-");
        }

        int start(Row row) {
            return sources.isEmpty() ? 0 : row.start(sources.get(0).get(0));
        }
    }

    record Condition(int slot, List<String> values, boolean isKept) {
        Condition {
            values = List.copyOf(values);
        }
    }

    enum Fact {
        CLIENT,
        USER,
        TIME,
        REQUEST,
        METHOD,
        /** The request's target, with or without a query. */
        TARGET,
        /** A path that was percent-decoded already, without a query. */
        PATH,
        STATUS,
        BYTES,
        AGENT,
        CONTENT_RANGE,
        RANGE,
        RANGE_START,
        SIZE;

        static final List<Fact> NUMBERS = List.of(BYTES, RANGE_START, SIZE);

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        String field() {
            return switch (this) {
                case CLIENT -> "ip";
                case AGENT -> "user_agent";
                default -> name().toLowerCase(Locale.ROOT);
            };
        }
    }
}
