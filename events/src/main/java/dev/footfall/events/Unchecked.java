package dev.footfall.events;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Reads and writes that nobody can make good: their failure is an {@link UncheckedIOException}. */
public final class Unchecked {
    private Unchecked() {}

    @FunctionalInterface
    public interface Read<T> {
        T get() throws IOException;
    }

    @FunctionalInterface
    public interface Write {
        void run() throws IOException;
    }

    public static <T> T io(Read<T> read) {
        try {
            return read.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code fault}: the message of a failure. */
    public static <T> T io(String fault, Read<T> read) {
        try {
            return read.get();
        } catch (IOException e) {
            throw new UncheckedIOException(fault, e);
        }
    }

    public static void run(String fault, Write write) {
        var unused = io(fault, () -> {
            write.run();
            return true;
        });
    }

    /** The reason in words for which a file cannot be used; the message alone may be just its path. */
    public static String reason(IOException failure) {
        if (failure instanceof CharacterCodingException) return "it is not UTF-8";
        if (failure instanceof NoSuchFileException) return "no such file";
        if (failure instanceof AccessDeniedException) return "permission denied";
        if (failure instanceof FileAlreadyExistsException) return "a file of this name exists";
        String message = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** The file of this name beside a class. */
    public static byte[] resource(Class<?> place, String name) {
        return io(() -> {
            try (InputStream in = place.getResourceAsStream(name)) {
                if (in == null) throw new FileNotFoundException("the program lacks " + name);
                return in.readAllBytes();
            }
        });
    }

    public static String text(Class<?> place, String name) {
        return new String(resource(place, name), StandardCharsets.UTF_8);
    }
}
