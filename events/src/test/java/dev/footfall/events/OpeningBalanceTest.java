package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningBalanceTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "heron");
    private static final String FIRST = "'repo_type':'model','repo':'myorg/heron','origin':'kohakuhub',";

    @Test
    void isReadAsItWasWritten() {
        var day = new BalanceDays("kohakuhub", LocalDate.parse("2026-10-31"), false);
        var numbers = new BalanceNumbers(
                12, OptionalLong.of(5), OptionalLong.of(7), OptionalLong.of(40), OptionalLong.of(900), true);
        var lump = new BalanceDays("github-releases", LocalDate.parse("2026-10-01"), true);

        for (var balance : new OpeningBalance[] {
            new OpeningBalance(REPO, day, Optional.of(numbers), NOW),
            new OpeningBalance(REPO, lump, Optional.of(BalanceNumbers.of(0)), NOW),
            new OpeningBalance(REPO, lump, Optional.empty(), NOW)
        }) {
            assertEquals(
                    Optional.of(balance),
                    OpeningBalance.decode(balance.toJson()).value());
        }
        assertEquals("model/myorg/heron/kohakuhub/2026-10-31", key(day));
        assertEquals("model/myorg/heron/github-releases/before", key(lump));
    }

    private static String key(BalanceDays about) {
        var balance = new OpeningBalance(REPO, about, Optional.empty(), NOW);
        return new String(balance.keyBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void isOfNowUnlessItSaysOtherwise() throws IOException {
        assertEquals(
                NOW,
                stated(FIRST + "'date':'2026-11-20','downloads':1")
                        .value()
                        .orElseThrow()
                        .time());
        String before = FIRST + "'before':'2026-11-21','downloads':1,'time':'2026-11-20T11:00:00Z'";
        assertEquals(
                Instant.parse("2026-11-20T11:00:00Z"),
                stated(before).value().orElseThrow().time());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'date':'2026-10-31','downloads':-1                                    | downloads     | must be an integer, 0 to 1000000000000
            'date':'2026-10-31','downloads':1.0                                   | downloads     | must be an integer, 0 to 1000000000000
            'date':'2026-10-31'                                                   | downloads     | missing
            'date':'2026-11-21','downloads':1                                     | date          | must not be after 2026-11-20
            'before':'2026-11-22','downloads':1                                   | before        | must not be after 2026-11-21
            'date':'2026-10-31','before':'2026-10-31','downloads':1               | date          | must be there, or before in its place
            'downloads':1                                                         | date          | must be there, or before in its place
            'date':'31.10.2026','downloads':1                                     | date          | must be a day from 1970 on, such as 2026-10-31
            'date':'2026-02-30','downloads':1                                     | date          | must be a day from 1970 on, such as 2026-10-31
            'date':'1969-12-31','downloads':1                                     | date          | must be a day from 1970 on, such as 2026-10-31
            'date':'2026-10-31','downloads':3,'authenticated':1,'anonymous':1     | authenticated | authenticated and anonymous must add up to downloads
            'date':'2026-10-31','downloads':3,'anonymous':4                       | authenticated | authenticated and anonymous must add up to downloads
            'date':'2026-10-31','downloads':3,'lifetime':4                        | lifetime      | is unknown here: known are anonymous, authenticated, before, date, downloads, files, origin, removed, replaces, repo, repo_type, time
            'date':'2026-10-31','downloads':3,'file':4                            | file          | is unknown here: did you mean files?
            'date':'2026-10-31','downloads':3,'downloads':4                       | downloads     | is repeated
            'date':'2026-10-31','downloads':3,'time':'2026-11-22T00:00:00Z'       | time          | is more than 24 hours ahead
            """)
    void namesWhatIsWrong(String rest, String field, String error) throws IOException {
        String reason = stated(FIRST + rest).fold(valid -> "none", fault -> fault.field() + ": " + fault.error());

        assertEquals(field + ": " + error, reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'repo_type':'models','repo':'a/b','origin':'x','date':'2026-10-31','downloads':1   | repo_type
            'repo_type':'model','repo':'b','origin':'x','date':'2026-10-31','downloads':1      | repo
            'repo_type':'model','repo':'a/b','origin':'X','date':'2026-10-31','downloads':1    | origin
            'repo_type':'model','repo':'a/b','date':'2026-10-31','downloads':1                 | origin
            """)
    void namesAFaultOfItsPlace(String all, String field) throws IOException {
        assertEquals(field, stated(all).fold(valid -> "none", FieldError::field));
    }

    private static Parsed<OpeningBalance> stated(String fields) throws IOException {
        byte[] json = ("{" + fields + "}").replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = CheckedJson.parser(json, 0, json.length)) {
            parser.nextToken();
            return OpeningBalance.decodeStatement(parser, NOW);
        }
    }
}
