package dev.footfall.ingest.logformat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The readings of all facts of a format, over one list of fields.
 *
 * @param fields the names of the fields that are read, each once: its place is its slot
 * @param byFact the reading of each fact that lines may have
 * @param conditions those that a line must meet to be a request for a file
 */
record FactReaders(List<String> fields, Map<Fact, FieldReader> byFact, List<Condition> conditions) {
    FactReaders {
        fields = List.copyOf(fields);
        byFact = new EnumMap<>(byFact);
        conditions = List.copyOf(conditions);
    }

    /**
     * A condition.
     *
     * @param slot the field
     * @param values its values
     * @param isKept true if lines with one of the values are kept, false if they are left out
     */
    record Condition(int slot, List<String> values, boolean isKept) {
        Condition {
            values = List.copyOf(values);
        }

        boolean holds(Row row) {
            return values.contains(row.text(slot)) == isKept;
        }
    }

    static FactReaders of(Declaration declaration) {
        var fields = new ArrayList<String>();
        var byFact = new EnumMap<Fact, FieldReader>(Fact.class);
        declaration.facts().forEach((fact, reading) -> {
            var sources = new ArrayList<FieldReader.Source>();
            for (List<String> names : reading.sources()) {
                boolean isThere = names.stream().allMatch(declaration.layout()::mayHave);
                if (isThere) sources.add(new FieldReader.Source(slots(names, fields)));
            }
            if (!sources.isEmpty()) byFact.put(fact, new FieldReader(sources, reading.steps()));
        });
        List<Condition> conditions = declaration.conditions().stream()
                .map(condition -> new Condition(
                        slots(List.of(condition.field()), fields).get(0), condition.values(), condition.isKept()))
                .toList();
        return new FactReaders(fields, byFact, conditions);
    }

    FieldReader of(Fact fact) {
        return byFact.getOrDefault(fact, FieldReader.NOTHING);
    }

    /** True if lines may say which part of a file was sent. */
    boolean haveParts() {
        return byFact.containsKey(Fact.CONTENT_RANGE)
                || byFact.containsKey(Fact.RANGE)
                || byFact.containsKey(Fact.RANGE_START)
                || byFact.containsKey(Fact.SIZE);
    }

    private static List<Integer> slots(List<String> names, List<String> fields) {
        var slots = new ArrayList<Integer>();
        for (String name : names) {
            if (!fields.contains(name)) fields.add(name);
            slots.add(fields.indexOf(name));
        }
        return slots;
    }
}
