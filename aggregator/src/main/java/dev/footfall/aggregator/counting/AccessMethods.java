package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Head.HeadKind;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;

/**
 * Downloads, files and bytes by <a href="https://doi.org/10.7717/peerj-preprints.26505">COUNTER</a>'s access methods: those of
 * people, with browsers or unknown software, are regular, and all others those of machines.
 */
final class AccessMethods implements NameProjection {
    private static final Id ID = new Id(Projections.ACCESS, 12, HeadKind.Told.CLASSES);
    private static final byte[] MACHINE = "machine".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REGULAR = "regular".getBytes(StandardCharsets.US_ASCII);

    private static final Names NAMES = new Names(
            2,
            (event, outcome) -> number(outcome.clientClass()),
            head -> number(head.clientClass()),
            (event, outcome) -> number(outcome.clientClass()) == 0 ? MACHINE : REGULAR,
            text -> text[0] == MACHINE[0] ? 0 : 1,
            null);

    private static int number(ClientClass type) {
        return type == ClientClass.BROWSER || type == ClientClass.UNKNOWN ? 1 : 0;
    }

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public Names names() {
        return NAMES;
    }
}
