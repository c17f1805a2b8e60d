package dev.footfall.events;

/** Makes something of a text that stands among others, without a copy. */
@FunctionalInterface
public interface TextReader<T> {
    /** Reads {@code length} bytes of UTF-8, which are neither to be changed nor kept. */
    T read(byte[] text, int from, int length);
}
