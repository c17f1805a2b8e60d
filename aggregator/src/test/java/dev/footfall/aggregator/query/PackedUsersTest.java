package dev.footfall.aggregator.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class PackedUsersTest {
    private static final List<UserSum> USERS = List.of(
            new UserSum("A", 1, 0, 0),
            new UserSum("a", 127, 128, 129),
            new UserSum("zz", 5, 4, 3), // before "ä" by bytes without a sign
            new UserSum("ä", 1L << 40, 3, Long.MAX_VALUE),
            new UserSum("猫".repeat(256), 2, 1, 16_384));

    private static byte[] bytes(String user) {
        return user.getBytes(StandardCharsets.UTF_8);
    }

    private static PackedUsers pack(List<UserSum> users) {
        var packer = new PackedUsers.Packer();
        users.forEach(user -> packer.add(bytes(user.user()), user.files(), user.downloads(), user.bytes()));
        assertEquals(users.size(), packer.users());
        assertEquals(packer.toUsers().toByteArray().length, packer.bytes());
        return packer.toUsers();
    }

    private static List<UserSum> unpack(PackedUsers packed) {
        List<UserSum> users = new ArrayList<>();
        for (PackedUsers.Cursor at = packed.cursor(); at.next(); ) {
            assertTrue(at.isAt(at.user()));
            assertFalse(at.isAt(Arrays.copyOf(at.user(), at.user().length + 1)));
            String user = new String(at.user(), StandardCharsets.UTF_8);
            users.add(new UserSum(user, at.files(), at.downloads(), at.bytes()));
        }
        return users;
    }

    @Test
    void holdsWhatWasPackedAlsoWhenItCameAsBytes() {
        assertEquals(USERS, unpack(pack(USERS)));
        assertEquals(USERS, unpack(PackedUsers.of(pack(USERS).toByteArray())));
        assertEquals(List.of(), unpack(PackedUsers.of(PackedUsers.NONE.toByteArray())));
    }

    @Test
    void staysTheSameWhereTheBytesThatItCameFromChange() {
        byte[] bytes = pack(USERS).toByteArray();
        PackedUsers users = PackedUsers.of(bytes);

        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(users.toByteArray(), (byte) 0);

        assertEquals(USERS, unpack(users));
    }

    @Test
    void comparesUsersAsPagesDo() {
        for (UserSum one : USERS) {
            for (UserSum other : USERS) {
                PackedUsers.Cursor at = pack(List.of(one)).cursor();
                PackedUsers.Cursor otherAt = pack(List.of(other)).cursor();
                assertTrue(at.next() && otherAt.next());

                int expected = UserPage.compare(bytes(one.user()), bytes(other.user()));
                assertEquals(Integer.signum(expected), Integer.signum(at.compareTo(otherAt)), one + " " + other);
            }
        }
    }

    @Test
    void refusesUsersThatBreakOff() {
        byte[] whole = pack(USERS).toByteArray();
        List<Integer> ends = new ArrayList<>();
        for (int users = 0; users <= USERS.size(); users++) {
            ends.add(pack(USERS.subList(0, users)).toByteArray().length);
        }

        for (int length = 0; length <= whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (ends.contains(length))
                assertArrayEquals(part, PackedUsers.of(part).toByteArray());
            else assertThrows(IllegalArgumentException.class, () -> PackedUsers.of(part), "of length " + length);
        }
    }

    static Stream<ValueWriter> noUsers() {
        return Stream.of(
                user("", 1),
                user("a", 0),
                user("a", 1).bytes(bytes("a")).number(1).number(0).number(0),
                user("aa", 1).bytes(bytes("b")).number(1).number(0).number(0),
                new ValueWriter().number(Integer.MAX_VALUE),
                new ValueWriter().number(1L << 32).fixed(0),
                new ValueWriter().number(Long.MAX_VALUE).fixed(0));
    }

    private static ValueWriter user(String user, long files) {
        return new ValueWriter().bytes(bytes(user)).number(files).number(0).number(0);
    }

    @ParameterizedTest
    @MethodSource("noUsers")
    void refusesNoCountsNoIdsAndNoOrder(ValueWriter writer) {
        assertThrows(IllegalArgumentException.class, () -> PackedUsers.of(writer.toByteArray()));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void neverFailsOtherwiseOnAnyBytes(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] any = pack(USERS).toByteArray();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                any[random.nextInt(40)] = (byte) random.nextInt();
            }
            try {
                unpack(PackedUsers.of(any)).forEach(user -> assertTrue(user.files() > 0, "seed=" + seed));
            } catch (IllegalArgumentException e) {
                assertNotNull(e.getMessage());
            }
        }
    }
}
