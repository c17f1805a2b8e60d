package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code footfall export rows}, of an API whose answers can be missing. */
@Tag("slow")
class ExportRowsTest {
    private static final String HEADING = "type,id,date,downloads\r\n";
    private static final String JANUARY = day("2026-01-30", 1) + day("2026-01-31", 2);
    private static final String FEBRUARY = day("2026-02-01", 3);

    @TempDir
    Path directory;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeApi api;
    private Path rows;

    @BeforeEach
    void startApi() throws IOException {
        rows = directory.resolve("rows");
        api = new FakeApi(answers);
        answers.put("/ready", "{\"ready\":true,\"rules\":\"default@1\"}");
        answers.put(question("2026-01-30", "2026-01-31"), HEADING + JANUARY);
        answers.put(question("2026-03-01", "2026-03-02"), HEADING);
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void goesOnWithTheMonthThatFailedAndAsksForNoOtherAgain() throws IOException {
        assertEquals(1, export());
        assertEquals(HEADING + JANUARY, Files.readString(file("2026-01")));
        answers.remove(question("2026-01-30", "2026-01-31"));
        answers.put(question("2026-02-01", "2026-02-28"), HEADING + FEBRUARY);

        assertEquals(0, export(), err::toString);
        assertEquals(0, export(), err::toString);

        assertEquals(HEADING + JANUARY, Files.readString(file("2026-01")));
        assertEquals(HEADING + FEBRUARY, Files.readString(file("2026-02")));
        assertTrue(Files.notExists(file("2026-03")), "no rows, no file");
        List<String> manifest = Files.readAllLines(rows.resolve("_manifest.jsonl"));
        assertEquals(4, manifest.size(), manifest::toString);
        assertTrue(
                manifest.get(1).startsWith("{\"partition\":\"repo_type=model/month=2026-01\",\"rows\":2,\"files\":["));
    }

    @Test
    void namesTheDirectoryThatCannotBeWritten() throws IOException {
        assertEquals(1, export());
        answers.put(question("2026-02-01", "2026-02-28"), HEADING + FEBRUARY);
        Path part = file("2026-02").resolveSibling(".rows.csv.part");
        Files.delete(part);
        Files.createSymbolicLink(part, Path.of("/dev/full"));

        assertEquals(1, export());

        String full =
                rows + " cannot be written: java.io.IOException: No space left on device; the next export resumes";
        assertTrue(err.toString().contains("footfall: " + full), err::toString);
        Files.delete(part);
        assertEquals(0, export(), err::toString);
    }

    @Test
    void refusesToMixTheRowsOfTwoRuleSets() {
        assertEquals(1, export());
        answers.put("/ready", "{\"ready\":true,\"rules\":\"default@2\"}");
        answers.put(question("2026-02-01", "2026-02-28"), HEADING + FEBRUARY);

        assertEquals(1, export());

        assertTrue(err.toString().contains("has another export"), err::toString);
    }

    @Test
    void failsWhereTheRulesChangeMeanwhile() throws IOException {
        answers.put(question("2026-02-01", "2026-02-28"), HEADING + FEBRUARY);
        var changing = new ConcurrentHashMap<>(answers) {
            @Override
            public @Nullable String get(Object question) {
                String answer = super.get(question);
                if (!question.equals("/ready")) put("/ready", "{\"ready\":true,\"rules\":\"default@2\"}");
                return answer;
            }
        };
        api.close();
        api = new FakeApi(changing);

        assertEquals(1, export());

        assertTrue(err.toString().contains("default@1"), err::toString);
        assertTrue(err.toString().contains("default@2"), err::toString);
        assertTrue(Files.notExists(file("2026-02")), "the first month ends it");
    }

    @Test
    void leavesOutOtherRepositoriesWhateverTheyAreCalled() throws IOException {
        String own = "model,a/b,2026-01-30,1\r\n";
        String wide = "/v1/daily?format=csv&from=2026-01-30&to=2026-01-31&repo_type=model&fields=merged";
        answers.put(wide, HEADING + "model,a/bc,2026-01-30,9\r\n" + own + "model,'-a/b,2026-01-30,9\r\n");
        Path file = directory.resolve("own.csv");

        assertEquals(0, run(file, "--to", "2026-01-31", "--repo", "model/a/b", "--fields", "merged"), err::toString);

        assertEquals(HEADING + own, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "rows --partition-by month"})
    void refusesAFirstDayAfterYesterdayBeforeItMakesAnything(String out) {
        String arguments = "export rows --from 2999-01-01 --out " + directory + "/" + out;

        assertEquals(2, execute(arguments.split(" ")));

        assertTrue(err.toString().startsWith("footfall: the last day is "), err::toString);
        assertTrue(Files.notExists(rows), "nothing was made");
    }

    @ParameterizedTest
    @CsvSource({"rows.csv, 74", "rows.csv.gz, 1f", "rows.csv.zst, 28", "rows, 28"})
    void packsAFileAsItsNameEnds(String name, String firstByte) throws IOException {
        answers.put("/v1/daily?format=csv&from=2026-01-30&to=2026-01-31&fields=merged", HEADING);
        Path file = directory.resolve(name);
        String[] arguments = {
            "export",
            "rows",
            "--from",
            "2026-01-30",
            "--to",
            "2026-01-31",
            "--fields",
            "merged",
            "--out",
            file.toString()
        };

        assertEquals(0, execute(arguments), err::toString);

        assertEquals(firstByte, HexFormat.of().toHexDigits(Files.readAllBytes(file)[0]));
    }

    @Test
    void saysWhereItWrote() {
        answers.put("/v1/daily?format=csv&from=2026-01-30&to=2026-01-31&fields=merged", HEADING + JANUARY);

        assertEquals(0, run(directory.resolve("./own.csv"), "--to", "2026-01-31", "--fields", "merged"));

        assertEquals("wrote 2 rows to " + directory.resolve("own.csv") + "\n", out.toString());
    }

    /** The command that the refusal names makes it, of what the export would have written. */
    @Test
    void namesTheCommandThatMakesParquet() throws Exception {
        Path file = directory.resolve("rows.parquet");

        assertEquals(2, run(file, "--to", "2026-01-31", "--format", "parquet"));

        Path json = directory.resolve("rows.ndjson.zst");
        assertTrue(
                err.toString().contains("--format ndjson --out " + json + ", then run: duckdb -c \""), err::toString);
        String row = "{\"type\":\"model\",\"id\":\"a/b\",\"date\":\"2026-01-30\",\"downloads\":3}\n";
        Files.write(json, Zstd.compress(row.getBytes(StandardCharsets.UTF_8)));
        String sql = err.toString().replaceAll("(?s).*duckdb -c \"([^\"]*)\".*", "$1");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute(sql);
            ResultSet rows = statement.executeQuery("SELECT id, date, downloads FROM '" + file + "'");
            assertTrue(rows.next());
            assertEquals("a/b 2026-01-30 3", rows.getString(1) + " " + rows.getDate(2) + " " + rows.getLong(3));
        }
    }

    private int export() {
        return run(rows, "--to", "2026-03-02", "--type", "model", "--partition-by", "month");
    }

    private int run(Path out, String... more) {
        String[] first = {"export", "rows", "--from", "2026-01-30", "--compress", "none", "--out", out.toString()};
        return execute(Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new));
    }

    private int execute(String... arguments) {
        String[] last = {"--endpoint", api.endpoint()};
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.of(arguments, last).flatMap(Stream::of).toArray(String[]::new));
    }

    private Path file(String month) {
        return rows.resolve("repo_type=model/month=" + month + "/rows.csv");
    }

    private static String question(String from, String to) {
        return "/v1/daily?format=csv&from=" + from + "&to=" + to + "&repo_type=model";
    }

    private static String day(String date, int downloads) {
        return "model,myorg/mymodel," + date + "," + downloads + "\r\n";
    }
}
