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
record ClassesParameter(QueryParameter<Set<String>> parameter, boolean isCounted) {
    private static final String NAME = "classes";

    /** A choice of these classes. Where none is counted, all are described, and each is refused with the reason. */
    static ClassesParameter of(String meaning, List<ClientClass> counted) {
        List<ClientClass> described = counted.isEmpty() ? List.of(ClientClass.values()) : counted;
        List<String> labels = described.stream().map(ClientClass::label).toList();
        return new ClassesParameter(QueryParameter.words(NAME, meaning, labels), !counted.isEmpty());
    }

    /** Empty where none is given. A class that is not counted is refused, and never 0. */
    Set<ClientClass> of(QueryParameters query) {
        if (!query.has(NAME)) return Set.of();
        if (!isCounted) throw BadParameter.uncounted(NAME, query.text(NAME).orElse(""), ProjectionNames.CLASSES);
        Set<String> labels = parameter.of(query);
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
