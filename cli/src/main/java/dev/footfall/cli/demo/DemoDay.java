package dev.footfall.cli.demo;

import dev.footfall.cli.demo.DemoRepository.DemoFile;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Everything that happens on one UTC day: a function of the date alone, so that any start makes the same events. */
final class DemoDay {
    private static final int VISITS_ON_A_WEEKDAY = 2_000;
    private static final int VISITS_ON_A_WEEKEND = 1_150;
    private static final int USERS = 900;
    private static final int PASSERS_BY = 12_000;
    private static final int MACHINES = 6;
    private static final int VISITS_OF_MACHINES_PERCENT = 4;
    private static final int SECONDS_PER_HOUR = 3_600;

    /** Each hour's share of the visits; the least is a visit every other minute, also at weekends. */
    private static final int[] HOURS = {
        7, 6, 6, 6, 6, 6, 7, 8, 10, 11, 11, 10, 10, 12, 13, 13, 12, 11, 10, 9, 8, 8, 7, 7
    };

    private DemoDay() {}

    static List<DownloadEvent> events(LocalDate day, List<DemoRepository> repositories) {
        var random = new SplittableRandom(day.toEpochDay() * 1_000_003L);
        double[] demand = cumulativeDemand(day, repositories);
        var events = new ArrayList<DownloadEvent>();
        int visits = isWeekend(day) ? VISITS_ON_A_WEEKEND : VISITS_ON_A_WEEKDAY;
        for (int i = 0; i < visits; i++) {
            DemoRepository repository = repositories.get(index(demand, random.nextDouble()));
            Instant start = day.atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .plusSeconds(second((i + random.nextDouble()) / visits));
            String id = "demo-" + day + "-" + i;
            boolean isMachine = random.nextInt(100) < VISITS_OF_MACHINES_PERCENT;
            VisitorId visitor = isMachine ? machine(random) : person(random);
            var visit = new DemoVisit(repository, visitor, start, id, random);
            events.addAll(isMachine ? visit.ofMachine() : visit.ofPerson());
        }
        events.sort(Comparator.comparing(DownloadEvent::time));
        return events;
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static VisitorId person(SplittableRandom random) {
        if (random.nextInt(100) < 35) return VisitorId.user("maker-" + random.nextInt(USERS));
        return anonymous(random.nextInt(PASSERS_BY));
    }

    private static VisitorId machine(SplittableRandom random) {
        return anonymous(PASSERS_BY + random.nextInt(MACHINES));
    }

    private static VisitorId anonymous(long number) {
        var scrambled = new SplittableRandom(number);
        HexFormat hex = HexFormat.of();
        return VisitorId.anonymous(hex.toHexDigits(scrambled.nextLong()) + hex.toHexDigits(scrambled.nextLong()));
    }

    /** The second of the day by which this share of its visits has begun. */
    private static int second(double share) {
        double left = share * IntStream.of(HOURS).sum();
        int hour = 0;
        while (left >= HOURS[hour]) left -= HOURS[hour++];
        return (int) ((hour + left / HOURS[hour]) * SECONDS_PER_HOUR);
    }

    private static double[] cumulativeDemand(LocalDate day, List<DemoRepository> repositories) {
        var sums = new double[repositories.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += repositories.get(i).demand(day);
            sums[i] = sum;
        }
        for (int i = 0; i < sums.length; i++) sums[i] /= sum;
        return sums;
    }

    private static int index(double[] cumulative, double point) {
        int found = Arrays.binarySearch(cumulative, point);
        return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
    }

    /** One visitor's requests to one repository within minutes: what the client does, and the noise around it. */
    static final class DemoVisit {
        private static final long LARGE = 10_000_000;

        /** The first bytes of a large file, as {@code Range: bytes=0-100000} asks for them. */
        private static final long HEADER = 100_001;

        private final DemoRepository repository;
        private final VisitorId visitor;
        private final SplittableRandom random;
        private final String idPrefix;
        private final String server;
        private final List<DownloadEvent> events = new ArrayList<>();
        private Instant clock;

        DemoVisit(DemoRepository repository, VisitorId visitor, Instant start, String id, SplittableRandom random) {
            this.repository = repository;
            this.visitor = visitor;
            this.clock = start;
            this.idPrefix = id;
            this.server = id.hashCode() % 3 == 0 ? "files-2" : "files-1";
            this.random = random;
        }

        List<DownloadEvent> ofPerson() {
            int kind = random.nextInt(100);
            if (kind < 45) library("");
            else if (kind < 52) library("; is_ci/true");
            else if (kind < 56) inspector();
            else if (kind < 75) reader();
            else if (kind < 90) downloader();
            else gitClone();
            return events;
        }

        List<DownloadEvent> ofMachine() {
            if (random.nextInt(3) == 0) mirror();
            else crawler();
            return events;
        }

        /** A client library: looks at each file before it fetches it, and asks for one that is not there. */
        private void library(String moreOfAgent) {
            String agent = hub() + moreOfAgent;
            if (random.nextInt(4) == 0) {
                add("adapter_config.json", agent, new FileRequest(Via.HTTP, "GET", 404, 0, null));
            }
            for (DemoFile file : repository.files()) {
                if (random.nextInt(3) == 0) add(file.path(), agent, look(file));
                add(file.path(), agent, whole(file));
                if (random.nextInt(60) == 0) events.add(events.get(events.size() - 1));
            }
        }

        /** The same library, which looks at the header of each large file to learn its tensors, and fetches none. */
        private void inspector() {
            String agent = hub();
            for (DemoFile file : repository.files()) {
                if (file.bytes() < LARGE) continue;
                add(file.path(), agent, look(file));
                add(file.path(), agent, part(file, 0, HEADER));
            }
        }

        private String hub() {
            return "hf_hub/0." + (20 + random.nextInt(6)) + "; python/3.11";
        }

        private void reader() {
            DemoFile file = repository
                    .files()
                    .get(random.nextInt(Math.min(2, repository.files().size())));
            add(file.path(), "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0", whole(file));
        }

        private void downloader() {
            String agent = random.nextBoolean() ? "curl/8.5.0" : "Wget/1.21.4";
            DemoFile file = repository.files().get(repository.files().size() - 1);
            if (file.bytes() < LARGE || random.nextInt(3) > 0) {
                add(file.path(), agent, whole(file));
                return;
            }
            long half = file.bytes() / 2;
            add(file.path(), agent, part(file, 0, half));
            add(file.path(), agent, part(file, half, file.bytes()));
        }

        private void gitClone() {
            String agent = "git/2.4" + random.nextInt(9) + ".0";
            for (int i = 0; i < 2; i++) {
                add("", agent, new FileRequest(Via.GIT, "POST", 200, 400L + random.nextInt(90_000), null));
            }
            for (DemoFile file : repository.files()) {
                if (file.bytes() < LARGE) continue;
                var object = new FileRequest(Via.LFS, "GET", 200, file.bytes(), null, file.bytes());
                add(file.path(), "git-lfs/3.5.1", object);
            }
        }

        private void mirror() {
            for (DemoFile file : repository.files()) add(file.path(), "Artifactory/7.90.8", whole(file));
        }

        private void crawler() {
            String agent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
            for (DemoFile file : repository.files()) if (file.bytes() < LARGE) add(file.path(), agent, whole(file));
        }

        private static FileRequest whole(DemoFile file) {
            return new FileRequest(Via.HTTP, "GET", 200, file.bytes(), null, file.bytes());
        }

        private static FileRequest part(DemoFile file, long from, long to) {
            return new FileRequest(Via.HTTP, "GET", 206, to - from, from, file.bytes());
        }

        private static FileRequest look(DemoFile file) {
            return new FileRequest(Via.HTTP, "HEAD", 200, 0, null, file.bytes());
        }

        private void add(String path, String agent, FileRequest request) {
            String revision = idPrefix.hashCode() % 4 == 0 ? "v1.0" : "main";
            var details = new EventDetails(path, revision, agent, server);
            String id = idPrefix + "-" + events.size();
            events.add(new DownloadEvent(id, clock, repository.repo(), visitor, request, details));
            clock = clock.plusMillis(200 + random.nextInt(request.bytes() > 1_000_000 ? 90_000 : 2_000));
        }
    }
}
