package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counting.store.ValueWriter;
import java.util.Arrays;
import java.util.Objects;

/**
 * Users in the order of {@link UserPage#compare}, each once, as bytes, because they are read by the hundred thousand: of each
 * the length of its id, the id in UTF-8, files, downloads and bytes as in {@link UserSum}; numbers as {@link ValueWriter} has
 * them. Immutable.
 */
public final class PackedUsers {
    public static final PackedUsers NONE = new PackedUsers(new byte[0]);

    private final byte[] packed;

    private PackedUsers(byte[] packed) {
        this.packed = packed;
    }

    /** Unpacks users; fails if they hold something else. */
    public static PackedUsers of(byte[] packed) {
        var users = new PackedUsers(packed.clone());
        try {
            users.check();
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a truncated list of users", e);
        }
        return users;
    }

    /** Goes over all of them, with the one before each at hand; before the first stands the empty id, which nobody has. */
    private void check() {
        Cursor before = cursor();
        for (Cursor user = cursor(); user.next(); before.next()) {
            boolean areCounts = user.files > 0 && user.downloads >= 0 && user.bytes >= 0;
            if (!areCounts || before.compareTo(user) >= 0) throw new IllegalArgumentException("users out of order");
        }
    }

    public byte[] toByteArray() {
        return packed.clone();
    }

    public Cursor cursor() {
        return new Cursor();
    }

    public static final class Packer {
        private final ValueWriter writer = new ValueWriter();
        private int users;

        public void add(byte[] user, long files, long downloads, long bytes) {
            writer.bytes(user).number(files).number(downloads).number(bytes);
            users++;
        }

        public int users() {
            return users;
        }

        public int bytes() {
            return writer.size();
        }

        public PackedUsers toUsers() {
            return new PackedUsers(writer.toByteArray());
        }
    }

    /** A place among the users, in the order of those who stand there; before the first at its beginning. Not thread-safe. */
    public final class Cursor implements Comparable<Cursor> {
        private int at;
        private int end;
        private int next;
        private long files;
        private long downloads;
        private long bytes;

        private Cursor() {}

        public boolean next() {
            if (next == packed.length) return false;
            long length = number();
            at = (int) Objects.checkFromIndexSize(next, length, packed.length);
            end = at + (int) length;
            next = end;
            files = number();
            downloads = number();
            bytes = number();
            return true;
        }

        private long number() {
            long number = 0;
            int shift = 0;
            byte part = packed[next++];
            for (; part < 0; part = packed[next++]) {
                number |= (long) (part & 0x7f) << shift;
                shift += 7;
            }
            return number | (long) part << shift;
        }

        public byte[] user() {
            return Arrays.copyOfRange(packed, at, end);
        }

        public boolean isAt(byte[] user) {
            return Arrays.equals(packed, at, end, user, 0, user.length);
        }

        public long files() {
            return files;
        }

        public long downloads() {
            return downloads;
        }

        public long bytes() {
            return bytes;
        }

        @Override
        public int compareTo(Cursor other) {
            int byLength = Integer.compare(end - at, other.end - other.at);
            return byLength == 0
                    ? Arrays.compareUnsigned(packed, at, end, other.owner().packed, other.at, other.end)
                    : byLength;
        }

        private PackedUsers owner() {
            return PackedUsers.this;
        }
    }
}
