package dev.footfall.logs.logformat;

import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.util.List;
import java.util.Optional;

/** Layouts in the order in which they are tried: each for the lines that none before it can cut. */
record LayoutChoice(List<Layout> layouts) implements Layout {
    LayoutChoice {
        layouts = List.copyOf(layouts);
    }

    @Override
    public boolean mayHave(String field) {
        return layouts.stream().anyMatch(layout -> layout.mayHave(field));
    }

    @Override
    public String first() {
        return "";
    }

    @Override
    public boolean hasHeader() {
        return layouts.stream().anyMatch(Layout::hasHeader);
    }

    @Override
    public boolean mayBeObject() {
        return layouts.stream().anyMatch(Layout::mayBeObject);
    }

    @Override
    public LineCutter cutter(List<String> fields) {
        List<LineCutter> cutters =
                layouts.stream().map(layout -> layout.cutter(fields)).toList();
        return (line, from, row) -> {
            Optional<ParsedLine> first = cutters.get(0).cut(line, from, row);
            if (!isUnreadable(first)) return first;
            for (LineCutter other : cutters.subList(1, cutters.size())) {
                row.clear();
                Optional<ParsedLine> second = other.cut(line, from, row);
                if (!isUnreadable(second)) return second;
            }
            row.clear(); // conditions look at what comes before the fault
            return cutters.get(0).cut(line, from, row);
        };
    }

    private static boolean isUnreadable(Optional<ParsedLine> outcome) {
        return outcome.filter(Unreadable.class::isInstance).isPresent();
    }
}
