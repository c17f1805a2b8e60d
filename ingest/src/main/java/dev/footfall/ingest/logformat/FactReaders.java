package dev.footfall.ingest.logformat;

import dev.footfall.ingest.logformat.Declaration.Fact;
import dev.footfall.ingest.logformat.Layout.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A field's place in {@code fields} is its slot. */
record FactReaders(List<String> fields, Map<Fact, FieldReader> byFact, List<Condition> conditions) {
    FactReaders {
        fields = List.copyOf(fields);
        byFact = new EnumMap<>(byFact);
        conditions = List.copyOf(conditions);
    }

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

    record FieldReader(List<Source> sources, List<TextStep> steps) {
        static final FieldReader NOTHING = new FieldReader(List.of(), List.of());

        FieldReader {
            sources = List.copyOf(sources);
            steps = List.copyOf(steps);
        }

        /** A field, or several that are one text with spaces between: a date and a time of day. */
        record Source(List<Integer> slots) {
            Source {
                slots = List.copyOf(slots);
            }

            String text(Row row) {
                if (slots.size() == 1) return row.text(slots.get(0));
                var joined = new StringBuilder();
                for (int slot : slots) {
                    String text = row.text(slot);
                    if (isMissing(text)) return "";
                    joined.append(joined.isEmpty() ? "" : " ").append(text);
                }
                return joined.toString();
            }
        }

        String read(Row row) {
            for (Source source : sources) {
                String text = source.text(row);
                for (TextStep step : steps) text = step.apply(text);
                if (!isMissing(text)) return text;
            }
            return "";
        }

        int start(Row row) {
            return sources.isEmpty() ? 0 : row.start(sources.get(0).slots().get(0));
        }

        private static boolean isMissing(String text) {
            return text.isEmpty() || text.equals("-");
        }
    }
}
