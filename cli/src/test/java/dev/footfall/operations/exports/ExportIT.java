package dev.footfall.operations.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdInputStream;
import dev.footfall.aggregator.counting.Logged;
import dev.footfall.cli.Main;
import dev.footfall.events.Topics;
import dev.footfall.events.Unchecked;
import dev.footfall.operations.logfiles.OddLog;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** The export of a log with late, aborted and unreadable records, and of the rows that were counted of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // they share a log that is counted once
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ExportIT {
    private static final long SEED = 7;
    private static final String SECRET = "auth.jwt-secret=a secret of a test has 32 bytes!";
    private static final FileForm FORM = new FileForm(TableFormat.NDJSON, Packing.ZSTD);
    private static final Selection ALL =
            new Selection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private static Path directory;

    private List<Logged> log;
    private Standalone house;

    @BeforeAll
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void countALog() throws Exception {
        log = OddLog.write(directory.resolve("data"), SEED);
        Map<String, String> values = Map.of(
                "data.dir",
                directory.resolve("data").toString(),
                "kafka.port",
                "0",
                "query.port",
                "0",
                "ingest.port",
                "0",
                "auth.jwt-secret",
                SECRET.substring(SECRET.indexOf('=') + 1),
                "topics.partitions",
                Integer.toString(OddLog.PARTITIONS));
        house = Standalone.start(Settings.read(null, Map.of(), values), reason -> fail(reason));
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> house.aggregator().state().readiness().ready()
                        && house.aggregator().progress().complete());
    }

    @AfterAll
    void stop() {
        house.close();
    }

    @Test
    void theDocumentedRecountOfExportedEventsGivesEveryExportedRow() throws Exception {
        Path tables = directory.resolve("tables");
        exportEvents(tables.resolve("events"), "--format", "ndjson", "--partition-by", "month");
        exportRows(tables.resolve("rows"), "--partition-by", "month");

        try (var sql = new AnalystsSql(tables)) {
            sql.execute(sql.statement("the events"));
            sql.execute("CREATE VIEW recount AS " + sql.statement("the recount"));

            assertEquals(List.of(), sql.rows(sql.statement("the differences")));
            assertEquals(List.of(Integer.toString(log.size())), sql.rows("SELECT count(*) FROM events"));
            String reasons = sql.rows("SELECT list_sort(list_distinct(flatten(list(map_keys(excluded))))) FROM recount")
                    .toString();
            assertTrue(reasons.contains("duplicate, late, method, partial, range, status"), reasons);
            assertTrue(sql.rows(sql.statement("the ten most downloaded of a month"))
                            .size()
                    > 5);
            sql.execute(sql.statement("rows as Parquet"));
            String counted = "SELECT count(*) FROM recount WHERE files > 0";
            assertEquals(sql.rows(counted), sql.rows("SELECT count(*) FROM '" + tables.resolve("rows.parquet") + "'"));
        }
    }

    @Test
    void theDocumentedCheckFindsNoDifferenceAsPrintedThoughEventsAreNewerThanRows() throws Exception {
        Path tables = directory.resolve("printed");
        String[] rows = with(new String[] {"--to", "2026-01-01"}, printed("export rows", tables));
        assertEquals(0, run(withToken(rows)));
        String kafka = house.broker().bootstrapServers();
        assertEquals(0, run(with(new String[] {"--bootstrap-servers", kafka}, printed("export events", tables))));

        try (var sql = new AnalystsSql(tables)) {
            sql.execute(sql.statement("the events"));
            sql.execute("CREATE VIEW recount AS " + sql.statement("the recount"));

            String later = "SELECT count(*) > 0 FROM recount WHERE day > DATE '2026-01-01'";
            assertEquals(List.of("true"), sql.rows(later), "events after the last day of the rows");
            assertEquals(List.of(), sql.rows(sql.statement("the differences")));
        }
    }

    @Test
    void theArchiveHasEachEventOnceHoweverOftenItGrowsAndTheDocumentedRecountGivesEveryRow() throws Exception {
        Path tables = directory.resolve("archived");
        archive(tables, "--to", "2025-12-30");
        archive(tables, "--to", "2026-01-01");
        archive(tables);
        Map<String, String> files = ExportedTree.files(tables);
        archive(tables);
        assertEquals(files, ExportedTree.files(tables), "nothing is new");
        exportRows(tables.resolve("rows"), "--partition-by", "month");

        try (var sql = new AnalystsSql(tables)) {
            sql.execute(sql.statement("archived events"));
            sql.execute("CREATE VIEW recount AS " + sql.statement("the recount"));

            assertEquals(List.of(), sql.rows(sql.statement("the differences")));
            assertEquals(
                    List.of(log.size() + " " + log.size()),
                    sql.rows("SELECT count(*), count(DISTINCT (partition, \"offset\")) FROM events"));
            assertEquals(List.of("0"), sql.rows("SELECT count(*) FROM events WHERE day <> time::DATE"));
        }
        assertEquals(1, run(archived(tables, "--from", "2026-01-01")), "another archive");
        assertEquals(2, run(archived(tables, "--to", "2999-01-01")), "a day that is not over");
    }

    @Test
    void countsTheArchiveAndWhatItLacksByOtherRulesAsAStateOfThemDoes() throws Exception {
        Path tables = directory.resolve("recounted");
        archive(tables, "--to", "2025-12-30");
        String[] others = {"--rules", "robots-apart", "--set", "session.gap=PT10M"};
        Map<String, List<Long>> before = recounted(tables, "before.csv");
        Map<String, List<Long>> after = recounted(tables, "after.csv", others);
        archive(tables);
        assertEquals(after, recounted(tables, "archived.csv.zst", others));
        assertEquals(after, recountedByTheJar(tables.resolve("archive"), tables.resolve("of-the-jar.csv"), others));

        output(withToken(with(others, "whatif", "others")));
        String changed = output(withToken("diff", "others", "--format", "csv"));
        run(withToken("whatif", "others", "--drop"));

        Map<String, List<Long>> sums = rows(changed); // and days of which only reasons or classes changed
        sums.values().removeIf(pair -> pair.subList(0, 5).equals(pair.subList(5, 10)));
        assertEquals(sums, changes(before, after));
        assertTrue(changes(before, after).size() > 20, changed);
        Path exported = tables.resolve("rows.csv");
        exportRows(exported);
        Map<String, List<Long>> counted = new TreeMap<>();
        rows(Files.readString(exported)).forEach((day, numbers) -> counted.put(day, numbers.subList(0, 5)));
        Map<String, List<Long>> shown = new TreeMap<>();
        before.forEach((day, of) -> {
            long anonymous = of.get(0) - of.get(1);
            if (of.get(2) > 0) shown.put(day, List.of(of.get(0), of.get(1), anonymous, of.get(2), of.get(3)));
        });
        assertEquals(counted, shown);
    }

    /** The same by the product's own process: its jar has few of Hadoop's classes. */
    private Map<String, List<Long>> recountedByTheJar(Path archive, Path out, String... others) throws Exception {
        String jar = System.getProperty("footfall.jar", "");
        assumeTrue(!jar.isEmpty(), "no footfall.jar: it is there in a build");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String kafka = house.broker().bootstrapServers();
        String[] words = {java, "-jar", jar, "whatif", "--archive", archive.toString(), "--out", out.toString()};
        Path log = out.resolveSibling("jar.log");
        int code = new ProcessBuilder(with(with(others, "--bootstrap-servers", kafka), words))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        assertEquals(0, code, () -> Unchecked.io(() -> Files.readString(log)));
        return sums(Files.readString(out));
    }

    /** Of each repository's day downloads, those of users, files, bytes, and excluded events. */
    private Map<String, List<Long>> recounted(Path tables, String file, String... others) throws IOException {
        Path out = tables.resolve(file);
        String kafka = house.broker().bootstrapServers();
        String archive = tables.resolve("archive").toString();
        String[] words = {"whatif", "--archive", archive, "--out", out.toString(), "--bootstrap-servers", kafka};
        assertEquals(0, run(with(others, words)));
        byte[] text = Files.readAllBytes(out);
        if (file.endsWith(".zst")) text = new ZstdInputStream(new ByteArrayInputStream(text)).readAllBytes();
        return sums(new String(text, StandardCharsets.UTF_8));
    }

    private static Map<String, List<Long>> sums(String csv) {
        Map<String, List<Long>> sums = new TreeMap<>();
        rows(csv).forEach((day, numbers) -> {
            long excluded = numbers.stream().skip(6).mapToLong(Long::longValue).sum();
            sums.put(day, List.of(numbers.get(0), numbers.get(1), numbers.get(3), numbers.get(4), excluded));
        });
        return sums;
    }

    private static Map<String, List<Long>> changes(Map<String, List<Long>> before, Map<String, List<Long>> after) {
        List<Long> nothing = List.of(0L, 0L, 0L, 0L, 0L);
        Map<String, List<Long>> changes = new TreeMap<>();
        Stream.concat(before.keySet().stream(), after.keySet().stream()).forEach(day -> {
            List<Long> was = before.getOrDefault(day, nothing);
            List<Long> is = after.getOrDefault(day, nothing);
            if (!was.equals(is))
                changes.put(day, Stream.concat(was.stream(), is.stream()).toList());
        });
        return changes;
    }

    /** The numbers of CSV by type, id and date. */
    private static Map<String, List<Long>> rows(String csv) {
        Map<String, List<Long>> rows = new TreeMap<>();
        csv.lines().skip(1).map(line -> line.split(",", -1)).forEach(cells -> {
            List<Long> numbers = Stream.of(cells).skip(3).map(Long::valueOf).toList();
            rows.put(String.join(",", cells[0], cells[1], cells[2]), numbers);
        });
        return rows;
    }

    private void archive(Path tables, String... more) {
        assertEquals(0, run(archived(tables, more)));
    }

    private String[] archived(Path tables, String... more) {
        String kafka = house.broker().bootstrapServers();
        return with(more, "archive", "--out", tables.resolve("archive").toString(), "--bootstrap-servers", kafka);
    }

    @Test
    void goesOnAfterEveryInterruptionAndGivesTheSameBytes() throws Exception {
        Path whole = directory.resolve("whole");
        long rows = export(whole, (done, total, events) -> {});

        Path interrupted = directory.resolve("interrupted");
        for (int quarter = 1; quarter <= 3; quarter++) {
            long enough = rows * quarter / 4;
            assertThrows(
                    IllegalStateException.class,
                    () -> export(interrupted, (done, total, events) -> {
                        if (events >= enough) throw new IllegalStateException("interrupted");
                    }));
            ExportedTree.tearTheLastLine(interrupted.resolve(ExportDirectory.MANIFEST));
        }
        Files.writeString(interrupted.resolve(".events.part"), "half a file");

        assertEquals(rows, export(interrupted, (done, total, events) -> {}));
        Files.delete(interrupted.resolve(".events.part"));
        Map<String, String> files = ExportedTree.files(whole);
        assertEquals(files, ExportedTree.files(interrupted));
        assertTrue(files.size() > 20, files::toString);
        assertEquals(log.size(), rows);

        assertEquals(rows, export(whole, (done, total, events) -> {}));
        assertEquals(files, ExportedTree.files(whole));
    }

    @Test
    void theDocumentedRecipeForPandasRuns() throws Exception {
        assumeTrue(Python.run("import pandas", directory).exit() == 0, "python3 has no pandas here");
        Matcher recipe =
                Pattern.compile("(?s)```python\n(.*?)```").matcher(Files.readString(Path.of("../docs/analysts.md")));
        assertTrue(recipe.find());
        String program = recipe.group(1)
                .replace("127.0.0.1:28080", "127.0.0.1:" + house.query().port())
                .replaceAll("from=[-0-9]+&to=[-0-9]+", "from=2025-12-01&to=2026-04-01");

        Python.Output output = Python.run(program, directory);

        assertEquals(0, output.exit(), output::text);
        assertTrue(output.text().contains("org0/repo0"), output::text);
    }

    @Test
    void writesOneFileOfARepositorysDays() throws Exception {
        Path file = directory.resolve("one.csv.gz");
        exportEvents(
                file, "--compress", "gzip", "--repo", "model/org0/repo0", "--from", "2025-12-31", "--to", "2026-01-01");
        Path rows = directory.resolve("one.ndjson");
        exportRows(rows, "--compress", "none", "--format", "ndjson", "--repo", "model/org0/repo0");

        long expected = log.stream()
                .map(Logged::event)
                .filter(event -> event.repo().key().equals("model/org0/repo0"))
                .filter(event -> !event.time().toString().startsWith("2025-12-30"))
                .filter(event -> !event.time().toString().startsWith("2026-01-02"))
                .count();
        try (var csv = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            assertEquals(expected + 1, csv.lines().count(), "a heading, and the events");
        }
        assertTrue(expected > 0);
        assertTrue(Files.readString(rows)
                .lines()
                .allMatch(line -> line.startsWith("{\"type\":\"model\",\"id\":\"org0/repo0\",")));
        assertFalse(Files.readString(rows).isEmpty());
    }

    @Test
    void refusesADirectoryWithAnotherExport() throws Exception {
        Path path = directory.resolve("other");
        exportEvents(path, "--partition-by", "month");

        assertEquals(1, run(events(path, "--partition-by", "month", "--format", "ndjson")));
        assertEquals(2, run(events(path)));
    }

    /** By chunks so small that there are many. */
    private long export(Path path, ReadProgress progress) throws IOException {
        Map<String, String> kafka = Map.of("bootstrap.servers", house.broker().bootstrapServers());
        return new EventExport(kafka, new EventExportOptions(Topics.STANDARD, ALL, FORM, 50_000), progress).into(path);
    }

    private void exportEvents(Path out, String... more) {
        assertEquals(0, run(events(out, more)));
    }

    private String[] events(Path out, String... more) {
        String kafka = house.broker().bootstrapServers();
        return with(more, "export", "events", "--out", out.toString(), "--bootstrap-servers", kafka);
    }

    private void exportRows(Path out, String... more) {
        String[] rows = {"export", "rows", "--from", "2025-12-01", "--to", "2026-04-01", "--out", out.toString()};
        assertEquals(0, run(withToken(with(more, rows))));
    }

    private String[] withToken(String... rows) {
        var token = new StringWriter();
        Main.commandLine(new NoBench())
                .setOut(new PrintWriter(token, true))
                .execute("token", "--user", "op", "--admin", "--set", SECRET);
        String endpoint = "http://127.0.0.1:" + house.query().port();
        return with(
                new String[] {
                    "--endpoint", endpoint, "--token", token.toString().strip()
                },
                rows);
    }

    /** The words of the command of {@code docs/analysts.md} that begins so; it writes below this directory. */
    private static String[] printed(String start, Path tables) throws IOException {
        String line = Files.readString(Path.of("../docs/analysts.md"))
                .lines()
                .filter(command -> command.startsWith("./footfall " + start))
                .findFirst()
                .orElseThrow();
        String[] words = line.substring("./footfall ".length()).split(" ", -1);
        words[words.length - 1] = tables.resolve(words[words.length - 1]).toString();
        return words;
    }

    private static String[] with(String[] more, String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }

    private static String output(String... arguments) {
        var out = new StringWriter();
        Main.commandLine(new NoBench()).setOut(new PrintWriter(out, true)).execute(arguments);
        return out.toString();
    }

    private static int run(String... arguments) {
        var err = new StringWriter();
        int code = Main.commandLine(new NoBench())
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertEquals(code == 0, faults(err.toString()).isEmpty(), err::toString);
        return code;
    }

    /** Without lines of progress, which a slow machine prints. */
    private static List<String> faults(String err) {
        return err.lines().filter(line -> !line.endsWith(" left")).toList();
    }

    @Command(name = "bench")
    private static final class NoBench {}
}
