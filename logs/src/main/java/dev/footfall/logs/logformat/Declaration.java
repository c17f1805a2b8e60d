package dev.footfall.logs.logformat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The facts of a line, each with the fields that the layout may have. A field's place in {@code fields} is its slot; {@code
 * hasPrefix} if syslog may have put words before a line.
 */
record Declaration(
        Layout layout,
        List<String> fields,
        Map<LineFact, FactReading> facts,
        List<Condition> conditions,
        boolean hasPrefix) {
    /** The facts without which a line is no request, each with what may stand in its place. */
    private static final List<List<LineFact>> NEEDED = List.of(
            List.of(LineFact.CLIENT),
            List.of(LineFact.TIME),
            List.of(LineFact.STATUS),
            List.of(LineFact.REQUEST, LineFact.METHOD),
            List.of(LineFact.REQUEST, LineFact.TARGET, LineFact.PATH));

    Declaration {
        fields = List.copyOf(fields);
        conditions = List.copyOf(conditions);
        for (List<LineFact> alternatives : NEEDED) checkAny(layout, fields, facts, alternatives);
        for (Condition condition : conditions) {
            String field = fields.get(condition.slot());
            if (layout.mayHave(field)) continue;
            throw new IllegalArgumentException("has no field " + field + ", which a condition tests");
        }
        facts = known(layout, fields, facts);
    }

    private static void checkAny(
            Layout layout, List<String> fields, Map<LineFact, FactReading> facts, List<LineFact> alternatives) {
        var names = new ArrayList<String>();
        for (LineFact fact : alternatives) {
            for (List<Integer> source :
                    facts.getOrDefault(fact, FactReading.NOTHING).sources()) {
                List<String> parts = source.stream().map(fields::get).toList();
                if (parts.stream().allMatch(layout::mayHave)) return;
                names.add(String.join("+", parts));
            }
        }
        String fact = alternatives.get(alternatives.size() - 1).label();
        throw new IllegalArgumentException(
                names.isEmpty()
                        ? "does not name the field from which the " + fact + " is read"
                        : "has none of " + String.join(", ", names) + ", from which the " + fact + " is read");
    }

    private static Map<LineFact, FactReading> known(
            Layout layout, List<String> fields, Map<LineFact, FactReading> facts) {
        var known = new EnumMap<LineFact, FactReading>(LineFact.class);
        facts.forEach((fact, reading) -> {
            int most =
                    fact == LineFact.BYTES && layout instanceof PatternLayout ? 1 : fields.size(); // a "-" is 0 bytes
            List<List<Integer>> sources = reading.sources().stream()
                    .filter(source -> source.stream().map(fields::get).allMatch(layout::mayHave))
                    .limit(most)
                    .toList();
            if (!sources.isEmpty()) known.put(fact, new FactReading(sources, reading.steps()));
        });
        return known;
    }

    FactReading reading(LineFact fact) {
        return facts.getOrDefault(fact, FactReading.NOTHING);
    }

    /** True if the client is the first word of every line, and nowhere else, and no user is in the line. */
    boolean startsWithClient() {
        return !hasPrefix
                && !facts.containsKey(LineFact.USER)
                && reading(LineFact.CLIENT).sources().equals(List.of(List.of(fields.indexOf(layout.first()))));
    }

    record Condition(int slot, List<String> values, boolean isKept) {
        Condition {
            values = List.copyOf(values);
        }
    }
}
