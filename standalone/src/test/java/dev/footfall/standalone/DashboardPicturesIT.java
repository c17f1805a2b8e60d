package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.footfall.standalone.demo.DemoData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The dashboard over the demo's data, as the README shows it. With {@code -Dpictures=true} it draws the README's pictures
 * anew, which otherwise stay as they are.
 */
@Tag("proof")
class DashboardPicturesIT {
    private static final Path ROOT = Path.of("..");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MOST_BYTES = 150 << 10;
    private static final String HERON = "northgrid/heron-34B-chat";

    /** A page, a text that it shows when it is drawn, and the height at which nothing of interest is cut off. */
    private record Picture(String name, String page, String text, int height) {}

    private static final List<Picture> PICTURES = List.of(
            new Picture("ranking", "#", "quiet-harbor", 820),
            new Picture("repository", "#model/" + HERON + "?show=classes", "Downloads by class of client per day", 820),
            new Picture(
                    "compare",
                    "#compare/" + HERON + ",quiet-harbor/kestrel-1.5B-chat,datasets/northgrid/weather-maps-cleaned",
                    "3 repositories, 30 days",
                    640),
            new Picture("organisation", "#org/northgrid", "Downloads per day", 820));

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void showsEachPageOfTheReadme() throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no browser is installed");
        String readme = Files.readString(ROOT.resolve("README.md"));
        try (var house =
                new Standalone(SmallHouse.settings(directory.resolve("data"), "names"), reason -> fail(reason))) {
            new DemoData(house.publisher(), directory.resolve("demo-until")).publish(Instant.now());
            String root = "http://127.0.0.1:" + house.query().port() + "/";
            Awaitility.await().atMost(PATIENCE).until(() -> lag(root), "0"::equals);

            for (Picture picture : PICTURES) {
                Path drawn = directory.resolve(picture.name + ".webp");
                Awaitility.await(picture.toString())
                        .atMost(PATIENCE)
                        .until(() -> draw(browser.get(), picture, root, drawn), shown -> shown.contains(picture.text));
                Path kept = ROOT.resolve("docs/images/" + picture.name + ".webp");
                if (Boolean.getBoolean("pictures")) Files.copy(drawn, kept, StandardCopyOption.REPLACE_EXISTING);
                assertTrue(readme.contains("docs/images/" + picture.name + ".webp"), picture.name);
                assertTrue(Files.size(kept) < MOST_BYTES, kept + " has " + Files.size(kept) + " bytes");
            }
        }
    }

    /** The number of records that the ranking is behind; empty as long as there is none. */
    private static String lag(String root) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(root + "trending?days=30")).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return response.body().contains(HERON)
                ? response.headers().firstValue("X-Footfall-Lag").orElse("")
                : "";
    }

    private static Optional<Path> browser() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(path -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(path, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Draws a page as it is after a while, and returns its document. */
    private String draw(Path browser, Picture picture, String root, Path file) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(browser.toString(), "--headless", "--no-sandbox", "--disable-gpu"));
        command.addAll(List.of("--disable-dev-shm-usage", "--hide-scrollbars", "--virtual-time-budget=10000"));
        command.add("--user-data-dir=" + directory.resolve("profile"));
        command.addAll(List.of("--window-size=1200," + picture.height, "--dump-dom", "--screenshot=" + file));
        command.add(root + picture.page);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertTrue(hasEnded, command::toString);
        assertEquals(0, process.exitValue(), Files.readString(output));
        return Files.readString(output);
    }
}
