package dev.footfall.dialects;

import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** <a href="https://packagist.org/apidoc">Packagist</a>: the numbers of a package, whose versions are not known. */
record PackagistDialect(Packages packages, String name, Period ever, PackageDays found) {
    static final Dialect PACKAGIST = new Dialect(
            "packagist",
            List.of("/packages/{path*}", "/statistics.json"),
            PackagistDialect::answer,
            PackagistDialect::error);

    private static Reply error(int status, String message) {
        String words = status == 404 ? "Package not found" : message;
        return Packages.json(status, Dialect.object("status message", "error", words));
    }

    private static HttpProblemException refused(String message) {
        return new HttpProblemException(error(400, message));
    }

    private static Reply answer(Packages packages, List<String> path) {
        String whole = String.join("/", path);
        Period ever = new Period(LocalDate.EPOCH, packages.today().plusDays(1));
        if (whole.equals("statistics.json")) {
            return packages.reply(
                    packages.days(Packages.ALL, ever), ever, found -> found.map(all -> totals(packages, all, ever)));
        }
        for (String what : List.of("/stats/all.json", "/stats.json", "/downloads.json", ".json")) {
            if (!whole.matches("packages/.+" + Pattern.quote(what))) continue;
            String name = whole.substring("packages/".length(), whole.length() - what.length());
            LocalDate last = packages.today().minusDays(2);
            Period days = what.equals("/stats/all.json")
                    ? new Period(day(packages, "from", ever.start()), day(packages, "to", last))
                    : ever;
            return packages.reply(found(packages, name, what), days, found -> found);
        }
        throw Packages.nothing();
    }

    private static Object totals(Packages packages, PackageDays all, Period ever) {
        long sum = packages.sum(all.days(), ever);
        return Dialect.object("totals", Dialect.object("downloads packages versions", sum, all.packages(), 0));
    }

    /** A package may be called {@code stats}: what follows a name of one part is first read as the second part. */
    private static Answer<Optional<Object>> found(Packages packages, String name, String what) {
        if (name.indexOf('/') >= 0 || what.equals(".json")) return numbers(packages, name, what);
        return numbers(packages, name + what.replaceFirst("\\.json$", ""), ".json")
                .then(found -> found.value().isPresent() ? found : numbers(packages, name, what));
    }

    private static Answer<Optional<Object>> numbers(Packages packages, String name, String what) {
        Period ever = new Period(LocalDate.EPOCH, packages.today().plusDays(1));
        return packages.days(name, ever)
                .map(found -> found.map(days -> new PackagistDialect(packages, name, ever, days).answer(what)));
    }

    private Object answer(String what) {
        LocalDate first = found.days().stream()
                .filter(day -> packages.count(day) > 0)
                .map(ClassDay::date)
                .findFirst()
                .orElse(packages.today());
        LocalDate last = packages.today().minusDays(2);
        return switch (what) {
            case "/stats/all.json" -> all(day(packages, "from", first), day(packages, "to", last));
            case "/stats.json" ->
                Dialect.object(
                        "downloads versions average date", downloads(), List.of(), average(first, last), "" + first);
            case "/downloads.json" -> described(Dialect.object("total versions", downloads(), Map.of()));
            default -> described(downloads());
        };
    }

    /** With the fields that clients take for given. */
    private Object described(Object downloads) {
        Map<String, Object> fields = Dialect.object("name downloads favers", name, downloads, found.likes());
        fields.putAll(
                Dialect.object("description maintainers versions type repository", "", List.of(), Map.of(), "", ""));
        return Dialect.object("package", fields);
    }

    private Object downloads() {
        LocalDate yesterday = packages.today().minusDays(1);
        return Dialect.object(
                "total monthly daily",
                packages.sum(found.days(), ever),
                packages.sum(found.days(), Period.endingAt(yesterday, 30)),
                packages.sum(found.days(), Period.endingAt(yesterday, 1)));
    }

    /** The mean of the days of each bucket, rounded up. */
    private Object all(LocalDate from, LocalDate to) {
        String average = packages.request().query().text("average").orElseGet(() -> average(from, to));
        if (!average.matches("daily|weekly|monthly")) throw refused("Invalid average: " + average);
        List<String> labels = new ArrayList<>();
        List<Long> means = new ArrayList<>();
        LocalDate start = from;
        while (!start.isAfter(to)) {
            LocalDate next = next(start, average);
            if (labels.size() == Period.MAX_DAYS) throw refused("More than " + Period.MAX_DAYS + " labels");
            var bucket = new Period(start, next.isAfter(to) ? to : next.minusDays(1));
            labels.add(start.toString().substring(0, average.equals("monthly") ? 7 : 10));
            means.add((packages.sum(found.days(), bucket) + bucket.days() - 1) / bucket.days());
            start = next;
        }
        return Dialect.object("labels values average", labels, Dialect.object(name, means), average);
    }

    private static LocalDate next(LocalDate start, String average) {
        if (average.equals("monthly")) return start.withDayOfMonth(1).plusMonths(1);
        return start.plusDays(average.equals("weekly") ? 7 : 1);
    }

    private static String average(LocalDate from, LocalDate to) {
        if (from.isBefore(to.minusMonths(48))) return "monthly";
        return from.isBefore(to.minusMonths(7)) ? "weekly" : "daily";
    }

    private static LocalDate day(Packages packages, String parameter, LocalDate other) {
        Optional<String> given = packages.request().query().text(parameter);
        return given.map(text -> QueryParameters.date(text).orElseThrow(() -> refused("Invalid date format: " + text)))
                .orElse(other);
    }
}
