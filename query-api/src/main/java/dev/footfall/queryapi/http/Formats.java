package dev.footfall.queryapi.http;

import java.util.List;
import java.util.Optional;

/** The parameters that several routes share. */
final class Formats {
    static final String CSV = "csv";
    static final String CSV_TYPE = "text/csv; charset=utf-8; header=present";
    static final String NDJSON = "ndjson";
    static final String NDJSON_TYPE = "application/x-ndjson";

    static final QueryParameter.Word JSON_OR_CSV =
            new QueryParameter.Word("format", "How the answer is written.", Optional.of("json"), List.of("json", CSV));

    private Formats() {}

    /** Whether the answer is wanted as CSV, which cannot say that it is only a part. */
    static boolean isCsv(QueryParameters query) {
        boolean isCsv = JSON_OR_CSV.of(query).filter(CSV::equals).isPresent();
        if (isCsv && query.has(Numbers.PARTIAL.name())) {
            throw new BadParameter(Numbers.PARTIAL.name(), "allow", "not together with format=csv");
        }
        return isCsv;
    }
}
