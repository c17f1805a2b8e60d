package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearbyKeyTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "model-7B", "z_", "0.9"})
    void isAsLongAsTheRepositorysAndOfNoRepository(String name) {
        var repo = new RepoId(RepoType.SPACE, "acme", name);

        String nearby = new String(NearbyKey.of(repo), StandardCharsets.UTF_8);

        assertEquals(Optional.empty(), RepoId.ofKey(nearby));
        assertEquals(repo.key().substring(0, repo.key().length() - 1), nearby.substring(0, nearby.length() - 1));
        assertEquals(repo.key().length(), nearby.length());
    }

    @Test
    void missesTheLikesOfItsRepositoryByAsManyReads() {
        var repo = new RepoId(RepoType.MODEL, "acme", "secret");
        var store = new SortedStore();
        byte[] seven = ByteBuffer.allocate(9).put((byte) 1).putLong(7).array();
        store.put(LikeKey.ofCount(repo.keyBytes()), seven);

        assertEquals(7, new StoredLikes(store).number(repo.keyBytes()));
        assertEquals(1, store.gets());
        assertEquals(0, new StoredLikes(store).number(NearbyKey.of(repo)));
        assertEquals(2, store.gets());
    }
}
