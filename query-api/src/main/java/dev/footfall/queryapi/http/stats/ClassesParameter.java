package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The choice of classes of clients whose downloads alone are wanted; and that of classes as a column. */
record ClassesParameter(QueryParameter<Set<String>> parameter, QueryParameter<Set<String>> counted, boolean isCounted) {
    private static final String NAME = "classes";

    /** A choice of these classes. All are described everywhere; one that is not counted is refused with the reason. */
    static ClassesParameter of(String meaning, List<ClientClass> counted) {
        QueryParameter<Set<String>> described = words(meaning, List.of(ClientClass.values()));
        return counted.isEmpty()
                ? new ClassesParameter(described, described, false)
                : new ClassesParameter(described, words(meaning, counted), true);
    }

    private static QueryParameter<Set<String>> words(String meaning, List<ClientClass> classes) {
        return QueryParameter.words(
                NAME, meaning, classes.stream().map(ClientClass::label).toList());
    }

    /** Empty where none is given. A class that is not counted is refused, and never 0. */
    Set<ClientClass> of(QueryParameters query) {
        if (!query.has(NAME)) return Set.of();
        if (!isCounted) throw BadParameter.uncounted(NAME, query.text(NAME).orElse(""), ProjectionNames.CLASSES);
        Set<String> labels = counted.of(query);
        Set<ClientClass> chosen = EnumSet.noneOf(ClientClass.class);
        for (String label : labels) chosen.add(ClientClass.ofLabel(label).orElseThrow());
        return chosen;
    }

    /** True if counts of projections are wanted as columns; where they are not counted they are refused, and never 0. */
    static boolean areColumns(QueryParameter<Set<String>> fields, QueryParameters query, Backend backend) {
        Set<String> wanted = new TreeSet<>(fields.of(query));
        wanted.retainAll(List.of(ProjectionNames.CLASSES, ProjectionNames.VISITORS));
        for (String name : wanted) if (!backend.projects(name)) throw BadParameter.uncounted(fields.name(), name, name);
        return !wanted.isEmpty();
    }
}
