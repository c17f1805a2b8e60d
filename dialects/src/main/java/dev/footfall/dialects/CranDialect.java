package dev.footfall.dialects;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.stats.Badge;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** <a href="https://github.com/r-hub/cranlogs.app">cranlogs</a>. */
final class CranDialect {
    static final Dialect CRAN = new Dialect(
            "cran",
            List.of("/downloads/{path*}", "/top/{path*}", "/badges/{path*}"),
            CranDialect::answer,
            CranDialect::error);

    private static final String INFO = "https://github.com/metacran/cranlogs.app";
    private static final String RECENT = "last-(day|week|month)";
    private static final int MOST_PACKAGES = 500;
    private static final int MOST_RANKED = 100;
    private static final int CANDIDATES = 10_000; // of each type, since not all of them are packages
    private static final int MOST_COMPARED = 3_000;
    private static final int WEEKS_BEFORE = 24;
    private static final int LEAST_TRENDING = 1_000;

    private record Trend(String name, BigDecimal increase) {}

    private CranDialect() {}

    /** Whatever it does not understand is one and the same 404. */
    private static Reply error(int status, String message) {
        boolean isQuery = status == 400 || status == 404;
        return Packages.json(
                isQuery ? 404 : status, Dialect.object("error info", isQuery ? "Invalid query" : message, INFO));
    }

    private static Reply answer(Packages packages, List<String> path) {
        String query = String.join("/", path);
        if (query.matches("downloads/?")) return Packages.json(200, Dialect.object("info", INFO));
        if (query.matches("downloads/(total|daily)/.+")) return downloads(packages, path);
        if (query.matches("top/" + RECENT + "(/[1-9]\\d{0,8})?")) return top(packages, path);
        if (query.matches("trending/?")) return trending(packages);
        if (query.matches("badges/.+")) return badge(packages, path.get(1), query.substring("badges/".length()));
        throw Packages.nothing();
    }

    private static Reply downloads(Packages packages, List<String> path) {
        Period period = Dialect.period(path.get(2), packages.today());
        List<String> names = Packages.names(path.subList(3, path.size()));
        if (names.size() > MOST_PACKAGES) throw Packages.nothing();
        return packages.reply(
                names,
                period,
                found -> Optional.of(names.stream()
                        .map(name -> {
                            List<ClassDay> days =
                                    found.getOrDefault(name, PackageDays.NONE).days();
                            Object downloads = path.get(1).equals("daily")
                                    ? daily(packages, days, period)
                                    : packages.sum(days, period);
                            Map<String, Object> count = Dialect.object(
                                    "start end downloads", "" + period.start(), "" + period.end(), downloads);
                            if (!name.equals(Packages.ALL)) count.put("package", name);
                            return count;
                        })
                        .toList()));
    }

    private static Object daily(Packages packages, List<ClassDay> days, Period period) {
        List<Object> rows = days.stream()
                .filter(day -> period.contains(day.date()) && packages.count(day) > 0)
                .<Object>map(day -> Dialect.object("day downloads", "" + day.date(), packages.count(day)))
                .toList();
        return rows.isEmpty() ? NullNode.getInstance() : rows;
    }

    private static Reply top(Packages packages, List<String> path) {
        Period period = Dialect.period(path.get(1), packages.today());
        int most = path.size() == 3 ? Math.min(MOST_RANKED, Integer.parseInt(path.get(2))) : 9;
        var ranked = packages.request().with(packages.service().shares().categories(), () -> ranked(packages, period));
        return packages.reply(ranked, period, all -> {
            List<Map<String, Object>> rows = all.stream()
                    .limit(most)
                    .map(one -> Dialect.object(
                            "package downloads",
                            packages.nameOf(one.row().repo()).orElseThrow(),
                            "" + one.row().recentDownloads()))
                    .toList();
            String time = "T00:00:00.000Z";
            return Optional.of(Dialect.object("start end downloads", period.start() + time, period.end() + time, rows));
        });
    }

    private static Answer<List<RankedRepository>> ranked(Packages packages, Period period) {
        return Answer.each(List.of(RepoType.values()), type -> packages.ranked(type, period, CANDIDATES))
                .map(types -> types.stream()
                        .flatMap(List::stream)
                        .filter(one -> packages.nameOf(one.row().repo()).isPresent())
                        .sorted()
                        .toList());
    }

    /** The last week in per cent of the mean of the weeks before. */
    private static Reply trending(Packages packages) {
        Period week = Dialect.period("last-week", packages.today());
        Period all = Period.endingAt(week.end(), 7 + 7 * WEEKS_BEFORE);
        return packages.request().with(packages.service().shares().past(), () -> {
            Answer<List<Optional<Trend>>> trends = ranked(packages, week).then(ranked -> {
                List<String> names = ranked.value().stream()
                        .filter(one -> one.row().recentDownloads() >= LEAST_TRENDING)
                        .limit(MOST_COMPARED)
                        .flatMap(one -> packages.nameOf(one.row().repo()).stream())
                        .toList();
                return names.isEmpty()
                        ? new Answer.Complete<>(List.of(), ranked.asOf())
                        : Answer.each(names, name -> trend(packages, name, week, all));
            });
            return packages.reply(
                    trends,
                    all,
                    found -> Optional.of(found.stream()
                            .flatMap(Optional::stream)
                            .filter(one -> one.increase.signum() > 0)
                            .sorted(Comparator.comparing(Trend::increase)
                                    .reversed()
                                    .thenComparing(Trend::name))
                            .limit(MOST_RANKED)
                            .map(one -> Dialect.object("package increase", one.name, one.increase.toPlainString()))
                            .toList()));
        });
    }

    private static Answer<Optional<Trend>> trend(Packages packages, String name, Period week, Period all) {
        return packages.days(name, all)
                .map(found -> found.map(days -> new Trend(name, increase(packages, days.days(), week, all))));
    }

    /** Zero for a package that is new. */
    private static BigDecimal increase(Packages packages, List<ClassDay> days, Period week, Period all) {
        BigDecimal last = BigDecimal.valueOf(packages.sum(days, week));
        BigDecimal before = BigDecimal.valueOf(packages.sum(days, all)).subtract(last);
        BigDecimal weeks = BigDecimal.valueOf(WEEKS_BEFORE);
        if (before.signum() == 0) return BigDecimal.ZERO;
        return last.multiply(weeks).divide(before, 16, RoundingMode.HALF_UP).multiply(BigDecimal.valueOf(100));
    }

    private static Reply badge(Packages packages, String first, String query) {
        boolean isPeriod = query.matches("(grand-total|" + RECENT + ")/.+");
        String name = isPeriod ? query.substring(first.length() + 1) : query;
        boolean isTotal = isPeriod && first.equals("grand-total");
        String word = isPeriod ? first : "last-month";
        LocalDate today = packages.today();
        Period period = isTotal ? new Period(LocalDate.EPOCH, today.plusDays(1)) : Dialect.period(word, today);
        String color = packages.request()
                .query()
                .text("color")
                .filter(it -> it.matches("\\w{3,20}"))
                .orElse("blue");
        return packages.reply(packages.days(name, period), period, found -> {
            long downloads = found.map(it -> packages.sum(it.days(), period)).orElse(0L);
            String message = Badge.rounded(downloads) + (isTotal ? "" : word.replace("last-", "/"));
            String svg = new Badge("downloads", message, color).svg(3);
            return Optional.of(Reply.of(200, "image/svg+xml;charset=utf-8", svg));
        });
    }
}
