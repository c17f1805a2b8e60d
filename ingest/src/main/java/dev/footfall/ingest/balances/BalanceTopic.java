package dev.footfall.ingest.balances;

import dev.footfall.events.OpeningBalance;
import dev.footfall.events.Parsed;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.ingest.sharedlog.SharedTopic;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The log of balances. Its writers take turns, so what is written at once holds as a whole or not at all. */
public final class BalanceTopic {
    /** A record without a value, or under another key than its own, says nothing. */
    public static final SharedTopic<OpeningBalances, OpeningBalance> TOPIC = new SharedTopic<>(
            "opening balances",
            TopicSpec.OPENING_BALANCES,
            OpeningBalances::new,
            OpeningBalance::keyBytes,
            balance -> Optional.of(balance.toJson()),
            BalanceTopic::read,
            (balances, next, logTime) -> balances.apply(next));

    private BalanceTopic() {}

    private static Optional<OpeningBalance> read(byte[] key, Optional<byte[]> value) {
        return value.map(OpeningBalance::decode)
                .flatMap(Parsed::value)
                .filter(balance -> Arrays.equals(balance.keyBytes(), key));
    }

    /** Those that are not known already: a statement may be repeated, and writes nothing then. */
    public static List<OpeningBalance> toWrite(OpeningBalances known, List<OpeningBalance> stated) {
        return stated.stream().filter(next -> !known.holds(next)).toList();
    }
}
