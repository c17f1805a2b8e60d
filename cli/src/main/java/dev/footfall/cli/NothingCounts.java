package dev.footfall.cli;

import dev.footfall.events.FileRequest;
import dev.footfall.logs.accesslog.RoutedAnswers;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.file.BadRuleFile;
import dev.footfall.rules.file.RuleFile;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The reason why none of a log's routed requests counts, as of a hub that answers each by a redirect to its store. */
final class NothingCounts {
    private NothingCounts() {}

    /** Empty if one counts, or none is routed. The rules are read only if they matter. */
    static Optional<String> reason(RoutedAnswers answers, Supplier<RuleFile> file) {
        if (answers.excludable().isEmpty()) return Optional.empty();
        CountingRules rules = rules(file);
        var kinds = new HashMap<String, Long>();
        long all = 0;
        boolean areRedirects = false;
        for (Map.Entry<FileRequest, Long> answer : answers.excludable().entrySet()) {
            Optional<ExclusionReason> reason = rules.exclude(answer.getKey());
            if (reason.isEmpty()) return Optional.empty();
            kinds.merge(kind(answer.getKey(), reason.get()), answer.getValue(), Long::sum);
            all += answer.getValue();
            areRedirects |= rules.withRedirects(Redirects.COUNT)
                    .exclude(answer.getKey())
                    .isEmpty();
        }
        String unless = areRedirects ? "none counts unless counting.redirects=count" : "none counts";
        return Optional.of(text(kinds, all) + ": " + unless);
    }

    /** An import needs no rules: where their file is elsewhere, with those who count, the default ones judge. */
    private static CountingRules rules(Supplier<RuleFile> file) {
        try {
            return file.get().counting();
        } catch (BadRuleFile e) {
            return CountingRules.DEFAULT;
        }
    }

    private static String text(Map<String, Long> kinds, long all) {
        return kinds.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(kind -> String.format(Locale.ROOT, "%,d of %,d", kind.getValue(), all) + " routed requests are "
                        + kind.getKey())
                .collect(Collectors.joining(", "))
                .replaceAll("(?<=, )([\\d,]+) of [\\d,]+ routed requests", "$1");
    }

    private static String kind(FileRequest request, ExclusionReason reason) {
        if (reason == ExclusionReason.METHOD) return request.method();
        if (reason != ExclusionReason.STATUS) return "206 parts";
        int status = request.status();
        if (status == 304) return "304 (not modified)";
        if (status >= 400) return "errors";
        return status >= 300 ? "redirects" : "answered " + status;
    }
}
