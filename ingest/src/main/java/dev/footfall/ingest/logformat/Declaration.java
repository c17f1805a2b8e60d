package dev.footfall.ingest.logformat;

import dev.footfall.ingest.logformat.Layout.Row;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code hasPrefix} if syslog may have put words before a line. */
record Declaration(Layout layout, Map<Fact, Reading> facts, List<Condition> conditions, boolean hasPrefix) {
    /** The facts without which a line is no request, each with what may stand in its place. */
    private static final List<List<Fact>> NEEDED = List.of(
            List.of(Fact.CLIENT),
            List.of(Fact.TIME),
            List.of(Fact.STATUS),
            List.of(Fact.REQUEST, Fact.METHOD),
            List.of(Fact.REQUEST, Fact.TARGET, Fact.PATH));

    Declaration {
        facts = Map.copyOf(new EnumMap<>(facts));
        conditions = List.copyOf(conditions);
        for (List<Fact> alternatives : NEEDED) checkAny(layout, facts, alternatives);
        for (Condition condition : conditions) {
            if (layout.mayHave(condition.field())) continue;
            throw new IllegalArgumentException("has no field " + condition.field() + ", on which a condition is");
        }
    }

    /** In the order in which they are tried, each perhaps several to be joined. */
    record Reading(List<List<String>> sources, List<TextStep> steps) {
        Reading {
            sources = List.copyOf(sources);
            steps = List.copyOf(steps);
        }
    }

    record Condition(String field, List<String> values, boolean isKept) {
        Condition {
            values = List.copyOf(values);
        }
    }

    /** True if the client is the first word of every line, and nowhere else, and no user is in the line. */
    boolean startsWithClient() {
        return !hasPrefix
                && sources(Fact.USER).isEmpty()
                && sources(Fact.CLIENT).equals(List.of(List.of(layout.first())));
    }

    private List<List<String>> sources(Fact fact) {
        return facts.getOrDefault(fact, new Reading(List.of(), List.of())).sources().stream()
                .filter(names -> names.stream().allMatch(layout::mayHave))
                .toList();
    }

    private static void checkAny(Layout layout, Map<Fact, Reading> facts, List<Fact> alternatives) {
        var names = new ArrayList<String>();
        for (Fact fact : alternatives) {
            Reading reading = facts.get(fact);
            if (reading == null) continue;
            for (List<String> source : reading.sources()) {
                if (source.stream().allMatch(layout::mayHave)) return;
                names.add(String.join("+", source));
            }
        }
        String fact = alternatives.get(alternatives.size() - 1).label();
        throw new IllegalArgumentException(
                names.isEmpty()
                        ? "does not say from which field the " + fact + " is read"
                        : "has none of " + String.join(", ", names) + ", from which the " + fact + " is read");
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

    /** A field's place in {@code fields} is its slot. */
    record FactReaders(List<String> fields, Map<Fact, FieldReader> byFact, List<SlotCondition> conditions) {
        FactReaders {
            fields = List.copyOf(fields);
            byFact = new EnumMap<>(byFact);
            conditions = List.copyOf(conditions);
        }

        record SlotCondition(int slot, List<String> values, boolean isKept) {
            SlotCondition {
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
            List<SlotCondition> conditions = declaration.conditions().stream()
                    .map(condition -> new SlotCondition(
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
}
