package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.projection.Classes;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.rules.clients.ClientClass;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The choice of classes of clients whose downloads alone are wanted; and that of classes as a column.
 *
 * @param parameter its words are the classes that are counted
 */
record ClassesParameter(QueryParameter.EnumSetParameter parameter) {
    private static final String NAME = "classes";

    /** A choice of these classes; of none where they are not counted. */
    static ClassesParameter of(String meaning, List<ClientClass> counted) {
        List<String> labels = counted.stream().map(ClientClass::label).toList();
        return new ClassesParameter(new QueryParameter.EnumSetParameter(NAME, meaning, labels));
    }

    /** The operation with this parameter, where there is something to choose. */
    Operation describedIn(Operation operation) {
        return parameter.words().isEmpty() ? operation : operation.taking(parameter.described());
    }

    /** The classes chosen; empty where none is given. A class that is not counted is refused, and never 0. */
    Set<ClientClass> of(QueryParameters query) {
        if (!query.has(NAME)) return Set.of();
        if (parameter.words().isEmpty()) throw uncounted(NAME, query.text(NAME).orElse(""));
        Set<ClientClass> chosen = EnumSet.noneOf(ClientClass.class);
        for (String label : parameter.of(query))
            chosen.add(ClientClass.ofLabel(label).orElseThrow());
        return chosen;
    }

    /** True if classes are wanted as a column; where they are not counted they are refused, and never 0. */
    static boolean isColumn(QueryParameter.EnumSetParameter fields, QueryParameters query, Backend backend) {
        boolean isWanted = fields.of(query).contains(Classes.NAME);
        if (isWanted && !backend.projections().has(Classes.NAME)) throw uncounted(fields.name(), Classes.NAME);
        return isWanted;
    }

    private static BadParameter uncounted(String parameter, String value) {
        return new BadParameter(parameter, value, "nothing: the setting projections leaves out " + Classes.NAME);
    }
}
