package dev.footfall.rules.clients;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import dev.footfall.events.Observation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The class of every client by ordered rules, a function of agent, user, network and listed visitor-days; linear in the agent. */
public final class ClientClasses {
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final LiteralIndex literals;
    private final List<Regex> regexes;
    private final Map<String, ClientMatch> users;
    private final Map<String, ClientMatch> networks;
    private final Map<Long, Map<ByteBuffer, ClientMatch>> days;
    private final boolean needsAgentsAlone;
    private final AgentCache agents = new AgentCache();

    private record Regex(com.google.re2j.Pattern pattern, ClientMatch match) {}

    private ClientClasses(List<ClientMatch> patterns) {
        literals = LiteralIndex.of(patterns);
        regexes = patterns.stream()
                .filter(match -> match.pattern().form() == PatternForm.AGENT_MATCHES)
                .map(match -> new Regex(match.pattern().regex(), match))
                .toList();
        users = names(patterns, PatternForm.USER);
        networks = names(patterns, PatternForm.NETWORK);
        days = days(patterns);
        needsAgentsAlone = users.isEmpty() && networks.isEmpty() && days.isEmpty();
    }

    public static ClientClasses of(List<ClientRule> rules) {
        var patterns = new ArrayList<ClientMatch>();
        for (int i = 0; i < rules.size(); i++) {
            for (ClientPattern pattern : rules.get(i).patterns()) {
                patterns.add(new ClientMatch(patterns.size(), i + 1, rules.get(i), pattern));
            }
        }
        return new ClientClasses(patterns);
    }

    private static Map<String, ClientMatch> names(List<ClientMatch> patterns, PatternForm form) {
        var names = new HashMap<String, ClientMatch>();
        for (ClientMatch match : patterns) {
            if (match.pattern().form() == form)
                names.putIfAbsent(match.pattern().text(), match);
        }
        return Map.copyOf(names);
    }

    /** By days since 1970 and visitors of observations. */
    private static Map<Long, Map<ByteBuffer, ClientMatch>> days(List<ClientMatch> patterns) {
        var days = new HashMap<Long, Map<ByteBuffer, ClientMatch>>();
        for (ClientMatch match : patterns) {
            if (match.pattern().form() != PatternForm.VISITOR_DAYS) continue;
            VisitorDay of = VisitorDay.parse(match.pattern().text());
            days.computeIfAbsent(of.day().toEpochDay(), day -> new HashMap<>())
                    .putIfAbsent(ByteBuffer.wrap(Observation.visitorBytes(of.visitor())), match);
        }
        return days;
    }

    /** {@code agent} is UTF-8. Empty arguments are unknown. */
    public ClientMatch match(byte[] agent, String user, String network) {
        return match(ofAgent(agent, 0, agent.length), user, network);
    }

    private ClientMatch match(ClientMatch byAgent, String user, String network) {
        return byAgent.orEarlier(ofName(users, user)).orEarlier(ofName(networks, network));
    }

    /** The class of the client that sent an event. Users and networks are taken out of the event only where a rule needs them. */
    public ClientClass of(Observation event) {
        ClientMatch byAgent = event.readAgent(this::ofAgent);
        if (needsAgentsAlone) return byAgent.type();
        String user = looksAtUsers() && event.authenticated()
                ? Observation.visitorOf(event.visitor()).value()
                : "";
        String network = looksAtNetworks() ? new String(event.network(), StandardCharsets.US_ASCII) : "";
        ClientMatch byName = match(byAgent, user, network);
        return match(byName, event.visitor(), event.timeMillis() / MILLIS_PER_DAY)
                .type();
    }

    /** The match so far, or that of an earlier rule that lists this visitor of an observation on this day since 1970. */
    ClientMatch match(ClientMatch sofar, byte[] visitor, long day) {
        if (days.isEmpty()) return sofar;
        Map<ByteBuffer, ClientMatch> visitors = days.get(day);
        return visitors == null
                ? sofar
                : sofar.orEarlier(visitors.getOrDefault(ByteBuffer.wrap(visitor), ClientMatch.NONE));
    }

    boolean looksAtUsers() {
        return !users.isEmpty();
    }

    boolean looksAtNetworks() {
        return !networks.isEmpty();
    }

    private ClientMatch ofAgent(byte[] text, int from, int length) {
        @Nullable ClientMatch kept = agents.get(text, from, length);
        if (kept != null) return kept;
        byte[] agent = Arrays.copyOfRange(text, from, from + length);
        ClientMatch match = search(agent);
        agents.put(agent, match);
        return match;
    }

    ClientMatch search(byte[] agent) {
        ClientMatch best = literals.find(agent);
        if (regexes.isEmpty()) return best;
        String text = new String(agent, StandardCharsets.UTF_8);
        for (Regex regex : regexes) {
            if (regex.match.rank() > best.rank()) return best;
            if (regex.pattern.matcher(text).find()) return regex.match;
        }
        return best;
    }

    int kept() {
        return agents.size();
    }

    private static ClientMatch ofName(Map<String, ClientMatch> names, String name) {
        return names.isEmpty() ? ClientMatch.NONE : names.getOrDefault(name, ClientMatch.NONE);
    }

    /**
     * The matches of agents seen lately, in sets of four that evict the one not asked for the longest. Bounded in number and,
     * because long agents are not kept, in bytes: 16,384 agents, less than 10 MiB. For any number of threads without a lock: an entry
     * never changes, so a race loses one or has it twice, and a match is always the agent's own.
     */
    static final class AgentCache {
        static final int ENTRIES = 1 << 14;
        static final int MAX_AGENT_BYTES = 512;
        private static final int WAYS = 4;

        private final AtomicReferenceArray<@Nullable CachedAgent> entries = new AtomicReferenceArray<>(ENTRIES);

        @SuppressWarnings("ArrayRecordComponent") // never handed out, compared by its content in one place
        private record CachedAgent(byte[] agent, ClientMatch match) {}

        @Nullable
        ClientMatch get(byte[] text, int from, int length) {
            int first = set(text, from, length);
            for (int at = first; at < first + WAYS; at++) {
                CachedAgent entry = entries.get(at);
                if (entry == null) return null;
                if (!Arrays.equals(entry.agent, 0, entry.agent.length, text, from, from + length)) continue;
                if (at > first) promote(at, entry);
                return entry.match;
            }
            return null;
        }

        private void promote(int at, CachedAgent entry) {
            entries.set(at, entries.get(at - 1));
            entries.set(at - 1, entry);
        }

        void put(byte[] agent, ClientMatch match) {
            if (agent.length > MAX_AGENT_BYTES) return;
            int first = set(agent, 0, agent.length);
            for (int at = first + WAYS - 1; at > first; at--) entries.set(at, entries.get(at - 1));
            entries.set(first, new CachedAgent(agent, match));
        }

        int size() {
            int size = 0;
            for (int at = 0; at < ENTRIES; at++) if (entries.get(at) != null) size++;
            return size;
        }

        private static int set(byte[] text, int from, int length) {
            int hash = 1;
            for (int i = from; i < from + length; i++) hash = 31 * hash + text[i];
            hash *= 0x9E3779B9;
            return (hash >>> 16) % (ENTRIES / WAYS) * WAYS;
        }
    }

    /** All prefixes, parts and whole agents in one Aho–Corasick automaton over ISO 8859-1: one walk finds the first. */
    static final class LiteralIndex {
        private final @Nullable AhoCorasickDoubleArrayTrie<Literal> automaton;
        private final ClientMatch ofNoAgent;

        private record Literal(ClientMatch anywhere, ClientMatch atStart, ClientMatch whole) {
            static final Literal NONE = new Literal(ClientMatch.NONE, ClientMatch.NONE, ClientMatch.NONE);

            Literal or(PatternForm form, ClientMatch match) {
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

        static LiteralIndex of(List<ClientMatch> patterns) {
            var literals = new TreeMap<String, Literal>();
            for (ClientMatch match : patterns) {
                PatternForm form = match.pattern().form();
                boolean isLiteral = form == PatternForm.AGENT_PREFIX
                        || form == PatternForm.AGENT_CONTAINS
                        || form == PatternForm.AGENT_EQUALS;
                if (!isLiteral) continue;
                String bytes = latin1(match.pattern().text().getBytes(StandardCharsets.UTF_8));
                literals.merge(bytes, Literal.NONE.or(form, match), (old, any) -> old.or(form, match));
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
    }
}
