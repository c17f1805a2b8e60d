package dev.footfall.rules.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.rules.clients.ClientClasses.AgentCache;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ClientClassesTest {
    private static final ClientClasses CLASSES = ClientClasses.of(List.of(
            rule(10, new ClientPattern(PatternForm.AGENT_PREFIX, "mirror/", ClientClass.MIRROR)),
            rule(
                    11,
                    new ClientPattern(PatternForm.AGENT_CONTAINS, "is_ci/true", ClientClass.CI),
                    new ClientPattern(PatternForm.NETWORK, "builders", ClientClass.CI)),
            rule(
                    12,
                    new ClientPattern(PatternForm.AGENT_PREFIX, "curl/", ClientClass.TOOL),
                    new ClientPattern(PatternForm.AGENT_PREFIX, "café/", ClientClass.TOOL),
                    new ClientPattern(PatternForm.AGENT_EQUALS, "fetch", ClientClass.TOOL)),
            rule(13, new ClientPattern(PatternForm.AGENT_MATCHES, "^[A-Z][a-z]+[Bb]ot/", ClientClass.ROBOT)),
            rule(14, new ClientPattern(PatternForm.USER, "probe", ClientClass.MONITOR)),
            rule(15, new ClientPattern(PatternForm.AGENT_EQUALS, "", ClientClass.ROBOT))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mirror/1 is_ci/true | '' | '' | mirror | rule 1, line 10: agent-prefix 'mirror/'",
                "curl/8 is_ci/true | '' | '' | ci | rule 2, line 11: agent-contains 'is_ci/true'",
                "curl/8 | '' | '' | tool | rule 3, line 12: agent-prefix 'curl/'",
                "curl/8 | '' | builders | ci | rule 2, line 11: network 'builders'",
                "curl/8 | probe | '' | tool | rule 3, line 12: agent-prefix 'curl/'",
                "other | probe | '' | monitor | rule 5, line 14: user 'probe'",
                "a curl/8 | '' | '' | unknown | no rule",
                "Curl/8 | '' | '' | unknown | no rule",
                "café/1 | '' | '' | tool | rule 3, line 12: agent-prefix 'café/'",
                "fetch | '' | '' | tool | rule 3, line 12: agent-equals 'fetch'",
                "fetch/1 | '' | '' | unknown | no rule",
                "SomeBot/2 | '' | '' | robot | rule 4, line 13: agent-matches '^[A-Z][a-z]+[Bb]ot/'",
                "'' | '' | '' | robot | rule 6, line 15: agent-equals ''",
                "'' | probe | '' | monitor | rule 5, line 14: user 'probe'",
            })
    void givesTheClassOfTheFirstRuleThatMatches(
            String agent, String user, String network, String type, String decision) {
        ClientMatch match = CLASSES.match(bytes(agent), user, network);

        assertEquals(type, match.type().label());
        assertEquals(decision, match.toString());
    }

    @Test
    void hasNoClassButUnknownWithoutRules() {
        assertEquals(
                ClientClass.UNKNOWN,
                ClientClasses.of(List.of()).match(bytes("curl/8"), "", "").type());
    }

    @Test
    void readsAgentsThatAreNoUtf8() {
        byte[] agent = {'c', 'u', 'r', 'l', '/', (byte) 0xff, (byte) 0xc3};

        assertEquals(ClientClass.TOOL, CLASSES.match(agent, "", "").type());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y"})
    void isLinearOnHostileAgents(String regex) {
        ClientClasses classes = ClientClasses.of(
                List.of(rule(1, new ClientPattern(PatternForm.AGENT_MATCHES, regex, ClientClass.ROBOT))));

        for (String hostile : List.of("a".repeat(1_023) + "!", "ax".repeat(511) + "!!", "x".repeat(1_024))) {
            assertEquals(
                    ClientClass.UNKNOWN, classes.match(bytes(hostile), "", "").type(), hostile);
        }
    }

    @Test
    void keepsABoundedNumberOfTheAgentsThatItHasSeenAndStaysExact() {
        ClientClasses classes = ClientClasses.of(
                List.of(rule(1, new ClientPattern(PatternForm.AGENT_CONTAINS, "7", ClientClass.ROBOT))));

        IntStream.range(0, 1_000_000).parallel().forEach(i -> {
            String agent = "agent/" + i % 333_333;
            boolean isRobot = classes.match(bytes(agent), "", "").type() == ClientClass.ROBOT;
            if (isRobot != agent.contains("7")) throw new AssertionError(agent);
        });

        assertTrue(classes.kept() <= AgentCache.ENTRIES, () -> "kept " + classes.kept());
        assertTrue(classes.kept() > AgentCache.ENTRIES / 2, () -> "kept " + classes.kept());
    }

    @Test
    void keepsAnAgentThatComesAgainAmongSixMillionThatDoNot() {
        var cache = new AgentCache();
        byte[] often = bytes("pip/24.0");
        ClientMatch match = CLASSES.search(often);
        cache.put(often, match);

        for (int i = 0; i < 6_000_000; i++) {
            cache.put(bytes("once/" + i), ClientMatch.NONE);
            assertSame(match, cache.get(often, 0, often.length), "pip/24.0 was evicted");
        }

        assertEquals(AgentCache.ENTRIES, cache.size());
    }

    @Test
    void keepsNoAgentThatIsLong() {
        ClientClasses classes = ClientClasses.of(List.of());

        classes.match(new byte[AgentCache.MAX_AGENT_BYTES + 1], "", "");
        assertEquals(0, classes.kept());
        classes.match(new byte[AgentCache.MAX_AGENT_BYTES], "", "");
        assertEquals(1, classes.kept());
    }

    @Test
    void looksAtUsersAndNetworksOnlyWhereARuleDoes() {
        assertTrue(CLASSES.looksAtUsers() && CLASSES.looksAtNetworks());
        assertFalse(ClientClasses.of(List.of()).looksAtUsers());
        assertFalse(ClientClasses.of(List.of()).looksAtNetworks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a", "a(?=b)", "(a)\\1", "((a{99}){99}){99}", "a{1001}", "[[:nope:]]"})
    void refusesWhatRe2HasNotAndWhatWouldFillTheMemory(String regex) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClientPattern(PatternForm.AGENT_MATCHES, regex, ClientClass.ROBOT));
    }

    private static ClientRule rule(int line, ClientPattern... patterns) {
        return new ClientRule(line, "", List.of(patterns));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
