package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables that {@code footfall stats} shows beside totals and days. */
class StatsTablesTest {
    private static final Map<String, String> ANSWERS = Map.of(
            "/models/acme/rocket/stats/hourly?days=7",
            "{\"stats\":[{\"hour\":\"2026-01-02T03:00:00Z\",\"downloads\":1,\"files\":2,\"bytes\":1000},"
                    + "{\"hour\":\"2026-01-02T04:00:00Z\",\"downloads\":0,\"files\":0,\"bytes\":0}],\"period\":{}}",
            "/datasets/acme/rocket/stats/hourly?from=2026-01-01&to=2026-01-01&format=csv",
            "hour,downloads,files,bytes\r\n",
            "/models/acme/rocket/stats/sources",
            "{\"sources\":[{\"source\":\"eu-1\",\"files\":3,\"http\":2,\"git\":0,\"lfs\":1,"
                    + "\"first\":\"2026-01-01T00:00:00Z\",\"last\":\"2026-01-02T03:00:00.5Z\"}]}",
            "/models/acme/rocket/stats/clients?days=30",
            "{\"clients\":[{\"client\":\"hf_hub\",\"downloads\":30},{\"client\":\"none\",\"downloads\":1}],\"period\":{}}",
            "/models/acme/rocket/stats/clients?from=2026-01-01&to=2026-01-31&format=csv",
            "client,downloads\r\nhf_hub,30\r\n",
            "/models/acme/rocket/stats/classes?days=30",
            "{\"classes\":[{\"class\":\"tool\",\"downloads\":30},{\"class\":\"robot\",\"downloads\":1}],\"period\":{}}",
            "/v1/users/alice/stats?by=repository&days=30",
            "{\"repositories\":[{\"id\":\"acme/rocket\",\"type\":\"model\",\"downloads\":2,\"files\":5,\"bytes\":643}],"
                    + "\"total\":{\"downloads\":2,\"files\":5,\"bytes\":643},\"period\":{}}",
            "/v1/users/tenant%2Fzo%C3%AB%20b/stats?by=day&days=1",
            "{\"days\":[{\"date\":\"2026-01-02\",\"downloads\":0,\"files\":0,\"bytes\":0}],\"total\":{},\"period\":{}}",
            "/v1/users/alice/stats?by=hour&days=7&format=csv",
            "hour,downloads,files,bytes\r\n");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeApi api;

    @BeforeEach
    void startApi() throws IOException {
        api = new FakeApi(ANSWERS);
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Test
    void showsHoursAsATableWithBars() {
        assertEquals(0, ask("stats hourly model acme/rocket"));

        assertEquals(
                "hour                  downloads  files  bytes\n"
                        + "2026-01-02T03:00:00Z          1      2   1000  " + "#".repeat(30) + "\n"
                        + "2026-01-02T04:00:00Z          0      0      0\n",
                out.toString());
    }

    @Test
    void writesTheHoursOfAPeriodAsCsv() {
        assertEquals(0, ask("stats hourly dataset acme/rocket --from 2026-01-01 --to 2026-01-01 --format csv"));

        assertEquals("hour,downloads,files,bytes\r\n", out.toString());
    }

    @Test
    void showsSourcesAsATable() {
        assertEquals(0, ask("stats sources model acme/rocket"));

        assertEquals("""
                source  files  http  git  lfs  first                 last
                eu-1        3     2    0    1  2026-01-01T00:00:00Z  2026-01-02T03:00:00.5Z
                """, out.toString());
    }

    @Test
    void showsClientsAsATableWithBars() {
        assertEquals(0, ask("stats clients model acme/rocket"));

        assertEquals(
                "client  downloads\n" + "hf_hub         30  " + "#".repeat(30) + "\n" + "none            1  #\n",
                out.toString());
    }

    @Test
    void showsClassesAsATableWithBars() {
        assertEquals(0, ask("stats classes model acme/rocket"));

        assertEquals(
                "class  downloads\n" + "tool          30  " + "#".repeat(30) + "\n" + "robot          1  #\n",
                out.toString());
    }

    @Test
    void writesTheClientsOfAPeriodAsCsv() {
        assertEquals(0, ask("stats clients model acme/rocket --from 2026-01-01 --to 2026-01-31 --format csv"));

        assertEquals("client,downloads\r\nhf_hub,30\r\n", out.toString());
    }

    @Test
    void showsTheRepositoriesOfAUserWithTheTokenOfTheCaller() {
        assertEquals(0, ask("stats user alice --token a.b.c"));

        assertEquals(
                "id           type   downloads  files  bytes\n" + "acme/rocket  model          2      5    643  "
                        + "#".repeat(30) + "\n",
                out.toString());
        assertEquals(List.of("Bearer a.b.c"), api.tokens());
    }

    @Test
    void showsTheDaysOfAUserWhoseIdHasAnySigns() {
        assertEquals(0, execute("stats", "user", "tenant/zoë b", "--by", "day", "--days", "1"));

        assertEquals("""
                      date  downloads  files  bytes
                2026-01-02          0      0      0
                """, out.toString());
    }

    @Test
    void writesTheHoursOfAUserAsCsv() {
        assertEquals(0, ask("stats user alice --by hour --format csv"));

        assertEquals("hour,downloads,files,bytes\r\n", out.toString());
    }

    @Test
    void saysInOneSentenceThatNothingOfAUserIsThere() {
        assertEquals(1, ask("stats user bob"));

        assertEquals(
                "footfall: there is no record of the downloads of user bob at " + api.endpoint(),
                err.toString().strip());
    }

    private int ask(String commandLine) {
        return execute(commandLine.split(" "));
    }

    private int execute(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(with(arguments));
    }

    private String[] with(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--endpoint", api.endpoint()))
                .toArray(String[]::new);
    }
}
