package dev.footfall.rules.clients;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The matches of agents seen lately, in sets of four that evict the one not asked for the longest. Bounded in number and,
 * because long agents are not kept, in bytes: 16,384 agents, less than 10 MiB. For any number of threads without a lock: an entry
 * never changes, so a race loses one or has it twice, and a match is always the agent's own.
 */
final class AgentCache {
    static final int ENTRIES = 1 << 14;
    static final int MAX_AGENT_BYTES = 512;
    private static final int WAYS = 4;

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(ENTRIES);

    @SuppressWarnings("ArrayRecordComponent") // never handed out, compared by its content in one place
    private record Entry(byte[] agent, ClientMatch match) {}

    /** The match of this agent, if it is kept. */
    @Nullable
    ClientMatch get(byte[] text, int from, int length) {
        int first = set(text, from, length);
        for (int at = first; at < first + WAYS; at++) {
            Entry entry = entries.get(at);
            if (entry == null) return null;
            if (!Arrays.equals(entry.agent, 0, entry.agent.length, text, from, from + length)) continue;
            if (at > first) promote(at, entry);
            return entry.match;
        }
        return null;
    }

    private void promote(int at, Entry entry) {
        entries.set(at, entries.get(at - 1));
        entries.set(at - 1, entry);
    }

    /** Keeps the match of this agent, unless that is too long. */
    void put(byte[] agent, ClientMatch match) {
        if (agent.length > MAX_AGENT_BYTES) return;
        int first = set(agent, 0, agent.length);
        for (int at = first + WAYS - 1; at > first; at--) entries.set(at, entries.get(at - 1));
        entries.set(first, new Entry(agent, match));
    }

    /** The number of agents that are kept. */
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
