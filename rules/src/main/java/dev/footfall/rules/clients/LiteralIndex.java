package dev.footfall.rules.clients;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All prefixes, parts and whole agents of a rule set in one Aho–Corasick automaton: one walk over an agent finds the first
 * pattern that matches, however many there are. Bytes are characters of ISO 8859-1 in it.
 */
final class LiteralIndex {
    private final @Nullable AhoCorasickDoubleArrayTrie<Literal> automaton;
    private final ClientMatch ofNoAgent;

    /** The first patterns of one text, for each place where it can stand. */
    private record Literal(ClientMatch anywhere, ClientMatch atStart, ClientMatch whole) {
        static final Literal NONE = new Literal(ClientMatch.NONE, ClientMatch.NONE, ClientMatch.NONE);

        Literal or(ClientPattern.Form form, ClientMatch match) {
            return switch (form) {
                case AGENT_CONTAINS -> new Literal(anywhere.orEarlier(match), atStart, whole);
                case AGENT_PREFIX -> new Literal(anywhere, atStart.orEarlier(match), whole);
                default -> new Literal(anywhere, atStart, whole.orEarlier(match));
            };
        }

        ClientMatch at(int begin, int end, int length) {
            if (begin > 0) return anywhere;
            ClientMatch inside = anywhere.orEarlier(atStart);
            return end == length ? inside.orEarlier(whole) : inside;
        }
    }

    private LiteralIndex(Map<String, Literal> literals) {
        Literal none = literals.remove("");
        ofNoAgent = none == null ? ClientMatch.NONE : none.whole();
        automaton = literals.isEmpty() ? null : new AhoCorasickDoubleArrayTrie<>();
        if (automaton != null) automaton.build(literals);
    }

    /** The index of the patterns that are literals of the agent; others are passed over. */
    static LiteralIndex of(List<Ranked> patterns) {
        var literals = new TreeMap<String, Literal>();
        for (Ranked ranked : patterns) {
            ClientPattern.Form form = ranked.pattern().form();
            boolean isLiteral = form == ClientPattern.Form.AGENT_PREFIX
                    || form == ClientPattern.Form.AGENT_CONTAINS
                    || form == ClientPattern.Form.AGENT_EQUALS;
            if (!isLiteral) continue;
            String bytes = latin1(ranked.pattern().text().getBytes(StandardCharsets.UTF_8));
            literals.merge(bytes, Literal.NONE.or(form, ranked.match()), (old, any) -> old.or(form, ranked.match()));
        }
        return new LiteralIndex(literals);
    }

    ClientMatch find(byte[] agent) {
        if (agent.length == 0) return ofNoAgent;
        if (automaton == null) return ClientMatch.NONE;
        var found = new ClientMatch[] {ClientMatch.NONE};
        automaton.parseText(latin1(agent), (AhoCorasickDoubleArrayTrie.IHit<Literal>)
                (begin, end, literal) -> found[0] = found[0].orEarlier(literal.at(begin, end, agent.length)));
        return found[0];
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    record Ranked(ClientPattern pattern, ClientMatch match) {}
}
