package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.footfall.queryapi.InMemoryState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients in TypeScript, Python and Go, made by <a href="https://openapi-generator.tech">OpenAPI Generator</a> of the served
 * description. Skipped without npm, Python or Go and its registry.
 */
@Tag("proof")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GeneratedClientsIT {
    private static final List<String> PACKAGES =
            List.of("@openapitools/openapi-generator-cli@2.41.0", "typescript@5.9.3", "axios@1.21.1", "@types/node@20");

    @TempDir
    private static Path directory;

    @BeforeAll
    static void install() throws Exception {
        try (Served served = Served.serving(new InMemoryState(1))) {
            Files.writeString(
                    directory.resolve("openapi.json"),
                    served.get("/openapi.json").body());
        }
        Files.writeString(directory.resolve("package.json"), "{\"private\":true}");
        var npm = Stream.concat(Stream.of("npm", "install", "--no-audit", "--no-fund"), PACKAGES.stream());
        assumeTrue(run(npm.toList()).equals("0"), "npm and its registry are not here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"typescript-axios", "typescript-fetch"})
    void compilesWithNamesThatAPersonWouldChoose(String generator) throws Exception {
        generate(generator);

        String compiled = run(List.of(
                "npx",
                "tsc",
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2020",
                "--module",
                "esnext",
                "--moduleResolution",
                "node",
                "--lib",
                "es2020,dom",
                generator + "/index.ts"));

        assertEquals("0", compiled);
        String sources = sources(generator, ".ts");
        assertTrue(sources.contains("recentStats(") && sources.contains("class RepositoriesApi"), sources);
        assertFalse(sources.contains("ModelPartial"), sources);
    }

    /** Its models are classes of pydantic, which checks them when they are imported. */
    @Test
    void isImportedByPython() throws Exception {
        generate("python");
        List<String> install =
                List.of("python3", "-m", "pip", "install", "-q", "--target", "site", "-r", "python/requirements.txt");
        assumeTrue(run(install).equals("0"), "Python and its registry are not here");

        String imported = run(List.of(
                "python3",
                "-c",
                "import sys; sys.path[:0] = ['python', 'site']; import openapi_client as made; "
                        + "print(made.RepositoriesApi.recent_stats, made.Trending.model_fields['next'])"));

        assertEquals("0", imported);
    }

    @Test
    void compilesInGo() throws Exception {
        generate("go");
        String needed = run(List.of("sh", "-c", "cd go && go mod tidy"));
        assumeTrue(needed.equals("0"), "Go and its registry are not here");

        String built = run(List.of("sh", "-c", "cd go && go build ./..."));

        assertEquals("0", built);
        assertTrue(sources("go", ".go").contains("RepositoriesAPIService) RecentStats("), "no RecentStats");
    }

    private static void generate(String generator) throws Exception {
        String made = run(List.of(
                "npx", "openapi-generator-cli", "generate", "-g", generator, "-i", "openapi.json", "-o", generator));
        assertEquals("0", made);
    }

    private static String sources(String generator, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve(generator))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .map(GeneratedClientsIT::read)
                    .collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit status, with the output where that is not 0. */
    private static String run(List<String> command) throws Exception {
        Path output = directory.resolve("output.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = process.waitFor();
            return status == 0 ? "0" : status + ": " + Files.readString(output);
        } catch (IOException e) {
            return "127: " + e.getMessage();
        }
    }
}
