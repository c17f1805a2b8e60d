package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class UncheckedTest {
    @Test
    void saysInWordsWhyAFileCannotBeUsed() {
        assertEquals("no such file", Unchecked.reason(new NoSuchFileException("/a")));
        assertEquals("permission denied", Unchecked.reason(new AccessDeniedException("/a")));
        assertEquals("a file of this name exists", Unchecked.reason(new FileAlreadyExistsException("/a")));
        assertEquals("Is a directory", Unchecked.reason(new FileSystemException("/a", null, "Is a directory")));
        assertEquals("it is not UTF-8", Unchecked.reason(new MalformedInputException(1)));
        assertEquals("Is a directory", Unchecked.reason(new IOException("Is a directory")));
        assertEquals("IOException", Unchecked.reason(new IOException()));
    }
}
