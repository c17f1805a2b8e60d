package dev.footfall.dialects;

import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** <a href="https://pypistats.org/api/">PyPI Stats</a>. The versions of Python and the systems of downloads are not known. */
final class PypiDialect {
    static final Dialect PYPI =
            new Dialect("pypi", List.of("/api/packages/{path*}"), PypiDialect::answer, PypiDialect::error);

    private static final int DAYS = 180;
    private static final String WITH_MIRRORS = "with_mirrors";
    private static final String WITHOUT_MIRRORS = "without_mirrors";
    private static final Map<String, String> MIRRORS = Map.of("true", WITH_MIRRORS, "false", WITHOUT_MIRRORS);
    private static final Map<String, Integer> RECENT = Map.of("day", 1, "month", 30, "week", 7);
    private static final String LISTS = "recent|overall|python_major|python_minor|system";
    private static final Map<String, String> FILTERS = Map.of("recent", "period", "overall", "mirrors", "system", "os");

    private PypiDialect() {}

    private static Reply error(int status, String message) {
        String escaped = message.replace("&", "&amp;").replace("<", "&lt;");
        String title = status + " " + ProblemDetails.phrase(status);
        String page = "<!doctype html>\n<title>" + title + "</title>\n<p>" + escaped + "\n";
        return Reply.of(status, "text/html;charset=utf-8", page);
    }

    private static Reply answer(Packages packages, List<String> path) {
        int last = path.size() - 1;
        if (last < 3 || !String.join("/", path).matches("api/packages/[^/].*")) throw Packages.nothing();
        String name = String.join("/", path.subList(2, last));
        String list = path.get(last);
        Optional<String> filter = packages.request().query().text(FILTERS.getOrDefault(list, "version"));
        boolean isRecent = list.equals("recent");
        boolean isUnknown = isRecent && filter.isPresent() && !RECENT.containsKey(filter.get());
        boolean hasClasses = packages.service().backend().projects(ProjectionNames.CLASSES);
        if (!list.matches(LISTS) || isUnknown || !(hasClasses || packages.isOfFiles())) throw Packages.nothing();
        Period period = Period.endingAt(packages.today().minusDays(1), DAYS);
        Optional<List<ClassDay>> none = isRecent || list.equals("overall") ? Optional.empty() : Optional.of(List.of());
        return packages.reply(
                name.equals("__all__") ? packages.days(Packages.ALL, period) : packages.daysOfNormalized(name, period),
                period,
                found -> found.map(PackageDays::days)
                        .or(() -> none)
                        .map(days -> isRecent ? recent(packages, days, filter) : series(packages, days, list, filter))
                        .map(data -> Dialect.object("data package type", data, name, list + "_downloads")));
    }

    private static Object recent(Packages packages, List<ClassDay> days, Optional<String> wanted) {
        Map<String, Long> sums = new TreeMap<>();
        RECENT.forEach((word, length) -> {
            Period period = Period.endingAt(packages.today().minusDays(1), length);
            var ofPeriod = days.stream().filter(day -> period.contains(day.date()));
            long sum = ofPeriod.mapToLong(day -> count(packages, day, WITHOUT_MIRRORS))
                    .sum();
            if (wanted.orElse(word).equals(word)) sums.put("last_" + word, sum);
        });
        return sums;
    }

    private static Object series(Packages packages, List<ClassDay> days, String list, Optional<String> filter) {
        List<String> all = list.equals("overall") ? List.of(WITH_MIRRORS, WITHOUT_MIRRORS) : List.of("null");
        Optional<String> wanted = list.equals("overall") ? filter.map(MIRRORS::get) : filter;
        return all.stream()
                .filter(category -> wanted.orElse(category).equals(category))
                .flatMap(category -> days.stream()
                        .map(day -> Dialect.object(
                                "category date downloads", category, "" + day.date(), count(packages, day, category))))
                .filter(row -> !row.containsValue(0L))
                .toList();
    }

    /** Without robots, and without mirrors but for one category; files are not known by class. */
    private static long count(Packages packages, ClassDay day, String category) {
        Map<ClientClass, Long> classes =
                packages.isOfFiles() ? Map.of() : day.classes().downloads();
        long mirrors = category.equals(WITH_MIRRORS) ? 0 : classes.getOrDefault(ClientClass.MIRROR, 0L);
        return packages.count(day) - classes.getOrDefault(ClientClass.ROBOT, 0L) - mirrors;
    }
}
