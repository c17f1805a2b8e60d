package dev.footfall.aggregator.session;

import dev.footfall.events.ClientProduct;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;

/**
 * The client and the way of a session's first file as one number of {@link #BITS} bits. Of several first files of one
 * millisecond the smallest kind is the session's: by way, then by client. So it does not depend on their order.
 */
public final class HeadKind {
    /** The bits of the largest kind. */
    static final int BITS = 10;

    /** The kind where clients are not counted. */
    static final int UNTOLD = 0;

    private static final int CLIENT_BITS = 8;
    private static final int CLIENT_MASK = (1 << CLIENT_BITS) - 1;
    private static final Via[] WAYS = Via.values();

    private HeadKind() {}

    /** The kind of a session that this file begins. */
    @SuppressWarnings("EnumOrdinal") // the order of ways is what makes the smallest kind
    static int of(Observation event) {
        return event.request().via().ordinal() << CLIENT_BITS | event.client().number();
    }

    /** The client of this kind. */
    public static ClientProduct client(int kind) {
        return ClientProduct.ofNumber(kind & CLIENT_MASK);
    }

    /** The way of this kind. */
    public static Via via(int kind) {
        return WAYS[kind >>> CLIENT_BITS];
    }
}
