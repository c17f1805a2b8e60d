package dev.footfall.rules.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.Observation;
import dev.footfall.events.VisitorId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The matcher, against a walk over all rules in their order. */
class ClientClassesPropertyTest {
    private static final PatternForm[] FORMS = PatternForm.values();
    private static final ClientClass[] CLASSES = ClientClass.values();
    private static final List<String> LETTERS = List.of("a", "b", "/", "é", "💾");

    static IntStream seeds() {
        return IntStream.range(0, Boolean.getBoolean("proof") ? 300 : 100);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void decidesAsAWalkOverTheRulesDoes(int seed) {
        var random = new Random(seed);
        List<ClientRule> rules = rules(random);
        ClientClasses classes = ClientClasses.of(rules);

        for (int i = 0; i < 200; i++) {
            String agent = text(random, 8);
            String user = text(random, 1);
            String network = text(random, 1);
            VisitorDay day = visitorDay(random);
            String expected = walk(rules, new Client(agent, user, network, day));

            ClientMatch match = classes.match(
                    classes.match(agent.getBytes(StandardCharsets.UTF_8), user, network),
                    Observation.visitorBytes(day.visitor()),
                    day.day().toEpochDay());

            assertEquals(expected, match.type() + " " + match, () -> "seed=" + seed + " agent='" + agent + "'");
        }
    }

    private static List<ClientRule> rules(Random random) {
        var rules = new ArrayList<ClientRule>();
        for (int rule = random.nextInt(8); rule > 0; rule--) {
            var patterns = new ArrayList<ClientPattern>();
            for (int pattern = 1 + random.nextInt(6); pattern > 0; pattern--) {
                PatternForm form = FORMS[random.nextInt(FORMS.length)];
                String text =
                        form == PatternForm.VISITOR_DAYS ? visitorDay(random).toString() : text(random, 4);
                if (text.isEmpty() && form != PatternForm.AGENT_EQUALS) continue;
                patterns.add(new ClientPattern(form, text, CLASSES[random.nextInt(CLASSES.length)]));
            }
            rules.add(new ClientRule(rules.size() + 1, "", patterns));
        }
        return rules;
    }

    private record Client(String agent, String user, String network, VisitorDay day) {}

    /** One of few, so that lists have it often. */
    private static VisitorDay visitorDay(Random random) {
        LocalDate day = LocalDate.parse("2026-10-05").plusDays(random.nextInt(3));
        int number = random.nextInt(6);
        return new VisitorDay(
                day,
                number < 3
                        ? VisitorId.user(LETTERS.get(2 + number))
                        : VisitorId.anonymous("0123456789abcdef0123456789abcde" + number));
    }

    private static String walk(List<ClientRule> rules, Client client) {
        for (int i = 0; i < rules.size(); i++) {
            for (ClientPattern pattern : rules.get(i).patterns()) {
                if (!matches(pattern, client)) continue;
                return pattern.type() + " rule " + (i + 1) + ", line " + (i + 1) + ": " + pattern;
            }
        }
        return ClientClass.UNKNOWN + " no rule";
    }

    private static boolean matches(ClientPattern pattern, Client client) {
        String agent = client.agent;
        return switch (pattern.form()) {
            case AGENT_PREFIX -> agent.startsWith(pattern.text());
            case AGENT_CONTAINS -> agent.contains(pattern.text());
            case AGENT_EQUALS -> agent.equals(pattern.text());
            case AGENT_MATCHES -> Pattern.compile(pattern.text()).matcher(agent).find();
            case USER -> client.user.equals(pattern.text());
            case NETWORK -> client.network.equals(pattern.text());
            case VISITOR_DAYS -> client.day.toString().equals(pattern.text());
        };
    }

    private static String text(Random random, int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> LETTERS.get(random.nextInt(LETTERS.size())))
                .collect(Collectors.joining());
    }
}
