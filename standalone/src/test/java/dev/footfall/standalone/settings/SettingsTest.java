package dev.footfall.standalone.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.rules.ProjectionNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    Path directory;

    @Test
    void letsTheFileWinOverDefaultsTheEnvironmentOverTheFileAndTheCommandLineOverAll() throws IOException {
        Path file = directory.resolve("footfall.properties");
        Files.writeString(file, "query.port=1001\ningest.port=1001\nkafka.port=1001\n");

        Settings settings = Settings.read(
                file,
                Map.of("FOOTFALL_INGEST_PORT", "1002", "FOOTFALL_KAFKA_PORT", "1002", "PATH", "/bin"),
                Map.of("kafka.port", "1003"));

        assertEquals(8, settings.number(Setting.TOPICS_PARTITIONS));
        assertEquals(1001, settings.number(Setting.QUERY_PORT));
        assertEquals(1002, settings.number(Setting.INGEST_PORT));
        assertEquals(1003, settings.number(Setting.KAFKA_PORT));
    }

    @Test
    void namesAnUnknownKeyAndTheKnownOnes() throws IOException {
        Path file = directory.resolve("footfall.properties");
        Files.writeString(file, "qery.port=1001\n");

        assertRefused("unknown setting qery.port in " + file, file, Map.of(), Map.of());
        assertRefused("query.port", file, Map.of(), Map.of());
        assertRefused("unknown setting FOOTFALL_QERY_PORT", null, Map.of("FOOTFALL_QERY_PORT", "1"), Map.of());
    }

    @Test
    void namesTheNearestKeyAndTheLineOfAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("a.properties"), "# ports\nquery.port = 1\n\ningest.prot: 2\n");
        Path bad = Files.writeString(directory.resolve("b.properties"), "\nquery.port=http\n");

        assertRefused(
                "unknown setting ingest.prot in " + file + ", line 4: did you mean ingest.port?",
                file,
                Map.of(),
                Map.of());
        assertRefused("query.port in " + bad + ", line 2 is 'http'", bad, Map.of(), Map.of());
        assertRefused(
                "in the environment: did you mean FOOTFALL_QUERY_PORT?",
                null,
                Map.of("FOOTFALL_QERY_PORT", "1"),
                Map.of());
        assertRefused(
                "unknown setting nonsense on the command line: 'footfall run --help' lists all",
                null,
                Map.of(),
                Map.of("nonsense", "1"));
    }

    @Test
    void saysThatAFileIsNotUtf8() throws IOException {
        Path file = Files.writeString(directory.resolve("a.properties"), "# \u00fc\n", StandardCharsets.ISO_8859_1);

        assertRefused("the configuration file " + file + " cannot be read: it is not UTF-8", file, Map.of(), Map.of());
    }

    @Test
    void saysThatAYamlFileIsNoPropertiesFile() throws IOException {
        Path file = Files.writeString(directory.resolve("footfall.conf"), "query:\n  port: 1001\n");

        assertRefused("unknown setting port in " + file + ", line 2: ", file, Map.of(), Map.of());
        assertRefused("a file has properties such as query.port=28080, not YAML", file, Map.of(), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "query.port, 65536, 0 to 65535",
        "query.port, http, 0 to 65535",
        "session.gap, PT59S, PT1M to PT24H",
        "session.gap, 30m, PT1M to PT24H",
        "session.retention, P401D, PT10S to P400D",
        "counting.redirects, yes, exclude or count",
        "ingest.visitor-key, month, fixed or day",
        "projections, 'hours,minutes', 'none, or some of hours, clients, sources, users, classes, source-hours, visitors, files, revisions, countries, uniques, access with commas'",
        "topics.prefix, Hub_2, 'words of a-z and 0-9, joined by - or ., at most 40 characters, without the word aggregator'",
        "topics.prefix, hub-aggregator, 'words of a-z and 0-9, joined by - or ., at most 40 characters, without the word aggregator'",
        "topics.partitions, 0, 1 to 1024",
        "kafka.bootstrap-servers, localhost, host:port",
        "kafka.patience, 60, PT1S to PT1H",
        "query.rate-limit, -1, 0 to 1000000",
        "query.trusted-proxies, hub.example, 10.0.0.0/8",
        "query.embed-origins, hub.example, https://hub.example.org",
        "query.embed-origins, https://hub.example/page, https://hub.example.org",
        "query.embed-origins, 'https://hub.example; script-src *', https://hub.example.org",
        "auth.jwks-url, hub.example/keys, https URL",
        "auth.jwks-url, https://user@hub.example/keys, https URL",
        "endpoint, localhost:28080, URL",
        "auth.issuer, '', non-empty text",
    })
    void namesABadValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertRefused("'" + value + "'", null, Map.of(), Map.of(key, value));
        assertRefused(allowed, null, Map.of(), Map.of(key, value));
    }

    @ParameterizedTest
    @CsvSource({
        "'', none",
        "none, none",
        "hours, hours",
        "' hours, hours ', hours",
        "'users,sources,hours', 'hours,sources,users'"
    })
    void takesProjectionsByTheirNames(String value, String names) {
        Settings settings = Settings.read(null, Map.of("FOOTFALL_PROJECTIONS", value), Map.of());

        String text = settings.optional(Setting.PROJECTIONS).orElse("");
        assertEquals(names, Projections.named(text).names());
    }

    @Test
    void knowsTheProjectionsThatRuleFilesKnow() {
        assertEquals(Projections.ALL.names(), String.join(",", ProjectionNames.ALL));
    }

    @Test
    void neverRepeatsASecret() {
        var refused = assertThrows(
                IllegalArgumentException.class,
                () -> Settings.read(null, Map.of("FOOTFALL_INGEST_VISITOR_SECRET", "hunter2"), Map.of()));

        assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"), refused::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOOTFALL_AUTH_JWT_SECRET", "FOOTFALL_PEERS_SECRET", "FOOTFALL_WEBHOOK_SECRET"})
    void takesNoShortSecretAndDoesNotRepeatIt(String variable) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> Settings.read(null, Map.of(variable, "hunter2"), Map.of()));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("a secret of 7 characters") && message.contains("at least 32 bytes"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2\nhunter3", "hunter2 hunter3", "hüntér"})
    void takesNoTokenThatAHeaderCannotCarryAndDoesNotRepeatIt(String token) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> Settings.read(null, Map.of("FOOTFALL_TOKEN", token), Map.of()));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("a secret of " + token.length() + " characters"), message);
    }

    @Test
    void hasNoValueForAnUnsetSettingAndSaysSo() {
        Settings settings = Settings.read(null, Map.of(), Map.of());

        assertTrue(settings.optional(Setting.TOPICS_REPLICATION_FACTOR).isEmpty());
        assertThrows(IllegalStateException.class, () -> settings.text(Setting.INGEST_VISITOR_SECRET));
        assertTrue(settings.optional(Setting.SESSION_GAP).isEmpty());
    }

    @Test
    void takesAValueForGivenWhenAnySourceNamesItEvenIfItIsTheDefault() throws IOException {
        String key = Setting.KAFKA_BOOTSTRAP_SERVERS.key();
        String value = Setting.KAFKA_BOOTSTRAP_SERVERS.defaultValue();
        Path file = directory.resolve("footfall.properties");
        Files.writeString(file, key + "=" + value + "\n");

        assertFalse(isKafkaGiven(null, Map.of(), Map.of("query.port", "0")));
        assertTrue(isKafkaGiven(file, Map.of(), Map.of()));
        assertTrue(isKafkaGiven(null, Map.of("FOOTFALL_KAFKA_BOOTSTRAP_SERVERS", value), Map.of()));
        assertTrue(isKafkaGiven(null, Map.of(), Map.of(key, value)));
    }

    private static boolean isKafkaGiven(@Nullable Path file, Map<String, String> env, Map<String, String> line) {
        return Settings.read(file, env, line).isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS);
    }

    @Test
    void handsKafkaVariablesOnAndLeavesTheLaunchersAlone() {
        var variables = Map.of(
                "KAFKA_SECURITY_PROTOCOL", "SSL", "FOOTFALL_JAVA_OPTS", "-Xmx1g", "FOOTFALL_JAVA", "/opt/jdk/bin/java");

        Settings settings = Settings.read(null, variables, Map.of());

        assertEquals(Map.of("security.protocol", "SSL"), settings.kafka());
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void hasADefaultThatItAllows(Setting setting) {
        assertTrue(setting.defaultValue().isEmpty() || setting.accepts(setting.defaultValue()));
    }

    private static void assertRefused(
            String expected, @Nullable Path file, Map<String, String> env, Map<String, String> line) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Settings.read(file, env, line));
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::toString);
    }
}
