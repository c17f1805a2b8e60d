package dev.footfall.queryapi;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.NameUsers;
import dev.footfall.aggregator.query.PackedUsers;
import dev.footfall.aggregator.query.RepositoryUsers;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserSum;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Hours of users, all looked at for each question. */
final class InMemoryUsers {
    private static final int USERS_OF_A_PAGE = 2;
    private static final Comparator<String> ORDER = (one, other) ->
            UserPage.compare(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private final Set<Entry> all = ConcurrentHashMap.newKeySet();

    private record Entry(String user, UserHour hour) {
        UserSum sum() {
            return new UserSum(user, hour.files(), hour.downloads(), hour.bytes());
        }
    }

    void put(String user, UserHour hour) {
        all.add(new Entry(user, hour));
    }

    UserHours hours(String user, HourRange period, Predicate<RepoId> wanted) {
        return UserHours.of(in(period, wanted).stream()
                .filter(entry -> entry.user().equals(user))
                .map(Entry::hour)
                .toList());
    }

    /** The next users, of repositories that are wanted or not; of the wanted ones the numbers. */
    UserPage page(Optional<String> after, HourRange period, Predicate<RepoId> wanted, Renames renames) {
        List<String> users = in(period, any -> true).stream()
                .map(Entry::user)
                .distinct()
                .sorted(ORDER)
                .filter(user -> after.isEmpty() || ORDER.compare(user, after.get()) > 0)
                .toList();
        List<String> paged = users.stream().limit(USERS_OF_A_PAGE).toList();
        List<Entry> found = in(period, wanted).stream()
                .filter(entry -> paged.contains(entry.user()))
                .toList();
        Map<String, UserSum> sums = found.stream().collect(Collectors.toMap(Entry::user, Entry::sum, UserSum::plus));
        Map<RepoId, Set<String>> visitors = found.stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.hour().repo(), Collectors.mapping(Entry::user, Collectors.toSet())));
        List<String> withFiles = paged.stream().filter(sums::containsKey).toList();
        return new UserPage(
                packed(withFiles.stream().map(sums::get).toList()),
                visitors.entrySet().stream()
                        .filter(of -> !renames.concern(of.getKey()))
                        .map(of ->
                                new RepositoryUsers(of.getKey(), of.getValue().size()))
                        .toList(),
                visitors.entrySet().stream()
                        .filter(of -> renames.concern(of.getKey()))
                        .map(of -> new NameUsers(
                                of.getKey(),
                                of.getValue().stream()
                                        .map(withFiles::indexOf)
                                        .sorted()
                                        .toList()))
                        .toList(),
                found.size(),
                users.size() > paged.size() ? paged.stream().reduce((one, next) -> next) : Optional.empty());
    }

    private static PackedUsers packed(List<UserSum> users) {
        var packer = new PackedUsers.Packer();
        for (UserSum user : users) {
            packer.add(user.user().getBytes(StandardCharsets.UTF_8), user.files(), user.downloads(), user.bytes());
        }
        return packer.toUsers();
    }

    private List<Entry> in(HourRange period, Predicate<RepoId> wanted) {
        return all.stream()
                .filter(entry -> wanted.test(entry.hour().repo()))
                .filter(entry -> !entry.hour().begin().isBefore(period.first())
                        && !entry.hour().begin().isAfter(period.last()))
                .toList();
    }
}
