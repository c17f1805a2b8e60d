package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --demo} as a newcomer has it: links that sign in, and downloads that go on. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DemoIT {
    private static final Pattern LINK = Pattern.compile("(?m)^  (\\S.*?) +(http://\\S+/)#sign-in/(\\S+)$");
    private static final Pattern ADDED = Pattern.compile("(?m)^  demo +(\\S+) generated events added");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void printsLinksThatSignInAndGoesOn() throws Exception {
        try (var demo = new RunningFootfall(directory, "--demo")) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> added(demo).isPresent());
            missAnHour();
            Awaitility.await().atMost(PATIENCE).until(() -> links(demo).size() == 2);

            Link administrator = links(demo).get(0);
            Link user = links(demo).get(1);

            assertEquals("administrator", administrator.name);
            String counted = answer(user, "v1/counted").body();
            assertTrue(counted.contains("\"not_counted\":[]"), counted);
            assertEquals(200, answer(administrator, "v1/analytics/summary").statusCode());
            assertEquals("maker-1", user.name);
            String own = answer(user, "v1/users/maker-1/stats?days=30").body();
            assertTrue(own.contains("\"repositories\":[{"), own);
            assertEquals(403, answer(user, "v1/analytics/summary").statusCode());
            long atFirst = added(demo).orElseThrow();
            Awaitility.await().atMost(PATIENCE).until(() -> demo.eventsRead() > atFirst);
        }
    }

    /** The demo sends its last hour again in seconds; its next visit may be two minutes away. */
    private void missAnHour() throws Exception {
        Files.writeString(directory.resolve("demo-until"), Instant.now().minus(Duration.ofHours(1)) + "\n");
    }

    private static OptionalLong added(RunningFootfall demo) {
        return ADDED.matcher(demo.output())
                .results()
                .mapToLong(line -> Long.parseLong(line.group(1).replaceAll("\\D", "")))
                .findFirst();
    }

    private record Link(String name, String dashboard, String token) {}

    private static List<Link> links(RunningFootfall demo) {
        return LINK.matcher(demo.output())
                .results()
                .map(link -> new Link(link.group(1), link.group(2), link.group(3)))
                .toList();
    }

    private static HttpResponse<String> answer(Link link, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(link.dashboard + path))
                .header("Authorization", "Bearer " + link.token)
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
