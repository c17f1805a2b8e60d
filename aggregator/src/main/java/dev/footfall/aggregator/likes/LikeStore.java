package dev.footfall.aggregator.likes;

import java.util.Optional;

/** The durable side of one partition's likes: a sorted map of bytes. What is put is there for the next get. */
public interface LikeStore {
    /** The store's name. */
    String NAME = "likes";

    Optional<byte[]> get(byte[] key);

    void put(byte[] key, byte[] value);

    void delete(byte[] key);
}
