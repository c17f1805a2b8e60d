package dev.footfall.rules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRuleFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nme: a | mine.yaml:1:1 is 'nme': allowed is name, session, redirects, projections, slots, withdrawn, partial, paths, classes, clients",
                "redirects: count | mine.yaml:1:1: allowed is a rule set with a name",
                "name: A! | mine.yaml:1:7: name is 'A!': allowed is up to 64 of a-z, 0-9, '.', '_' and '-'",
                "name: | mine.yaml:1:6: name: allowed is a text, and this is nothing",
                "name: [a] | mine.yaml:1:7: name: allowed is a text, and this is a list",
                "name: !!binary aGk= | mine.yaml:1:7: name is 'aGk=': allowed is a value without a tag",
                "- a | mine.yaml:1:1: allowed is a map of name, session, redirects, projections, slots, withdrawn, partial, paths, classes, clients, and this is a list",
                "name: a\\nname: b | mine.yaml:2:1 is 'name': allowed is each key once",
                "name: a\\nsession: PT30M | mine.yaml:2:10: session is 'PT30M': allowed is a map of gap, retention, and this is a text",
                "name: a\\nsession: {gap: 30m} | mine.yaml:2:16: session.gap is '30m': allowed is an ISO-8601 duration, PT1M to PT24H",
                "name: a\\nsession: {gap: PT25H} | mine.yaml:2:16: session.gap is 'PT25H': allowed is an ISO-8601 duration, PT1M to PT24H",
                "name: a\\nsession: {retention: P401D} | mine.yaml:2:22: session.retention is 'P401D': allowed is an ISO-8601 duration, PT10S to P400D",
                "name: a\\nsession: {gap: PT1M, gap: PT2M} | mine.yaml:2:22: session is 'gap': allowed is each key once",
                "name: a\\nredirects: true | mine.yaml:2:12: redirects is 'true': allowed is exclude or count",
                "name: a\\nprojections: hours | mine.yaml:2:14: projections is 'hours': allowed is a list, and "
                        + "this is a text",
                "name: a\\nprojections: [hours, minutes] | mine.yaml:2:22: projections[1] is 'minutes': allowed "
                        + "is some of hours, clients, sources, users, classes, source-hours, visitors, files, revisions, countries, uniques, access",
                "name: a\\nslots: {session: PT7M} | mine.yaml:2:18: slots.session is 'PT7M': allowed is an ISO-8601 "
                        + "duration, PT5M to PT1H, that divides an hour",
                "name: a\\nslots: {session: PT4M} | mine.yaml:2:18: slots.session is 'PT4M': allowed is an ISO-8601 "
                        + "duration, PT5M to PT1H, that divides an hour",
                "name: a\\nprojections: []\\nslots: {session: PT5M, double-click: PT6M} | mine.yaml:3:38: "
                        + "slots.double-click is 'PT6M': allowed is an ISO-8601 duration, PT1S to PT5M",
                "name: a\\nslots: {session: PT5M, double-click: PT7S} | mine.yaml:2:38: slots.double-click is 'PT7S': "
                        + "allowed is none, or projections without files, sources",
                "name: a\\nslots: {double-click: PT30S} | mine.yaml:2:23: slots.double-click is 'PT30S': allowed is "
                        + "no time together with a session's slot",
                "name: a\\nwithdrawn: {source: a} | mine.yaml:2:12: withdrawn: allowed is a list, and this is a map",
                "name: a\\nwithdrawn: [{from: 2026-10-01}] | mine.yaml:2:13: withdrawn[0]: allowed is a source, a repository, or both, and from and to",
                "name: a\\nwithdrawn: [{source: ''}] | mine.yaml:2:22: withdrawn[0].source is '': allowed is the name of a source, up to 256 characters",
                "name: a\\nwithdrawn: [{repository: a/b}] | mine.yaml:2:26: withdrawn[0].repository is 'a/b': allowed is a repository such as model/myorg/mymodel",
                "name: a\\nwithdrawn: [{source: a, from: noon}] | mine.yaml:2:31: withdrawn[0].from is 'noon': allowed is a time from 1970 on, in whole milliseconds, such as 2026-11-20T13:00:00Z, or a date",
                "name: a\\nwithdrawn: [{source: a, from: '+999999999-12-31T23:59:59Z'}] | mine.yaml:2:31: withdrawn[0].from is '+999999999-12-31T23:59:59Z': allowed is a time from 1970 on, in whole milliseconds, such as 2026-11-20T13:00:00Z, or a date",
                "name: a\\nwithdrawn: [{source: a, to: 2026-02-30}] | mine.yaml:2:29: withdrawn[0].to is '2026-02-30': allowed is a time from 1970 on, in whole milliseconds, such as 2026-11-20T13:00:00Z, or a date",
                "name: a\\nwithdrawn: [{source: a, from: 2026-10-02, to: 2026-10-02}] | mine.yaml:2:13: withdrawn[0]: allowed is a from that is before its to",
                "name: a\\nclasses: {bot: count} | mine.yaml:2:11: classes is 'bot': allowed is tool, browser, ci, mirror, monitor, robot, unknown",
                "name: a\\nclasses: {robot: no} | mine.yaml:2:18: classes.robot is 'no': allowed is count or exclude",
                "name: a\\nclients: [{agent-prefix: [a]}] | mine.yaml:2:11: clients[0]: allowed is a rule with class",
                "name: a\\nclients: [{class: tool}] | mine.yaml:2:11: clients[0]: allowed is a class, and at least "
                        + "one pattern that identifies a client",
                "name: a\\nclients: [{class: bot, user: [a]}] | mine.yaml:2:19: clients[0].class is 'bot': allowed is "
                        + "tool, browser, ci, mirror, monitor, robot, unknown",
                "name: a\\nclients: [{class: tool, agent: [a]}] | mine.yaml:2:25: clients[0] is 'agent': allowed is "
                        + "class, agent-prefix, agent-contains, agent-equals, agent-matches, user, network, visitor-days",
                "name: a\\nclients: [{class: tool, user: a}] | mine.yaml:2:31: clients[0].user is 'a': allowed "
                        + "is a list, and this is a text",
                "name: a\\nclients: [{class: tool, agent-prefix: ['']}] | mine.yaml:2:40: clients[0].agent-prefix[0] "
                        + "is '': allowed is a text; '' is allowed only for agent-equals and means no agent",
                "name: a\\nclients: [{list: l, class: tool}] | mine.yaml:2:11: clients[0]: allowed is a rule with file",
                "name: a\\nclients: [{list: l, class: tool, agent-prefix: [a]}] | mine.yaml:2:34: clients[0] is "
                        + "'agent-prefix': allowed is list, file, class, except-tags, tags",
                "name: a\\nclients: [{list: l, class: tool, file: l.json}] | mine.yaml:2:40: clients[0].file is "
                        + "'l.json': allowed is no list in a built-in rule set",
                "name: a\\npartial: on | mine.yaml:2:10: partial is 'on': allowed is off, or a map of below-bytes and "
                        + "below-share",
                "name: a\\npartial: {below-bytes: 1MBit} | mine.yaml:2:24: partial.below-bytes is '1MBit': allowed is "
                        + "a number of bytes from 1, such as 1048576, 100kB or 1MiB",
                "name: a\\npartial: {below-bytes: 0} | mine.yaml:2:24: partial.below-bytes is '0': allowed is a "
                        + "number of bytes from 1, such as 1048576, 100kB or 1MiB",
                "name: a\\npartial: {below-share: 50%} | mine.yaml:2:24: partial.below-share is '50%': allowed "
                        + "is a share above 0, up to 1, such as 0.5",
                "name: a\\npaths: ['*.asc'] | mine.yaml:2:8: paths: allowed is a map of ignore, and this is a list",
                "name: &a b | mine.yaml:1:7: allowed is no anchor and no alias",
                "name: a\\n---\\nname: b | mine.yaml:2:1: allowed is YAML 1.2 (but found another document)",
            })
    void namesThePlaceTheValueAndWhatIsAllowed(String text, String message) {
        assertEquals(message, refusal(text.replace("\\n", "\n")).getMessage());
    }

    @Test
    void hasThePlaceAsValues() {
        BadRuleFile refused = refusal("name: a\nsession: {gap: 30m}");

        assertEquals("mine.yaml:2:16: session.gap", refused.where());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+", "a(?=b)", "((a{99}){99}){99}"})
    void refusesARegularExpressionThatIsNoneOfRe2(String regex) {
        String message =
                String.valueOf(refusal("name: a\nclients: [{class: tool, agent-matches: ['ok', '" + regex + "']}]")
                        .getMessage());

        assertTrue(
                message.startsWith("mine.yaml:2:47: clients[0].agent-matches[1] is '" + regex
                        + "': allowed is a regular expression"),
                message);
    }

    @Test
    void boundsWhatAFileCanBecome() {
        String deep = "name: " + "[".repeat(100_000);
        String many = "name: " + "a".repeat(YamlValue.MAX_CHARACTERS);
        String bomb = "a: &a [x,x]\n"
                + IntStream.range(0, 24)
                        .mapToObj(i -> "a" + i + ": &b" + i + " [*a, *a]\n")
                        .collect(Collectors.joining());

        assertRefused("at most 16 levels", deep);
        assertRefused("a file of at most 1000000 characters", many);
        assertRefused("no anchor and no alias", bomb);
    }

    @Test
    void refusesAFileThatIsNotThereOrNoText() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});

        assertTrue(refused(missing)
                .startsWith(missing + ": allowed is a file that can be read, or default or robots-apart or counter"));
        assertTrue(refused(directory).startsWith(directory + ": allowed is "));
        assertEquals(binary + ": allowed is UTF-8", refused(binary));
    }

    private static String refused(Path file) {
        return String.valueOf(assertThrows(BadRuleFile.class, () -> RuleFile.of(file.toString()))
                .getMessage());
    }

    private static void assertRefused(String allowed, String text) {
        String message = refusal(text).toString();
        assertTrue(message.endsWith("allowed is " + allowed), message);
    }

    private static BadRuleFile refusal(String text) {
        return assertThrows(BadRuleFile.class, () -> RuleFileReader.read("mine.yaml", text, ListFiles.none()));
    }
}
