package dev.footfall.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients of other products, unchanged. Each is skipped without its registry. */
@Tag("proof")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DialectClientsIT {
    @TempDir
    private Path directory;

    @Test
    void npmPackageDownloadCountsReadsEveryDay() throws Exception {
        Files.writeString(directory.resolve("package.json"), "{\"private\":true}");
        assumeTrue(
                run("npm", "install", "--no-audit", "--no-fund", "npm-package-download-counts@1.0.2") == 0,
                "npm and its registry are not here");

        try (Served served = DialectState.served(DialectState.state(4), "npm")) {
            Files.writeString(directory.resolve("ask.js"), """
                    require('npm-package-download-counts')({
                      packages: ['ggplot2', 'nothing'], period: 'last-week',
                      protocol: 'http', hostname: '127.0.0.1', port: %d
                    }, (error, data) => { if (error) throw error; console.log(JSON.stringify(data)); });
                    """.formatted(served.port()));
            assertEquals(0, run("node", "ask.js"), this::output);
        }

        JsonNode counts = Served.parsed(output());
        assertEquals("[\"2026-11-19T00:00:00.000Z\",10]", counts.at("/0/data/6").toString());
        assertEquals(7, counts.at("/0/data").size());
        assertTrue(counts.at("/1/data").isNull(), this::output);
    }

    @Test
    void huggingFacesClientListsAndDescribesModels() throws Exception {
        Files.writeString(directory.resolve("package.json"), "{\"private\":true,\"type\":\"module\"}");
        assumeTrue(
                run("npm", "install", "--no-audit", "--no-fund", "@huggingface/hub@2.17.5") == 0,
                "npm and its registry are not here");

        InMemoryState state = DialectState.state(4);
        DialectState.put(state, new RepoId(RepoType.MODEL, "org", "busy"), "2026-11-19", 10, 10);
        try (Served served = DialectState.served(state, "npm")) {
            Files.writeString(directory.resolve("ask.js"), """
                    import { listModels, modelInfo } from '@huggingface/hub';
                    const hubUrl = 'http://127.0.0.1:%d';
                    const found = [];
                    for await (const model of listModels({ hubUrl, sort: 'trendingScore', limit: 5, additionalFields: ['downloadsAllTime'] }))
                      found.push(model);
                    found.push(await modelInfo({ hubUrl, name: 'org/Name.1' }));
                    let missing;
                    await modelInfo({ hubUrl, name: 'org/secret' }).catch(error => { missing = error.statusCode; });
                    console.log(JSON.stringify({ found, missing }));
                    """.formatted(served.port()));
            assertEquals(0, run("node", "ask.js"), this::output);
        }

        JsonNode said = Served.parsed(output());
        assertEquals("org/Name.1", said.at("/found/0/name").asText());
        assertEquals(17, said.at("/found/0/downloadsAllTime").asInt());
        assertEquals("org/busy", said.at("/found/1/name").asText());
        assertEquals(17, said.at("/found/2/downloads").asInt());
        assertEquals("2026-11-20T00:00:00.000Z", said.at("/found/2/updatedAt").asText());
        assertEquals(404, said.at("/missing").asInt());
    }

    @Test
    void pypistatsPrintsTheSameNumbersAsTheApi() throws Exception {
        assumeTrue(
                run("python3", "-m", "pip", "install", "-q", "--target", "site", "pypistats==1.14.0") == 0,
                "pip and its registry are not here");

        try (Served served = DialectState.served(DialectState.state(4), "pypi")) {
            assertEquals(
                    13, ask(served, "recent", "ggplot2").at("/data/last_day").asInt() + 3);
            assertEquals(
                    2, ask(served, "recent", "org/Name.1").at("/data/last_day").asInt());
            assertTrue(ask(served, "overall", "ggplot2").toString().contains("without_mirrors"));
        }
    }

    private JsonNode ask(Served served, String list, String name) throws Exception {
        String script = """
                import sys, pypistats
                pypistats.BASE_URL = "http://127.0.0.1:%d/pypi/api/"
                from pypistats.cli import main
                sys.argv = ["pypistats", "%s", "-f", "json", "%s"]
                main()
                """.formatted(served.port(), list, name);
        assertEquals(0, run("python3", "-c", script), this::output);
        String printed = output();
        return Served.parsed(printed);
    }

    private int run(String... command) throws Exception {
        var builder = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile());
        builder.environment().put("PYTHONPATH", directory.resolve("site").toString());
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            return 127;
        }
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
