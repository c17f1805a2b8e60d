package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.events.RepoId;
import dev.footfall.events.UserId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.queryapi.question.VersionsQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The usage of a group of users in some hours: by user, and by repository and hour. Filled by one thread. */
public final class GroupUsage {
    /** Of sums by repository and hour; beyond it nothing is added up. */
    private static final int MOST_SUMS = 1_000_000;

    private final Map<RepoId, TreeMap<Long, HourCounts>> sums = new HashMap<>();
    private final Map<RepoId, Long> usersOf = new HashMap<>();
    private final List<UserSum> users = new ArrayList<>();
    private long size;
    private boolean isTooLong;

    private GroupUsage() {}

    /** All partitions are asked for each user. */
    public static Answer<GroupUsage> ask(StateReader reader, Set<String> members, HourSpan span, Caller caller) {
        var usage = new GroupUsage();
        // with nobody, so that an empty group has an as-of, too
        Answer<GroupUsage> all = reader.askWhole(new VersionsQuery()).map(any -> usage);
        for (String user : new TreeSet<>(members)) {
            if (!UserId.isName(user)) continue; // nobody can be called so
            all = all.then(any -> reader.askWhole(new UserHoursQuery(user, span.range(), caller))
                    .map(hours -> usage.with(user, hours)));
        }
        return all;
    }

    private GroupUsage with(String user, UserHours hours) {
        isTooLong |= hours.isTooMany();
        Set<RepoId> repos = new HashSet<>();
        var sum = new UserSum(user, 0, 0, 0);
        for (UserHour hour : hours.rows()) {
            if (isTooLong) break;
            if (hour.files() > 0) repos.add(hour.repo());
            sum = sum.plus(new UserSum(user, hour.files(), hour.downloads(), hour.bytes()));
            TreeMap<Long, HourCounts> own = sums.computeIfAbsent(hour.repo(), any -> new TreeMap<>());
            size -= own.size();
            own.merge(HourSpan.hour(hour.begin()), hour.counts(), HourCounts::plus);
            size += own.size();
            isTooLong = size > MOST_SUMS;
        }
        if (sum.files() > 0) users.add(sum);
        for (RepoId repo : repos) usersOf.merge(repo, 1L, Long::sum);
        return this;
    }

    public boolean isTooLong() {
        return isTooLong;
    }

    public List<RepositoryCounts> repositories() {
        return sums.entrySet().stream()
                .map(of -> new RepositoryCounts(
                        of.getKey(),
                        of.getValue().values().stream().reduce(HourCounts.ZERO, HourCounts::plus),
                        HourSpan.date(of.getValue().firstKey()),
                        HourSpan.date(of.getValue().lastKey())))
                .toList();
    }

    public PeriodUsers users() {
        List<UserSum> first =
                users.stream().sorted().limit(PeriodUsers.MOST_FIRST).toList();
        return new PeriodUsers(first, users.size(), usersOf, isTooLong);
    }

    public List<RepositorySeries> series(boolean isHourly) {
        return sums.entrySet().stream()
                .map(of -> new RepositorySeries(of.getKey(), points(of.getValue(), isHourly)))
                .toList();
    }

    private static List<SeriesPoint> points(Map<Long, HourCounts> hours, boolean isHourly) {
        Map<Long, Long> files = new TreeMap<>();
        hours.forEach((hour, counts) ->
                files.merge(isHourly ? hour : HourSpan.hour(HourSpan.date(hour), 0), counts.files(), Long::sum));
        return files.entrySet().stream()
                .filter(point -> point.getValue() > 0)
                .map(point -> new SeriesPoint(point.getKey(), point.getValue()))
                .toList();
    }
}
