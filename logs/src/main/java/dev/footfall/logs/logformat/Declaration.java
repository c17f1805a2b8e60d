package dev.footfall.logs.logformat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    private static final List<Need> NEEDED = List.of(
            new Need(LineFact.CLIENT, List.of(LineFact.CLIENT, LineFact.FORWARDED)),
            new Need(LineFact.TIME, List.of(LineFact.TIME)),
            new Need(LineFact.STATUS, List.of(LineFact.STATUS)),
            new Need(LineFact.METHOD, List.of(LineFact.REQUEST, LineFact.METHOD)),
            new Need(LineFact.PATH, List.of(LineFact.REQUEST, LineFact.TARGET, LineFact.PATH)));

    private static final int NAMED_FIELDS = 5;

    Declaration {
        fields = List.copyOf(fields);
        conditions = List.copyOf(conditions);
        for (Need need : NEEDED) checkAny(layout, fields, facts, need);
        for (Condition condition : conditions) {
            String field = fields.get(condition.slot());
            if (layout.mayHave(field)) continue;
            throw new IllegalArgumentException("has no field " + field + ", which a condition tests");
        }
        facts = known(layout, fields, facts);
    }

    private static void checkAny(Layout layout, List<String> fields, Map<LineFact, FactReading> facts, Need need) {
        var names = new ArrayList<String>();
        for (LineFact fact : need.alternatives()) {
            for (List<Integer> source :
                    facts.getOrDefault(fact, FactReading.NOTHING).sources()) {
                List<String> parts = source.stream().map(fields::get).toList();
                if (parts.stream().allMatch(layout::mayHave)) return;
                names.add(String.join("+", parts));
            }
        }
        String fact = need.fact().label();
        List<String> named = names.subList(0, Math.min(names.size(), NAMED_FIELDS));
        String others = names.size() > named.size() ? " …" : "";
        throw new IllegalArgumentException(
                names.isEmpty()
                        ? "does not name the field from which the " + fact + " is read"
                        : "has none of " + String.join(", ", named) + others + ", from which the " + fact + " is read");
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

    /** The alternative fields for a fact, such as {@code date+time, timestamp}. */
    String names(LineFact fact) {
        return reading(fact).sources().stream()
                .map(source -> source.stream().map(fields::get).collect(Collectors.joining("+")))
                .collect(Collectors.joining(", "));
    }

    /** True if the client is the first word of every line, and nowhere else, and no user is in the line. */
    boolean startsWithClient() {
        return !hasPrefix
                && !facts.containsKey(LineFact.USER)
                && !facts.containsKey(LineFact.FORWARDED)
                && !facts.containsKey(LineFact.IDENT)
                && reading(LineFact.CLIENT).sources().equals(List.of(List.of(fields.indexOf(layout.first()))));
    }

    private record Need(LineFact fact, List<LineFact> alternatives) {}

    record Condition(int slot, List<String> values, boolean isKept) {
        Condition {
            values = List.copyOf(values);
        }
    }
}
