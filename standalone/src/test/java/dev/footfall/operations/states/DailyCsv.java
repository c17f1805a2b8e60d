package dev.footfall.operations.states;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of {@code /v1/daily} as CSV. */
final class DailyCsv {
    private DailyCsv() {}

    /** The numbers of each repository's day, by what comes before the third comma. */
    static Map<String, String> byDay(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .skip(1)
                .collect(Collectors.toMap(
                        line -> line.substring(0, third(line)),
                        line -> line.substring(third(line)),
                        (one, other) -> one + other,
                        TreeMap::new));
    }

    private static int third(String line) {
        return line.indexOf(',', line.indexOf(',', line.indexOf(',') + 1) + 1);
    }
}
