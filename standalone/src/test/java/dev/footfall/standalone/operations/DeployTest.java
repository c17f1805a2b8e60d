package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.footfall.standalone.operations.ComposeFile.Service;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of deploy/, the image and docs/metrics.md speak of the same services and the same alerts. */
class DeployTest {
    private static final Path ROOT = Path.of("..");
    private static final Map<String, String> NO_SECRETS = ComposeFile.requiredVariables().stream()
            .collect(Collectors.toMap(Function.identity(), Function.identity()));
    private static final Map<String, Service> SERVICES = ComposeFile.services(NO_SECRETS);
    private static final Map<String, Service> SERVICES_WITH_SECRETS =
            ComposeFile.services(ComposeFile.requiredVariables().stream()
                    .collect(Collectors.toMap(Function.identity(), secret -> "0123456789abcdef0123456789abcdef")));

    @Test
    void theLoadBalancerKnowsEveryNodeAndEveryIngest() throws IOException {
        Set<String> servers = found("deploy/haproxy/haproxy.cfg", "(?m)^ +server \\S+ (\\S+)$");

        assertEquals(addresses(), servers);
    }

    @Test
    void prometheusScrapesEveryNodeAndEveryIngest() throws IOException {
        var targets = new TreeSet<String>();
        for (JsonNode job : yaml("deploy/prometheus/prometheus.yml").get("scrape_configs")) {
            job.at("/static_configs/0/targets").forEach(target -> targets.add(target.asText()));
        }

        assertEquals(addresses(), targets);
    }

    @Test
    void thePackageDisablesNoPatternOfUnitsForSystemctlTakesNone() throws IOException {
        assertEquals(Set.of(), found("dist/deb/prerm", "(?m)^ *(systemctl disable .*\\*.*)$"));
    }

    @Test
    void thePackageStopsRestartsAndDisablesEachOfItsUnits() throws IOException {
        Set<String> units;
        try (Stream<Path> files = Files.list(ROOT.resolve("dist/systemd"))) {
            units = files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
        assertTrue(units.containsAll(Set.of("footfall.service", "footfall-serve.service", "footfall-ingest.service")));

        Map<String, String> places = Map.of("prerm", "stop", "postinst", "try-restart");
        for (Map.Entry<String, String> place : places.entrySet()) {
            Set<String> named = found(
                    "dist/deb/" + place.getKey(),
                    "(?m)^ *systemctl " + place.getValue() + " (.*)$",
                    "([a-z@*-]+\\.service)");
            assertEquals(
                    units,
                    named.stream().map(name -> name.replace("*", "")).collect(Collectors.toSet()),
                    place::toString);
        }
        assertEquals(units, found("dist/deb/prerm", "(?m)^ *systemctl disable (.*)$", "([a-z@-]+\\.service)"));
        assertFalse(Files.readString(ROOT.resolve("dist/deb/postinst")).contains("systemctl enable --now footfall-"));
    }

    /** A rolling update waits for copies, and a drained node for the others. */
    @Test
    void podsAreReplacedOneByOneWhenTheirCopiesAreWhole() throws IOException {
        var documents = new ArrayList<JsonNode>();
        for (String document :
                Files.readString(ROOT.resolve("deploy/kubernetes/cluster.yaml")).split("(?m)^---$", -1))
            documents.add(new ObjectMapper(new YAMLFactory()).readTree(document));
        JsonNode nodes = documents.stream()
                .filter(document -> document.path("kind").asText().equals("StatefulSet"))
                .findFirst()
                .orElseThrow();
        JsonNode serve = nodes.at("/spec/template/spec/containers/0");

        assertEquals("/ready/standbys", serve.at("/startupProbe/httpGet/path").asText());
        assertEquals("/ready", serve.at("/readinessProbe/httpGet/path").asText());
        String headless = nodes.at("/spec/serviceName").asText();
        assertTrue(documents.stream()
                .anyMatch(document -> document.path("kind").asText().equals("Service")
                        && document.at("/metadata/name").asText().equals(headless)
                        && document.at("/spec/clusterIP").asText().equals("None")));
        Set<String> guarded = documents.stream()
                .filter(document -> document.path("kind").asText().equals("PodDisruptionBudget"))
                .map(document -> document.at("/spec/selector/matchLabels/app").asText())
                .collect(Collectors.toSet());
        assertEquals(Set.of("footfall", "footfall-ingest"), guarded);
        assertEquals(
                List.of("cluster.yaml"),
                yaml("deploy/kubernetes/kustomization.yaml")
                        .get("resources")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    /** An administrator may have deleted the settings: dpkg leaves it so, and the update must not stop there. */
    @Test
    void thePackageIsUpdatedWhereItsSettingsWereDeleted(@TempDir Path programs) throws Exception {
        assumeFalse(Files.exists(Path.of("/etc/footfall/footfall.properties")));
        for (String program : List.of("getent", "systemctl")) {
            Path there = Files.writeString(programs.resolve(program), "#!/bin/sh\n");
            Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        var postinst = new ProcessBuilder("sh", ROOT + "/dist/deb/postinst", "configure", "1.0");
        postinst.environment().merge("PATH", programs + ":", (path, first) -> first + path);

        assertEquals(0, postinst.start().waitFor());
    }

    @Test
    void noSecretHasAValueOfItsOwn() throws IOException {
        assertEquals(
                List.of(
                        "FOOTFALL_INGEST_API_KEYS",
                        "FOOTFALL_INGEST_VISITOR_SECRET",
                        "FOOTFALL_PEERS_SECRET",
                        "GRAFANA_ADMIN_PASSWORD"),
                ComposeFile.requiredVariables());
        assertEquals(new TreeSet<>(ComposeFile.requiredVariables()), found(".env.example", "(?m)^([A-Z_]+)=$"));
    }

    @Test
    void eachNodeKeepsWhatTheImageWritesToItsDataDirectory() throws IOException {
        assertEquals(Set.of("/var/lib/footfall"), found("Dockerfile", "FOOTFALL_DATA_DIR=(\\S+)"));
        for (Service node : SERVICES.values()) {
            if (!node.isFootfall("serve")) continue;
            assertTrue(node.volumes().contains(node.name() + ":/var/lib/footfall"), node.name());
            assertEquals(node.name(), node.environment().get("FOOTFALL_PEERS_HOST"));
        }
    }

    /** Of .env everything that docs/settings.md lists, but where the containers find one another. */
    @Test
    void everySettingReachesEveryContainerButThoseThatComposeHasToFix() throws IOException {
        Map<String, String> all = Stream.of(Setting.values())
                .collect(Collectors.toMap(Setting::environmentName, setting -> "given-" + setting.key()));
        all.put("GRAFANA_ADMIN_PASSWORD", "grafana");

        var fixed = new TreeSet<String>();
        for (Service service : ComposeFile.services(all).values()) {
            if (!service.isFootfall()) continue;
            all.forEach((variable, value) -> {
                if (!value.equals(service.environment().get(variable))) fixed.add(variable);
            });
        }

        assertEquals(found("docs/operations.md", "(?s)\n- Compose fixes (.*?)\n- ", "`(FOOTFALL_[A-Z_]+)`"), fixed);
    }

    /** A process refuses what it does not know: only what begins with FOOTFALL_, so that others may stand in .env, too. */
    @Test
    void everyContainerStartsWithTheVariablesThatItGets() {
        for (Service service : SERVICES_WITH_SECRETS.values()) {
            if (service.isFootfall()) Settings.read(null, service.environment(), Map.of());
        }
    }

    @Test
    void theDocsSayWhatMemoryTheLimitsAddUpTo() throws IOException {
        assertEquals(
                Set.of(
                        "%,d".formatted(memoryMib(List.of())),
                        "%,d".formatted(memoryMib(List.of("monitoring"))),
                        "%,d".formatted(memoryMib(List.of("tools")))),
                found("docs/operations.md", "(?s)\n- Memory limits: (.*?)\n- ", "([0-9,]+) MiB"));
    }

    private static int memoryMib(List<String> profiles) {
        return SERVICES.values().stream()
                .filter(service -> service.profiles().equals(profiles))
                .mapToInt(Service::memoryMib)
                .sum();
    }

    @Test
    void everyServiceAndProfileThatTheDocsNameExists() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String page : List.of("README.md", "docs/operations.md", "docs/tutorial.md", "docs/metrics.md")) {
            named.addAll(found(
                    page, "docker compose\\s+run (?:(?:--user|-v) (?:\"[^\"]*\"|\\S+) |--rm |-T |-d )*([a-z0-9-]+)"));
            named.addAll(found(page, "--profile ([a-z]+)"));
        }
        Set<String> known = new TreeSet<>(SERVICES.keySet());
        SERVICES.values().forEach(service -> known.addAll(service.profiles()));

        assertTrue(named.contains("footfall"), named::toString);
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    /** A tag can be moved to other bytes; the bases that get security fixes under one tag are left to Renovate. */
    @Test
    void imagesOfAFixedVersionHaveTheirDigest() {
        for (Service service : SERVICES.values()) {
            if (service.image().matches(".*:v?\\d+\\.\\d+\\.\\d+.*"))
                assertTrue(service.image().matches(".*@sha256:[0-9a-f]{64}"), service.image());
        }
    }

    @Test
    void theImageIsBuiltByTheProfileAndOfTheModuleThatExist() throws IOException {
        assertEquals(Set.of("dist"), found("Dockerfile", "mvnw .*-P([a-z]+) .*package"));
        assertEquals(Set.of("dist"), found("Dockerfile", "mvnw .*-pl ([a-z-]+) "));
        assertEquals(Set.of("dist"), found("pom.xml", "(?s)<id>dist</id>\\s*<modules>\\s*<module>([a-z-]+)</module>"));
    }

    @Test
    void theDocsExplainEveryAlertAndNoOther() throws IOException {
        var alerts = new TreeSet<String>();
        for (JsonNode alert : yaml("deploy/prometheus/alerts.yml").at("/groups/0/rules")) {
            alerts.add(alert.get("alert").asText());
        }

        assertEquals(alerts, found("docs/alerts.md", "(?m)^## (Footfall[A-Za-z]+)$"));
    }

    @Test
    void everyAlertNamesItsSectionOfTheDocs() throws IOException {
        for (JsonNode alert : yaml("deploy/prometheus/alerts.yml").at("/groups/0/rules")) {
            String[] runbook = alert.at("/annotations/runbook_url").asText().split("#", 2);

            assertEquals(2, runbook.length, alert::toString);
            Set<String> anchors = found(runbook[0], "(?m)^#+ (.*)$").stream()
                    .map(heading -> heading.toLowerCase(Locale.ROOT).replace(' ', '-'))
                    .collect(Collectors.toSet());
            assertTrue(anchors.contains(runbook[1]), alert::toString);
            assertEquals(alert.get("alert").asText().toLowerCase(Locale.ROOT), runbook[1]);
        }
    }

    /** Also of those metrics that only a cluster has; MonitoringIT looks for them in a process. */
    @Test
    void everyMetricOfAnAlertIsExplained() throws IOException {
        Set<String> explained = found("docs/metrics.md", "`([a-z]+_[a-z0-9_]+)`");
        for (JsonNode alert : yaml("deploy/prometheus/alerts.yml").at("/groups/0/rules")) {
            Set<String> watched = Pattern.compile("\\b(?:footfall|kafka|jvm)_[a-z0-9_]+\\b")
                    .matcher(alert.get("expr").asText())
                    .results()
                    .map(result -> result.group().replaceFirst("_seconds_(count|bucket)$", "_seconds"))
                    .collect(Collectors.toCollection(TreeSet::new));
            watched.removeAll(explained);
            assertEquals(Set.of(), watched, alert::toString);
        }
    }

    /** Kubernetes sets {@code FOOTFALL_PORT=tcp://...} for a service {@code footfall}: an unknown setting refuses the start. */
    @ParameterizedTest
    @ValueSource(strings = {"single", "cluster"})
    void podsGetNoVariablesOfServicesThatLookLikeSettings(String manifest) throws IOException {
        String[] documents = Files.readString(ROOT.resolve("deploy/kubernetes/" + manifest + ".yaml"))
                .split("(?m)^---$", -1);
        var pods = new ArrayList<JsonNode>();
        for (String document : documents) {
            JsonNode pod =
                    new ObjectMapper(new YAMLFactory()).readTree(document).at("/spec/template/spec");
            if (!pod.isMissingNode()) pods.add(pod);
        }

        assertFalse(pods.isEmpty());
        for (JsonNode pod : pods)
            assertEquals("false", pod.path("enableServiceLinks").asText());
    }

    private static Set<String> addresses() {
        var addresses = new TreeSet<String>();
        for (Service service : SERVICES.values()) {
            if (service.isFootfall("serve")) addresses.add(service.name() + ":28080");
            if (service.isFootfall("ingest")) addresses.add(service.name() + ":28081");
        }
        return addresses;
    }

    private static Set<String> found(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The matches of the second pattern within those of the first. */
    private static Set<String> found(String file, String passage, String pattern) throws IOException {
        return found(file, passage).stream()
                .flatMap(text -> Pattern.compile(pattern).matcher(text).results())
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode yaml(String file) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(ROOT.resolve(file).toFile());
    }
}
