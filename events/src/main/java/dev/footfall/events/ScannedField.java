package dev.footfall.events;

import static dev.footfall.events.PlainJson.LONGS;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The fields of an event as {@link EventScanner} sees them, with the most bytes that it reads of a string. */
@SuppressWarnings("ImmutableEnumChecker") // a pattern has final numbers alone
enum ScannedField {
    ID(0, DownloadEvent.MAX_ID_LENGTH),
    TIME(1, 64),
    REPO_TYPE(2, 16),
    REPO(3, 256),
    METHOD(4, FileRequest.MAX_METHOD_LENGTH),
    STATUS(5, 0),
    USER(6, VisitorId.MAX_USER_LENGTH),
    VISITOR(7, 64),
    PATH(8, EventDetails.MAX_PATH_LENGTH),
    REVISION(9, EventDetails.MAX_REVISION_LENGTH),
    VIA(10, 16),
    BYTES(11, 0),
    RANGE_START(12, 0),
    SIZE(13, 0),
    USER_AGENT(14, EventDetails.MAX_USER_AGENT_LENGTH),
    SOURCE(15, EventDetails.MAX_SOURCE_LENGTH),
    NETWORK(16, NetworkName.MAX_LENGTH),
    USER_ID(17, 64),
    COUNTRY(18, CountryCode.LENGTH),
    UNKNOWN(19, 0);

    static final int COUNT = 20;

    static final List<ScannedField> ALL =
            Arrays.stream(values()).filter(field -> field != UNKNOWN).toList();

    static final int REQUIRED = ID.bit() | TIME.bit() | REPO_TYPE.bit() | REPO.bit() | METHOD.bit() | STATUS.bit();

    /** The number of slots, such that no two names share one. */
    private static final int SLOTS = 64;

    private static final int FIRST_FACTOR = 2;
    private static final int LENGTH_FACTOR = 10;

    private static final ScannedField[] BY_SLOT = new ScannedField[SLOTS];

    static {
        Arrays.fill(BY_SLOT, UNKNOWN);
        for (ScannedField field : values()) {
            if (field != UNKNOWN) field.claimSlot();
        }
    }

    private final int most;
    private final boolean number;
    private final String label = name().toLowerCase(Locale.ROOT);
    private final FieldPattern pattern = FieldPattern.of('"' + label + "\":");
    private final int index;

    ScannedField(int index, int most) {
        this.index = index;
        this.most = most;
        this.number = most == 0;
    }

    private void claimSlot() {
        int slot = slot(label.charAt(0), label.charAt(label.length() - 1), label.length());
        if (BY_SLOT[slot] != UNKNOWN) throw new IllegalStateException(this + " and " + BY_SLOT[slot] + " share a slot");
        BY_SLOT[slot] = this;
    }

    private static int slot(int firstCharacter, int lastCharacter, int length) {
        return (firstCharacter * FIRST_FACTOR + lastCharacter + length * LENGTH_FACTOR) & (SLOTS - 1);
    }

    static ScannedField of(byte[] bytes, int from, int length) {
        if (length == 0) return UNKNOWN;
        ScannedField field = BY_SLOT[slot(bytes[from], bytes[from + length - 1], length)];
        return Text.isAscii(field.label, bytes, from, length) ? field : UNKNOWN;
    }

    FieldPattern pattern() {
        return pattern;
    }

    int index() {
        return index;
    }

    int bit() {
        return 1 << index;
    }

    int most() {
        return most;
    }

    boolean isNumber() {
        return number;
    }

    /** Expected at a place: two comparisons of eight bytes, whatever its length. */
    record FieldPattern(int length, long head, long headMask, int tailAt, long tail) {
        private static final int MOST = 2 * Long.BYTES;

        static FieldPattern of(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            if (bytes.length < 1 || bytes.length > MOST) throw new IllegalArgumentException("length of " + text);
            byte[] padded = new byte[MOST];
            System.arraycopy(bytes, 0, padded, 0, bytes.length);
            int length = bytes.length;
            long headMask = length >= Long.BYTES ? -1 : (1L << (length * Byte.SIZE)) - 1;
            int tailAt = Math.max(0, length - Long.BYTES);
            return new FieldPattern(
                    length, (long) LONGS.get(padded, 0), headMask, tailAt, (long) LONGS.get(padded, tailAt));
        }

        /** True if it stands there; false, too, when fewer than eight bytes do. */
        boolean isAt(byte[] bytes, int at) {
            if (at + Math.max(length, Long.BYTES) > bytes.length) return false;
            return ((long) LONGS.get(bytes, at) & headMask) == head
                    && (tailAt == 0 || (long) LONGS.get(bytes, at + tailAt) == tail);
        }
    }
}
