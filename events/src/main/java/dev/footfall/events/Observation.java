package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The part of one event that counting needs, and no more: made of a {@link DownloadEvent}, or straight from the bytes
 * of a record by {@link EventScanner}, and the same either way. Its arrays are not to be changed.
 *
 * @param visitor one form for each: {@code u} and the user, by name or by {@link UserId}, in UTF-8, or {@code a} and
 *     16 bytes
 * @param fingerprint a 64-bit hash of id and time, by which a duplicate is known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Observation(
        byte[] repository,
        byte[] visitor,
        long timeMillis,
        long fingerprint,
        FileRequest request,
        ObservedTexts origin) {
    private static final byte USER = 'u';
    private static final byte ANONYMOUS = 'a';
    private static final int HASH_BYTES = 16;
    private static final int HASH_BITS = 47;

    /** By character: the value of a hexadecimal digit in lower case, −1 for any other. */
    private static final byte[] NIBBLES = new byte[256];

    static {
        Arrays.fill(NIBBLES, (byte) -1);
        for (int digit = 0; digit < 16; digit++) NIBBLES[Character.forDigit(digit, 16)] = (byte) digit;
    }

    public static Observation of(DownloadEvent event) {
        return of(
                event.repo().keyBytes(),
                visitorBytes(event.visitor()),
                event.time().toEpochMilli(),
                event.id().getBytes(StandardCharsets.UTF_8),
                event.request(),
                ObservedTexts.of(event.details()));
    }

    /** {@code id}: in UTF-8. */
    public static Observation of(
            byte[] repository, byte[] visitor, long timeMillis, byte[] id, FileRequest request, ObservedTexts origin) {
        long fingerprint = Fingerprint.of(id, 0, id.length, timeMillis);
        return new Observation(repository, visitor, timeMillis, fingerprint, request, origin);
    }

    /** The same of another visitor. */
    public Observation by(VisitorId other) {
        return new Observation(repository, visitorBytes(other), timeMillis, fingerprint, request, origin);
    }

    /** The form of {@link #visitor}. */
    public static byte[] visitorBytes(VisitorId visitor) {
        if (!visitor.authenticated()) return anonymous(visitor.value());
        byte[] id = visitor.value().getBytes(StandardCharsets.UTF_8);
        return user(id, 0, id.length);
    }

    static byte[] user(byte[] text, int from, int length) {
        byte[] visitor = new byte[1 + length];
        visitor[0] = USER;
        System.arraycopy(text, from, visitor, 1, length);
        return visitor;
    }

    private static byte[] anonymous(String hash) {
        byte[] hex = hash.getBytes(StandardCharsets.US_ASCII);
        return anonymous(hex, 0, hex.length).orElseThrow();
    }

    /** The visitor of this hash; empty if it is none. */
    static Optional<byte[]> anonymous(byte[] hex, int from, int length) {
        if (length != 2 * HASH_BYTES) return Optional.empty();
        byte[] visitor = new byte[1 + HASH_BYTES];
        visitor[0] = ANONYMOUS;
        int wrong = 0;
        for (int i = 0; i < HASH_BYTES; i++) {
            int high = NIBBLES[hex[from + 2 * i] & 0xff];
            int low = NIBBLES[hex[from + 2 * i + 1] & 0xff];
            wrong |= high | low;
            visitor[1 + i] = (byte) (high << 4 | low);
        }
        return wrong < 0 ? Optional.empty() : Optional.of(visitor);
    }

    public static VisitorId visitorOf(byte[] bytes) {
        if (bytes[0] == USER) return VisitorId.user(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
        return VisitorId.anonymous(HexFormat.of().formatHex(bytes, 1, bytes.length));
    }

    public boolean authenticated() {
        return isUser(visitor);
    }

    /** True if this {@link #visitor} was signed in: what follows the first byte is the user's id in UTF-8. */
    public static boolean isUser(byte[] visitor) {
        return visitor[0] == USER;
    }

    public ClientProduct client() {
        return readAgent(ClientProduct::of);
    }

    /** Reads the User-Agent header, which is empty if it is unknown, where it stands. */
    public <T> T readAgent(TextReader<T> reader) {
        return reader.read(origin.text(), ObservedTexts.from(origin.agent()), (int) origin.agent());
    }

    /** Makes something of a text that stands among others, without a copy. */
    @FunctionalInterface
    public interface TextReader<T> {
        /** Reads {@code length} bytes of UTF-8, which are neither to be changed nor kept. */
        T read(byte[] text, int from, int length);
    }

    /** True if a User-Agent header is known: it is not empty, nor the {@code -} that logs have in its place. */
    public boolean hasUserAgent() {
        int length = (int) origin.agent();
        return length > 1 || (length == 1 && origin.text()[ObservedTexts.from(origin.agent())] != '-');
    }

    /** The User-Agent header in UTF-8, a copy; empty if it is unknown. */
    public byte[] userAgent() {
        return origin.bytes(origin.agent());
    }

    /** The file's path within the repository in UTF-8, a copy; empty if it is unknown. */
    public byte[] path() {
        return origin.bytes(origin.path());
    }

    public boolean hasPath() {
        return (int) origin.path() > 0;
    }

    /** A 64-bit hash of {@link #path}, which is not keyed; that of a copy is {@link #hashOfPath}. */
    public long pathHash() {
        return Fingerprint.of(origin.text(), ObservedTexts.from(origin.path()), (int) origin.path(), 0);
    }

    /** A 64-bit hash of the file, as path and revision. */
    public long fileHash() {
        return Fingerprint.of(origin.text(), ObservedTexts.from(origin.path()), (int) origin.path(), revisionHash());
    }

    public static long hashOfPath(byte[] path) {
        return Fingerprint.of(path, 0, path.length, 0);
    }

    public int comparePath(byte[] other) {
        return Arrays.compareUnsigned(
                origin.text(),
                ObservedTexts.from(origin.path()),
                ObservedTexts.to(origin.path()),
                other,
                0,
                other.length);
    }

    /** The name of the network that the client was in, in ASCII, a copy; empty if there is none. */
    public byte[] network() {
        return origin.bytes(origin.network());
    }

    /** The branch, tag or commit in UTF-8, a copy; empty if it is unknown. */
    public byte[] revision() {
        return origin.bytes(origin.revision());
    }

    /** A hash of {@link #revision}, ≥ 0, in {@link #HASH_BITS} bits; 0 if it is unknown. */
    public long revisionHash() {
        return hash(origin.text(), ObservedTexts.from(origin.revision()), (int) origin.revision());
    }

    /** A hash of these bytes, ≥ 0, in {@link #HASH_BITS} bits; 0 if there are none. It is not keyed. */
    public static long hash(byte[] text, int from, int length) {
        return length == 0 ? 0 : Fingerprint.of(text, from, length, 0) >>> (Long.SIZE - HASH_BITS);
    }

    /** The {@link CountryCode} in ASCII, a copy; empty if it is unknown. */
    public byte[] country() {
        return origin.bytes(origin.country());
    }

    public int countryNumber() {
        return CountryCode.number(origin.text(), ObservedTexts.from(origin.country()), (int) origin.country());
    }

    /** The file server that observed it, in UTF-8, a copy; empty if it is unknown. */
    public byte[] source() {
        return origin.bytes(origin.source());
    }

    public boolean isFrom(byte[] source) {
        return Arrays.equals(
                source,
                0,
                source.length,
                origin.text(),
                ObservedTexts.from(origin.source()),
                ObservedTexts.to(origin.source()));
    }

    public int compareSource(byte[] other) {
        return Arrays.compareUnsigned(
                origin.text(),
                ObservedTexts.from(origin.source()),
                ObservedTexts.to(origin.source()),
                other,
                0,
                other.length);
    }
}
