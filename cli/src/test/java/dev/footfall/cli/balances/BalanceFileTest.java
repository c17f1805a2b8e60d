package dev.footfall.cli.balances;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.OpeningBalance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceFileTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    Path directory;

    private List<BalanceLine> read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("balances"), text);
        return new BalanceFile(file, Optional.of("kohakuhub"), NOW).read();
    }

    private static List<String> json(List<BalanceLine> lines) {
        return lines.stream()
                .map(line -> new String(line.balance().toJson(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void readsTheSameFromCsvAndNdjson() throws IOException {
        List<String> csv = json(read("""
                repo_type,repo,date,before,downloads,authenticated,anonymous,files
                model,acme/heron,2026-10-31,,12,5,7,40
                model,"acme/heron",,2026-10-01,12000,,,
                """));
        List<String> ndjson = json(read("""
                {"repo_type":"model","repo":"acme/heron","date":"2026-10-31","downloads":12,"authenticated":5,"anonymous":7,"files":40}

                {"repo_type":"model","repo":"acme/heron","before":"2026-10-01","downloads":12000,"origin":"kohakuhub"}
                """));

        assertEquals(csv, ndjson);
        assertEquals(
                "{\"repo_type\":\"model\",\"repo\":\"acme/heron\",\"origin\":\"kohakuhub\",\"before\":\"2026-10-01\","
                        + "\"downloads\":12000,\"time\":\"2026-11-20T12:00:00Z\"}",
                csv.get(1));
    }

    @Test
    void namesLineAndColumnOfEachFaultAndTakesNothing() {
        var refused = assertThrows(BadBalances.class, () -> read("""
                        repo_type,repo,date,downloads
                        model,acme/heron,2026-10-30,1
                        model,acme/heron,2026-10-31,-1
                        models,acme/heron,2026-10-31,1
                        model,acme/heron,2026-11-21,1
                        model,acme/heron,2026-10-31,1.5
                        model,acme/heron,2026-10-29
                        model,acme/heron,2026-10-30,2
                        """));

        assertEquals(
                List.of(
                        "line 3, column 29: downloads: must be an integer, 0 to 1000000000000",
                        "line 4, column 1: repo_type: must be model, dataset or space",
                        "line 5, column 18: date: must not be after 2026-11-20",
                        "line 6, column 29: downloads: must be an integer, 0 to 1000000000000",
                        "line 7, column 1: 3 cells, but the heading has 4",
                        "line 8, column 1: the same repository, origin and days as in line 2",
                        "nothing of the file was taken"),
                refused.sentences());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            repo_type,repo,date,download           | line 1, column 21: download is no column of balances: did you mean downloads?
            repo_type,repo,date,date               | line 1: a column is there twice
            {'repo_type':'model'                   | line 1, column 1: not JSON
            {'repo_type':'model','repo':'a/b','date':'2026-10-31','downloads':-1} | line 1, column 55: downloads: must be an integer, 0 to 1000000000000
            """)
    void namesTheFirstFault(String text, String reason) {
        var refused = assertThrows(BadBalances.class, () -> read(text.replace('\'', '"')));

        assertEquals(reason, refused.sentences().get(0));
    }

    @Test
    void aFileWithoutBalancesHasNone() throws IOException {
        assertEquals(List.of(), read(""));
        assertEquals(List.of(), read("repo_type,repo,date,downloads\n"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeading() throws IOException {
        List<OpeningBalance> read = read("\uFEFFrepo_type,repo,before,downloads\r\nspace,a/b,2026-10-01,3\r\n").stream()
                .map(BalanceLine::balance)
                .toList();

        assertEquals(3, read.get(0).numbers().orElseThrow().downloads());
    }
}
