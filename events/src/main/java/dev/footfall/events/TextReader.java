package dev.footfall.events;

/**
 * Makes something of a text that stands among others, without a copy.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface TextReader<T> {
    /**
     * Reads {@code length} bytes of UTF-8.
     *
     * @param text holds them; not to be changed, nor kept
     * @param from their start
     */
    T read(byte[] text, int from, int length);
}
