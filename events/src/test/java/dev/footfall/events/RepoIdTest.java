package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepoIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"a/b", "A.b_c-9/...", ".a/-", "0/_", "model/space"})
    void acceptsNames(String fullName) {
        RepoId repo = RepoId.of(RepoType.DATASET, fullName).orElseThrow();

        assertEquals(fullName, repo.fullName());
        assertEquals("dataset/" + fullName, repo.key());
        assertArrayEquals(("dataset/" + fullName).getBytes(StandardCharsets.UTF_8), repo.keyBytes());
        assertEquals(Optional.of(repo), RepoId.ofKey(repo.key()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "/", "a/", "/b", "a/b/", "a/b/c", "./b", "a/..", "a b/c", "a/b%20", "ä/b", "a/b\n", "a\\/b"
            })
    void refusesOtherNames(String fullName) {
        assertEquals(Optional.empty(), RepoId.of(RepoType.MODEL, fullName));
        assertEquals(Optional.empty(), RepoId.ofKey("model/" + fullName));
    }

    @Test
    void isOrderedAsItsKey() {
        List<RepoId> repos = new ArrayList<>();
        for (RepoType type : RepoType.values()) {
            for (String namespace : List.of("a", "a-b", "a.b", "a0", "aa", "A", "b")) {
                for (String name : List.of("x", "x-y", "x.y", "xy", "X", "0"))
                    repos.add(new RepoId(type, namespace, name));
            }
        }
        for (RepoId one : repos) {
            for (RepoId other : repos) {
                assertEquals(
                        Integer.signum(one.key().compareTo(other.key())),
                        Integer.signum(one.compareTo(other)),
                        () -> one + " and " + other);
            }
        }
    }

    @Test
    void boundsEachNameAtNinetySixCharacters() {
        String longest = "x".repeat(96);

        assertEquals(longest + "/" + longest, new RepoId(RepoType.SPACE, longest, longest).fullName());
        assertThrows(IllegalArgumentException.class, () -> new RepoId(RepoType.SPACE, longest + "x", "a"));
        assertThrows(IllegalArgumentException.class, () -> new RepoId(RepoType.SPACE, "a", longest + "x"));
    }

    @Test
    void comparesByteForByte() {
        var lower = new RepoId(RepoType.MODEL, "org", "name");

        assertNotEquals(lower, new RepoId(RepoType.MODEL, "Org", "name"));
        assertNotEquals(lower, new RepoId(RepoType.DATASET, "org", "name"));
        assertEquals(lower, new RepoId(RepoType.MODEL, "org", "name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "model", "models/a/b", "Model/a/b", "/a/b", "model/a"})
    void refusesKeysOfNobody(String key) {
        assertEquals(Optional.empty(), RepoId.ofKey(key));
    }
}
