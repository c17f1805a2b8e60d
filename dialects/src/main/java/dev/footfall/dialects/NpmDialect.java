package dev.footfall.dialects;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** <a href="https://github.com/npm/registry/blob/main/docs/download-counts.md">npm's download counts</a>. */
final class NpmDialect {
    static final Dialect NPM = new Dialect(
            "npm", List.of("/downloads/{path*}", "/versions/{path*}"), NpmDialect::answer, NpmDialect::error);

    private static final int MOST_PACKAGES = 128;
    private static final int MOST_DAYS_OF_MANY = 365;

    private NpmDialect() {}

    private static Reply error(int status, String message) {
        return Packages.json(status, Dialect.object("error", message));
    }

    private static Reply answer(Packages packages, List<String> path) {
        if (String.join("/", path).matches("versions/.+/last-week")) return versions(packages, path);
        if (!String.join("/", path).matches("downloads/(point|range)/[^/].*")) throw Packages.nothing();
        boolean isRange = path.get(1).equals("range");
        Period period = within(Dialect.period(path.get(2), packages.today()), packages.today());
        String list = String.join("/", path.subList(3, path.size()));
        List<String> names = Packages.names(path.subList(3, path.size()));
        boolean isMany = names.size() > 1;
        if (isMany && (names.size() > MOST_PACKAGES || period.days() > MOST_DAYS_OF_MANY)) {
            throw refused("more than " + MOST_PACKAGES + " packages, or " + MOST_DAYS_OF_MANY + " days of several");
        }
        Reply reply = packages.reply(names, period, found -> {
            Map<String, Object> all = new LinkedHashMap<>();
            names.forEach(name -> all.put(name, NullNode.getInstance()));
            found.forEach((name, it) -> all.put(name, count(packages, name, period, isRange, it.days())));
            return isMany
                    ? Optional.of(all)
                    : Optional.ofNullable(found.get(names.get(0))).map(it -> all.get(names.get(0)));
        });
        return reply.status() == 404 ? error(404, "package " + list + " not found") : reply;
    }

    private static Reply versions(Packages packages, List<String> path) {
        String name = String.join("/", path.subList(1, path.size() - 1));
        Period period = Dialect.period("last-week", packages.today());
        Reply reply = packages.reply(
                packages.revisions(name, period),
                period,
                found -> found.map(counts -> {
                    Map<String, Object> downloads = new LinkedHashMap<>(counts.named());
                    downloads.remove(""); // of no known version
                    downloads.replaceAll((version, count) -> packages.count((DailyCounts) count));
                    return Dialect.object("package downloads", name, downloads);
                }));
        return reply.status() == 404 ? error(404, "package " + name + " not found") : reply;
    }

    private static HttpProblemException refused(String message) {
        return new HttpProblemException(error(400, message));
    }

    /** The period without the future, and at most ten years of it; tomorrow is some clients' today. */
    private static Period within(Period asked, LocalDate today) {
        if (asked.days() < 1) throw refused("end date > start date");
        LocalDate tomorrow = today.plusDays(1);
        LocalDate end = asked.end().isBefore(tomorrow) ? asked.end() : tomorrow;
        if (asked.start().isAfter(end)) return new Period(asked.start(), asked.start());
        LocalDate first = end.minusDays(Period.MAX_DAYS - 1L);
        return new Period(asked.start().isAfter(first) ? asked.start() : first, end);
    }

    private static Map<String, Object> count(
            Packages packages, String name, Period period, boolean isRange, List<ClassDay> days) {
        Map<LocalDate, Long> byDay = new HashMap<>();
        days.forEach(day -> byDay.put(day.date(), packages.count(day)));
        Object downloads = isRange
                ? period.map(day -> Dialect.object("downloads day", byDay.getOrDefault(day, 0L), day.toString()))
                : packages.sum(days, period);
        Map<String, Object> count =
                Dialect.object("downloads start end", downloads, "" + period.start(), "" + period.end());
        if (!name.equals(Packages.ALL)) count.put("package", name);
        return count;
    }
}
