package dev.footfall.aggregator.counting;

import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRule;
import dev.footfall.rules.clients.ClientRules;
import dev.footfall.rules.clients.PatternForm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Rules about the clients of a {@link RandomLog}, in any order, some of which match one client. */
final class RandomClients {
    private static final List<ClientRule> RULES = List.of(
            rule(
                    pattern(PatternForm.USER, "alice", ClientClass.BROWSER),
                    pattern(PatternForm.USER, "ärger 猫", ClientClass.TOOL)),
            rule(pattern(PatternForm.NETWORK, "builders", ClientClass.CI)),
            rule(
                    pattern(PatternForm.VISITOR_DAYS, "2025-12-31 user:alice", ClientClass.ROBOT),
                    pattern(
                            PatternForm.VISITOR_DAYS,
                            "2026-01-01 0123456789abcdef0123456789abcde7",
                            ClientClass.ROBOT)),
            rule(
                    pattern(PatternForm.AGENT_PREFIX, "curl/", ClientClass.TOOL),
                    pattern(PatternForm.AGENT_PREFIX, "git", ClientClass.TOOL)),
            rule(
                    pattern(PatternForm.AGENT_CONTAINS, "bot", ClientClass.ROBOT),
                    pattern(PatternForm.AGENT_CONTAINS, "lfs", ClientClass.MIRROR)),
            rule(pattern(PatternForm.AGENT_MATCHES, "^[a-x]/[0-9]$", ClientClass.MONITOR)),
            rule(
                    pattern(PatternForm.AGENT_EQUALS, "", ClientClass.MIRROR),
                    pattern(PatternForm.AGENT_EQUALS, "-", ClientClass.CI)));

    private RandomClients() {}

    /** Some of the rules, and no, one or a few classes excluded. */
    static ClientRules of(Random random) {
        List<ClientRule> rules = new ArrayList<>(RULES);
        Collections.shuffle(rules, random);
        Set<ClientClass> excluded = EnumSet.noneOf(ClientClass.class);
        ClientClass[] all = ClientClass.values();
        int most = random.nextInt(4);
        for (int i = 0; i < most; i++) excluded.add(all[random.nextInt(all.length)]);
        return new ClientRules(excluded, rules.subList(0, random.nextInt(rules.size() + 1)));
    }

    /** All of the rules, and robots excluded. */
    static ClientRules withoutRobots() {
        return new ClientRules(Set.of(ClientClass.ROBOT), RULES);
    }

    private static ClientPattern pattern(PatternForm form, String text, ClientClass type) {
        return new ClientPattern(form, text, type);
    }

    private static ClientRule rule(ClientPattern... patterns) {
        return new ClientRule(1, "", List.of(patterns));
    }
}
