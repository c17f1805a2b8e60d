package dev.footfall.aggregator.session;

import dev.footfall.events.ClientProduct;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import dev.footfall.rules.clients.ClientClass;

/**
 * The way, the client and the client's class of a session's first file as one number of {@link #BITS} bits, in that order. Of
 * several first files of one millisecond the smallest kind is the session's, so that it does not depend on their order.
 */
public final class HeadKind {
    static final int BITS = 10;

    static final int UNTOLD = 0;

    private static final int CLIENT_BITS = 5;
    private static final int CLASS_BITS = 3;
    private static final int CLIENT_MASK = (1 << CLIENT_BITS) - 1;
    private static final int CLASS_MASK = (1 << CLASS_BITS) - 1;
    private static final Via[] WAYS = Via.values();

    private HeadKind() {}

    @SuppressWarnings("EnumOrdinal") // the order of ways is what makes the smallest kind
    static int of(Observation event) {
        int way = event.request().via().ordinal();
        return ((way << CLIENT_BITS) | event.client().number()) << CLASS_BITS;
    }

    static int of(Observation event, ClientClass type) {
        return of(event) | type.number();
    }

    public static ClientClass clientClass(int kind) {
        return ClientClass.ofNumber(kind & CLASS_MASK);
    }

    public static ClientProduct client(int kind) {
        return ClientProduct.ofNumber((kind >>> CLASS_BITS) & CLIENT_MASK);
    }

    public static Via via(int kind) {
        return WAYS[kind >>> (CLIENT_BITS + CLASS_BITS)];
    }
}
