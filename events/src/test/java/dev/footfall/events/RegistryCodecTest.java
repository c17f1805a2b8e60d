package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON of repositories and likes. */
class RegistryCodecTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final RepoId REPO = new RepoId(RepoType.DATASET, "org", "name");
    private static final String REPOSITORY =
            "{\"repo_type\":\"dataset\",\"repo\":\"org/name\",\"time\":\"2026-11-20T12:00:00.123Z\",\"private\":false%s}";
    private static final String LIKE =
            "{\"repo_type\":\"dataset\",\"repo\":\"org/name\",\"user\":\"ann\",\"liked\":true,\"time\":\"2026-11-20T12:00:00.123Z\"%s}";

    @Test
    void writesRepositoriesThatReadBackTheSame() {
        var details = new RepositoryDetails(
                List.of("nlp", "ü \"quoted\" \uD83D\uDE00", ""),
                Optional.of("org/base"),
                OptionalLong.of(Long.MAX_VALUE),
                Optional.of(Instant.parse("1969-07-20T20:17:40.5Z")),
                Optional.of(new Category("text-generation_2")));
        var event = new RepositoryEvent(REPO, NOW, true, true, true, details);
        var bare = new RepositoryEvent(REPO, NOW, false, false, false, RepositoryDetails.NONE);

        assertEquals(Optional.of(event), repository(text(event.toJson())));
        assertEquals(Optional.of(bare), repository(text(bare.toJson())));
        assertEquals(Optional.of(bare), repository(REPOSITORY.formatted("")));
    }

    @Test
    void writesLikesThatReadBackTheSame() {
        var like = new LikeEvent(REPO, "ann/ü\uD83D\uDE00", false, NOW.plusNanos(1));

        assertEquals(
                Optional.of(like),
                LikeEvent.decode(like.toJson(), NOW.toEpochMilli()).value());
        assertEquals(NOW, like.time());
    }

    @Test
    void writesRenamesThatReadBackTheSame() {
        var rename = new RenameEvent(REPO, Optional.of(new RepoId(RepoType.DATASET, "a", "b")), NOW.plusNanos(1));
        var end = new RenameEvent(REPO, Optional.empty(), NOW);

        for (RenameEvent event : List.of(rename, end)) {
            byte[] json = event.toJson();
            assertEquals(
                    Optional.of(event),
                    RenameEvent.decode(json, NOW.toEpochMilli()).value());
        }
        assertEquals(true, RenameEvent.isKey(rename.keyBytes()));
        var called = new RepoId(RepoType.DATASET, "a", "renamed-to");
        assertEquals(false, RenameEvent.isKey(called.keyBytes()));
        assertEquals(true, RenameEvent.isKey(new RenameEvent(called, Optional.of(REPO), NOW).keyBytes()));
        String key = new String(rename.keyBytes(), StandardCharsets.UTF_8);
        assertEquals(
                false, RenameEvent.isKey(REPO.keyBytes()) || RepoId.ofKey(key).isPresent());
        assertThrows(IllegalArgumentException.class, () -> new RenameEvent(REPO, Optional.of(REPO), NOW));
        var model = new RepoId(RepoType.MODEL, "a", "b");
        assertThrows(IllegalArgumentException.class, () -> new RenameEvent(REPO, Optional.of(model), NOW));
    }

    @Test
    void ignoresUnknownFieldsAndNullsAndTakesTheLastOfARepeatedField() {
        RepositoryEvent event = repository(
                        REPOSITORY.formatted(
                                ",\"downloads\":{\"a\":[1]},\"tags\":null,\"removed\":true,\"removed\":null,\"nsfw\":7,\"nsfw\":true"))
                .orElseThrow();

        assertEquals(new RepositoryEvent(REPO, NOW, false, false, true, RepositoryDetails.NONE), event);
    }

    @Test
    void takesARemovalThatSaysNothingOfVisibility() {
        RepositoryEvent event = repository(REPOSITORY
                        .replace(",\"private\":false", ",\"removed\":true")
                        .formatted(""))
                .orElseThrow();

        assertEquals(new RepositoryEvent(REPO, NOW, true, false, false, RepositoryDetails.NONE), event);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            repo_type   | "models"
            repo_type   | null
            repo        | "name"
            repo        | "a/.."
            time        | "yesterday"
            time        | null
            time        | 1
            time        | "1969-12-31T23:59:59.999Z"
            time        | "2026-11-21T12:00:00.124Z"
            removed     | "true"
            private     | null
            private     | 1
            private     | "yes"
            nsfw        | []
            tags        | "nlp"
            tags        | ["a",1]
            tags        | [["a"]]
            tags        | ["\\ud800"]
            base_model  | 7
            base_model  | "\\ud800"
            parameters  | -1
            parameters  | 1.5
            parameters  | 99999999999999999999
            created_at  | "2026-11-20"
            created_at  | "9999-12-31T23:59:59-08:00"
            created_at  | "0000-01-01T00:00:00+01:00"
            category    | 7
            category    | ""
            category    | "Text"
            category    | "text generation"
            category    | "é"
            category    | "a\\n"
            category    | "model"
            category    | "dataset"
            category    | "space"
            """)
    void namesTheBadFieldOfARepository(String field, String value) {
        assertEquals(field, fault(RepositoryEvent.decode(json(REPOSITORY, field, value), NOW.toEpochMilli())));
    }

    @Test
    void hidesARepositoryWhoseStoredStateCannotBeRead() {
        RepositoryEvent hidden = RepositoryEvent.ofStored(REPO, "{}".getBytes(StandardCharsets.UTF_8));

        assertEquals(RepositoryEvent.hidden(REPO, Instant.EPOCH), hidden);
        assertEquals(true, hidden.isPrivate() && hidden.removed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            repo_type   | 1
            repo        | "a/b/c"
            user        | ""
            user        | null
            user        | 5
            user        | "a\\u0000b"
            user        | "a\\u0085b"
            user        | "\\udc00"
            liked       | "true"
            liked       | null
            time        | null
            time        | "2026-11-21T12:00:00.124Z"
            """)
    void namesTheBadFieldOfALike(String field, String value) {
        assertEquals(field, fault(LikeEvent.decode(json(LIKE, field, value), NOW.toEpochMilli())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "{", "{}{}", "{\"a\":}", "\"text\"", "nul"})
    void saysWhenTheTextIsNoObject(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertEquals("json", fault(RepositoryEvent.decode(bytes, 0)));
        assertEquals("json", fault(LikeEvent.decode(bytes, 0)));
        assertEquals("json", fault(LikeEvent.decodeTime(bytes, NOW.toEpochMilli())));
    }

    @Test
    void boundsTagsAndBaseModel() {
        String longTag = "\uD83D\uDE00".repeat(96);
        List<String> most = Collections.nCopies(100, longTag);

        assertEquals(most, tags(most).orElseThrow().details().tags());
        assertEquals(Optional.empty(), tags(Collections.nCopies(101, "a")));
        assertEquals(Optional.empty(), tags(Collections.nCopies(100_000, "a")));
        assertEquals(Optional.empty(), tags(List.of(longTag + "a")));
        assertEquals(Optional.empty(), repository(REPOSITORY.formatted(",\"base_model\":\"" + "a".repeat(257) + "\"")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RepositoryDetails(
                        Collections.nCopies(101, "a"),
                        Optional.empty(),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new LikeEvent(REPO, "a\n", true, NOW));
    }

    @Test
    void takesCategoriesOfUpTo64Characters() {
        String longest = "a-z_0".repeat(13).substring(0, 64);

        assertEquals(Optional.of(new Category(longest)), category(longest));
        assertEquals(Optional.empty(), category(longest + "9"));
        assertEquals(Optional.of(new Category("models")), category("models"));
        assertThrows(IllegalArgumentException.class, () -> new Category("space"));
    }

    @Test
    void takesTheRepositoryAndTheTimeFromElsewhereWhereAHubSaysTheRest() {
        var other = new RepoId(RepoType.MODEL, "a", "b");

        assertEquals(
                new RepositoryEvent(other, NOW, false, true, false, RepositoryDetails.NONE),
                RepositoryEvent.decodeState(
                                "{\"private\":true,\"removed\":false,\"repo\":\"a/b\"}"
                                        .getBytes(StandardCharsets.UTF_8),
                                other,
                                NOW)
                        .value()
                        .orElseThrow());
        assertEquals(
                Instant.EPOCH,
                RepositoryEvent.decodeState(
                                "{\"private\":false,\"time\":\"1970-01-01T00:00:00Z\"}"
                                        .getBytes(StandardCharsets.UTF_8),
                                other,
                                NOW)
                        .value()
                        .orElseThrow()
                        .time());
    }

    private static byte[] json(String template, String field, String value) {
        return template.formatted(",\"" + field + "\":" + value).getBytes(StandardCharsets.UTF_8);
    }

    private static String fault(Parsed<?> parsed) {
        return parsed.fold(fact -> "none", FieldError::field);
    }

    private static Optional<RepositoryEvent> tags(List<String> tags) {
        return repository(REPOSITORY.formatted(",\"tags\":[\"" + String.join("\",\"", tags) + "\"]"));
    }

    private static Optional<Category> category(String name) {
        return repository(REPOSITORY.formatted(",\"category\":\"" + name + "\""))
                .flatMap(event -> event.details().category());
    }

    private static Optional<RepositoryEvent> repository(String json) {
        return RepositoryEvent.decode(json.getBytes(StandardCharsets.UTF_8), NOW.toEpochMilli())
                .value();
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
