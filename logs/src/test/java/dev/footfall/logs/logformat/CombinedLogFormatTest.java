package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinedLogFormatTest {
    private static final String HEAD = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] ";

    @Test
    void readsEveryField() {
        LoggedRequest access =
                access("192.0.2.7 - alice [20/Nov/2026:05:59:54 +0100] \"GET /a?b HTTP/1.1\" 206 4976698672"
                        + " \"http://example.org/\" \"curl/8\"");

        assertEquals(
                new LoggedRequest(
                        "192.0.2.7",
                        "alice",
                        Instant.parse("2026-11-20T04:59:54Z").toEpochMilli(),
                        "GET /a?b HTTP/1.1",
                        206,
                        4_976_698_672L,
                        "curl/8"),
                access);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"GET / HTTP/1.1\" 200 -`,``",
                "`\"GET / HTTP/1.1\" 200 5`,``",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"-\"`,`-`",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"agent\" \"-\" rt=0.1`,`agent`",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"say \\\"hi\\\" \\\\o\"`,`say \"hi\" \\o`",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"say \\x22hi\\x22 \\x5Co\"`,`say \"hi\" \\o`",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"old \"quotes\".\"`,`old \"quotes\".`",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"\\xC3\\xA9\"`,`é`",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"\\xE9\"`,`é`",
                "`\"GET / HTTP/1.1\" 200 5 \"-\" \"\"`,``",
            })
    void readsTheAgentAsTheClientSentIt(String rest, String agent) {
        assertEquals(agent, access(HEAD + rest).agent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1", "client.example.org", "::ffff:192.0.2.7"})
    void readsClientsOfAllKinds(String client) {
        assertEquals(client, access(client + HEAD.substring(9) + "\"-\" 400 0").client());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice smith", "a [b]", "\\\"x\\\"", ""})
    void readsUsersOfAllKinds(String user) {
        LoggedRequest access = access("192.0.2.7 - " + user + " [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1");

        assertEquals(user.replace("\\", ""), access.user());
    }

    @ParameterizedTest
    @CsvSource({
        "20/Nov/2026:04:59:54 +0000, 2026-11-20T04:59:54Z",
        "01/Jan/2027:00:30:00 +0530, 2026-12-31T19:00:00Z",
        "29/Feb/2024:23:30:00 -0100, 2024-03-01T00:30:00Z",
        "31/Dec/2016:23:59:60 +0000, 2016-12-31T23:59:59.999Z",
    })
    void honoursTheOffsetOfTheTime(String time, Instant expected) {
        LoggedRequest access = access("192.0.2.7 - - [" + time + "] \"GET / HTTP/1.1\" 200 1");

        assertEquals(expected.toEpochMilli(), access.timeMillis());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`nonsense`,line",
                "``,line",
                "`192.0.2.7 - - \"GET / HTTP/1.1\" 200 1`,line",
                "`www.example.org:80 192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1`,line",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1`,line",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000]`,line",
                "`192.0.2.7 - - [20/Nvo/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1`,time",
                "`192.0.2.7 - - [31/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1`,time",
                "`192.0.2.7 - - [20/Nov/2026:24:59:54 +0000] \"GET / HTTP/1.1\" 200 1`,time",
                "`192.0.2.7 - - [2026-11-20T04:59:54.123456] \"GET / HTTP/1.1\" 200 1`,time",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54] \"GET / HTTP/1.1\" 200 1`,time",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 CET] \"GET / HTTP/1.1\" 200 1`,time",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" OK 1`,status",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200`,status",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 many`,bytes",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 9999999999999999999`,bytes",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1 \"http://ex`,referer",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"curl`,user_agent",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1 \"-\"`,user_agent",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1 \"curl/8\" [qtp-1]`,user_agent",
                "`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1 0.005`,referer",
                "`\"192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"\"GET / HTTP/1.1\"\" 200 1 \"\"-\"\" \"\"x\"\"\"`,line",
                "`\"192.0.2.7 - ann [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\"\"`,line",
                "`{\"log\":\"192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] x\"}`,line",
            })
    void namesWhatCannotBeRead(String line, String field) {
        ParsedLine parsed = new CombinedLogFormat().parse(latin1(line));

        assertEquals(field, assertInstanceOf(Unreadable.class, parsed).field());
    }

    @Test
    void refusesALineWithNumbersBetweenBytesAndAgentAndNamesTheColumn() {
        String nexus = "192.0.2.7 - anonymous [20/Nov/2026:04:59:54 +0000] \"GET /a.jar HTTP/1.1\" 200 - 1234 15"
                + " \"Apache-Maven/3.9.6\" [qtp1470966439-77]";

        ParsedLine parsed = new CombinedLogFormat().parse(latin1(nexus));

        assertEquals(
                new Unreadable(
                        "referer",
                        "column 80: the bytes must be followed by the end of the line or a referer " + "in quotes"),
                parsed);
        assertEquals("1234 15", nexus.substring(79, 86));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`nonsense`,9",
                "`h - - [20/Nvo/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 1`,7",
                "`h - - [20/Nov/2026:04:59:54 +0000] GET / 200 1`,36",
                "`h - - [20/Nov/2026:04:59:54 +0000] \"GET /\" OK 1`,44",
                "`h - - [20/Nov/2026:04:59:54 +0000] \"GET /\" 200 many`,48",
                "`h - - [20/Nov/2026:04:59:54 +0000] \"GET /\" 200 1 \"http://ex`,50",
                "`h - - [20/Nov/2026:04:59:54 +0000] \"GET /\" 200 1 \"-\" 7`,54",
                "`h - - [20/Nov/2026:04:59:54 +0000] \"GET /\" 200 1 \"-\"`,53",
            })
    void namesTheColumnOfWhatCannotBeRead(String line, int column) {
        ParsedLine parsed = new CombinedLogFormat().parse(latin1(line));

        String error = assertInstanceOf(Unreadable.class, parsed).error();
        assertEquals("column " + column, error.substring(0, error.indexOf(':')), error);
    }

    /** As the other formats read them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "20/Nov/2026:04:59:54 UTC",
                "20/Nov/2026:04:59:54 GMT",
                "20/Nov/2026:04:59:54Z",
                "20/Nov/2026:04:59:54 +00:00",
                "20/Nov/2026:04:59:54+0000",
                "20/Nov/2026:04:59:54   UTC",
                "20/Nov/2026 04:59:54 +0000",
                "20/Nov/2026:04:59:54.000Z",
                "2026-11-20T04:59:54Z",
                "2026-11-20 05:59:54 +01:00",
                "1795150794.000",
            })
    void readsTimesOfOtherShapes(String time) {
        for (String user : new String[] {"-", "a [b]"}) {
            LoggedRequest access =
                    access("192.0.2.7 - " + user + " [" + time + "] \"GET / HTTP/1.1\" 200 1 \"-\" \"a [c] x\"");

            assertEquals(Instant.parse("2026-11-20T04:59:54Z").toEpochMilli(), access.timeMillis());
            assertEquals("a [c] x", access.agent());
            assertEquals(user, access.user());
        }
    }

    @Test
    void readsTimesWithoutAnOffsetInTheZoneThatIsGiven() {
        byte[] line = latin1("192.0.2.7 - - [20/Nov/2026:05:59:54] \"GET / HTTP/1.1\" 200 1");

        LineParser berlin =
                Formats.preset("combined").in(ZoneId.of("Europe/Berlin")).open();

        LoggedRequest access = assertInstanceOf(LoggedRequest.class, berlin.parse(line));
        assertEquals(Instant.parse("2026-11-20T04:59:54Z").toEpochMilli(), access.timeMillis());
        Unreadable refused = assertInstanceOf(Unreadable.class, new CombinedLogFormat().parse(line));
        assertTrue(refused.error().endsWith("if it has no offset, its zone must be given"), refused::error);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "` `,`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200 1 \"-\" \"x  y\"`,``",
                "``,`192.0.2.7  - - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200 1 \"-\" \"x  y\"`,``",
                "``,`192.0.2.7 -  - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200 1 \"-\" \"x  y\"`,``",
                "``,`192.0.2.7 - -  [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200 1 \"-\" \"x  y\"`,``",
                "``,`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000]  \"GET /a  b HTTP/1.1\" 200 1 \"-\" \"x  y\"`,``",
                "``,`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\"  200 1 \"-\" \"x  y\"`,``",
                "``,`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200  1 \"-\" \"x  y\"`,``",
                "``,`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200 1  \"-\" \"x  y\"`,``",
                "``,`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200 1 \"-\"  \"x  y\"`,``",
                "``,`192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a  b HTTP/1.1\" 200 1 \"-\" \"x  y\"`,` `",
                "`\t`,`192.0.2.7\t-\t-\t[20/Nov/2026:04:59:54 +0000]\t\"GET /a  b HTTP/1.1\"\t200\t1\t\"-\"\t\"x  y\"`,`\t`",
            })
    void takesBlanksForOne(String before, String line, String after) {
        assertEquals(access(HEAD + "\"GET /a  b HTTP/1.1\" 200 1 \"-\" \"x  y\""), access(before + line + after));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", "\t"})
    void takesABlankAfterTheBytesOfACommonLineForNothing(String blank) {
        assertEquals(access(HEAD + "\"GET / HTTP/1.1\" 200 1"), access(HEAD + "\"GET / HTTP/1.1\" 200 1" + blank));
    }

    /** The fields after a missing one must not take its place. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"GET / HTTP/1.1\"  1 \"-\" \"x\"",
                "\"GET / HTTP/1.1\" 200  \"-\" \"x\"",
                "\"GET / HTTP/1.1\" 200 1  \"x\"",
                "\"GET / HTTP/1.1\"  200 \"-\" \"x\"",
            })
    void refusesTwoBlanksForAFieldThatIsMissing(String rest) {
        assertInstanceOf(Unreadable.class, new CombinedLogFormat().parse(latin1(HEAD + rest)));
    }

    private static LoggedRequest access(String line) {
        return assertInstanceOf(LoggedRequest.class, new CombinedLogFormat().parse(latin1(line)));
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
