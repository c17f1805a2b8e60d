package dev.footfall.rules;

import dev.footfall.rules.clients.ClientClass;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The reasons for which an event is not counted, in the order in which they are tried. */
public enum ExclusionReason {
    WITHDRAWN(14),
    /** Not a GET (nor a git upload-pack's POST). */
    METHOD(0),
    /** Neither 200 nor, but for git, 206 (nor, where redirects count, 302 or 307). */
    STATUS(1),
    /** A 206 that does not start at byte 0. */
    RANGE(2),
    PARTIAL(5),
    PATH(6),
    /** The client is of a class that is excluded, for each class one reason; here a tool. */
    CLASS_TOOL(7, ClientClass.TOOL),
    CLASS_BROWSER(8, ClientClass.BROWSER),
    CLASS_CI(9, ClientClass.CI),
    CLASS_MIRROR(10, ClientClass.MIRROR),
    CLASS_MONITOR(11, ClientClass.MONITOR),
    CLASS_ROBOT(12, ClientClass.ROBOT),
    CLASS_UNKNOWN(13, ClientClass.UNKNOWN),
    LATE(3),
    /** The same id and time of this visitor and repository were counted before. */
    DUPLICATE(4),
    /** The visitor's next click on the file is within the time of {@link SlotRule}. */
    DOUBLE_CLICK(15);

    private static final ExclusionReason[] BY_NUMBER = new ExclusionReason[values().length];

    private static final Map<ClientClass, ExclusionReason> BY_CLASS = new EnumMap<>(ClientClass.class);

    static {
        for (ExclusionReason reason : values()) {
            BY_NUMBER[reason.number] = reason;
            if (reason.clients != null) BY_CLASS.put(reason.clients, reason);
        }
    }

    private final int number;
    private final @Nullable ClientClass clients;
    private final String label;

    ExclusionReason(int number) {
        this(number, null);
    }

    ExclusionReason(int number, @Nullable ClientClass clients) {
        this.number = number;
        this.clients = clients;
        this.label = clients == null ? name().toLowerCase(Locale.ROOT).replace('_', '-') : "class:" + clients.label();
    }

    /** The number by which stores know it, from 0 on without a gap. It never changes: a new reason gets the next one. */
    public int number() {
        return number;
    }

    public String label() {
        return label;
    }

    public static ExclusionReason ofNumber(int number) {
        return BY_NUMBER[number];
    }

    static ExclusionReason of(ClientClass type) {
        return Objects.requireNonNull(BY_CLASS.get(type));
    }
}
