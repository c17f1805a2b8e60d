package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.live.RegistrationKey;
import dev.footfall.events.Category;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.TopicSpec;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoriesProcessorTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    private Driver driver;

    @BeforeEach
    void start() {
        driver = new Driver(directory, 1);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void keepsTheLastStateInTheLogAsCompactionDoes() {
        RepositoryEvent last = state(NOON.minusMillis(1), true, "a clock that went back");

        pipe(state(NOON.minusSeconds(1), false, "first"));
        pipe(state(NOON, false, "second"));
        pipe(last);

        assertEquals(Optional.of(last), stored());
        assertEquals(3, driver.registrations.applied());
    }

    @Test
    void keepsARemovedRepository() {
        pipe(state(NOON, true, "private"));
        var removed = new RepositoryEvent(REPO, NOON.plusSeconds(1), true, true, false, RepositoryDetails.NONE);
        pipe(removed);

        assertEquals(Optional.of(removed), stored());
    }

    @Test
    void knowsTheStandingOfEveryNameByItsLastState() {
        assertEquals(Standing.UNREGISTERED, driver.registrations.standing(REPO));

        pipe(state(NOON, true, "private"));
        assertEquals(Standing.PRIVATE, driver.registrations.standing(REPO));

        pipe(state(NOON, false, "public"));
        assertEquals(Standing.PUBLIC, driver.registrations.standing(REPO));

        pipe(new RepositoryEvent(REPO, NOON, true, true, false, RepositoryDetails.NONE));
        assertEquals(Standing.REMOVED, driver.registrations.standing(REPO));
    }

    @Test
    void keepsARepositoryInItsCategoryAloneWhileItIsThere() {
        pipe(state(NOON, true, "chat"));
        assertEquals(List.of(true, false), List.of(isMember("chat"), isMember("code")));

        pipe(in("code"));
        assertEquals(List.of(false, true), List.of(isMember("chat"), isMember("code")));

        pipe(in("code"));
        assertEquals(List.of(false, true), List.of(isMember("chat"), isMember("code")));

        pipe(new RepositoryEvent(REPO, NOON, true, true, false, RepositoryDetails.NONE));
        assertEquals(List.of(false, false), List.of(isMember("chat"), isMember("code")));
    }

    @Test
    void logsOnlyTheFirstOfManyThatAreNoStates() {
        PrintStream before = System.err;
        var logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < 30; i++)
                driver.pipe(TopicSpec.REPOSITORIES.topic(), REPO.key(), new byte[] {'['}, NOON);
        } finally {
            System.setErr(before);
        }

        List<String> lines = logged.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(RepositoriesProcessor.class.getName()))
                .toList();
        assertEquals(30, driver.registrations.rejected());
        assertEquals(11, lines.size(), lines::toString);
        assertTrue(lines.get(10).endsWith("footfall_repositories_rejected_total"), lines::toString);
    }

    @Test
    void skipsWhatIsNoStateAndGoesOn() {
        RepositoryEvent good = state(NOON, true, "good");
        pipe(good);

        driver.pipe(TopicSpec.REPOSITORIES.topic(), REPO.key(), null, NOON);
        driver.pipe(TopicSpec.REPOSITORIES.topic(), REPO.key(), "{\"private\":".getBytes(StandardCharsets.UTF_8), NOON);
        driver.pipe(TopicSpec.REPOSITORIES.topic(), "model/org/other", good.toJson(), NOON);
        driver.pipe(
                TopicSpec.REPOSITORIES.topic(),
                REPO.key(),
                state(NOON.plusSeconds(86_401), false, "f").toJson(),
                NOON);

        assertEquals(Optional.of(good), stored());
        assertEquals(2, driver.registrations.rejected("json"));
        assertEquals(1, driver.registrations.rejected("key"));
        assertEquals(1, driver.registrations.rejected("time"));
        assertEquals(List.of(), driver.rejected());
    }

    @Test
    void keepsARenameBesideTheStatesOfBothNamesUntilItEnds() {
        var target = new RepoId(RepoType.MODEL, "org", "new");
        pipe(new RenameEvent(REPO, Optional.of(target), NOON));
        pipe(state(NOON, true, "put again"));
        assertEquals(target, driver.registrations.renames().nameOf(REPO));

        pipe(new RenameEvent(REPO, Optional.empty(), NOON));
        assertEquals(REPO, driver.registrations.renames().nameOf(REPO));
        assertEquals(3, driver.registrations.applied());
    }

    @Test
    void skipsARenameThatIsNoneOrStandsUnderAnotherKey() {
        var rename = new RenameEvent(REPO, Optional.of(new RepoId(RepoType.MODEL, "org", "new")), NOON);
        byte[] value = rename.toJson();
        driver.pipe(TopicSpec.REPOSITORIES.topic(), "model/org/other/renamed-to", value, NOON);
        driver.pipe(TopicSpec.REPOSITORIES.topic(), rename.key(), null, NOON);
        driver.pipe(
                TopicSpec.REPOSITORIES.topic(),
                rename.key(),
                new String(value, StandardCharsets.UTF_8).replace("new", "").getBytes(StandardCharsets.UTF_8),
                NOON);

        assertTrue(driver.registrations.renames().isEmpty());
        assertEquals(1, driver.registrations.rejected("key"));
        assertEquals(1, driver.registrations.rejected("json"));
        assertEquals(1, driver.registrations.rejected("renamed_to"));
        assertEquals(Optional.empty(), stored());
    }

    private static RepositoryEvent state(Instant time, boolean isPrivate, String tag) {
        var details = new RepositoryDetails(
                List.of(tag),
                Optional.of("org/base"),
                OptionalLong.of(7),
                Optional.of(Instant.EPOCH),
                Category.of("chat"));
        return new RepositoryEvent(REPO, time, false, isPrivate, true, details);
    }

    private static RepositoryEvent in(String category) {
        var details = new RepositoryDetails(
                List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Category.of(category));
        return new RepositoryEvent(REPO, NOON, false, false, false, details);
    }

    private boolean isMember(String category) {
        byte[] key = RegistrationKey.of(new Category(category), REPO);
        return driver.store(LiveRegistrations.STORE).get(Bytes.wrap(key)) != null;
    }

    private void pipe(RepositoryEvent event) {
        driver.pipe(TopicSpec.REPOSITORIES.topic(), REPO.key(), event.toJson(), NOON);
    }

    private void pipe(RenameEvent event) {
        driver.pipe(TopicSpec.REPOSITORIES.topic(), event.key(), event.toJson(), NOON);
    }

    private Optional<RepositoryEvent> stored() {
        return Optional.ofNullable(driver.store(LiveRegistrations.STORE).get(Bytes.wrap(REPO.keyBytes())))
                .map(value -> RepositoryEvent.ofStored(REPO, value));
    }
}
