package dev.footfall.standalone;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.footfall.events.Unchecked;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;

/**
 * Writes files that are either whole or absent: beside the target, forced to disk, then renamed over it. Safe across
 * processes.
 */
public final class AtomicFile {
    private AtomicFile() {}

    @FunctionalInterface
    public interface FileContent {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes beside a file, and puts it in its place when it is on the disk; a device or pipe is written at once. Without
     * attributes, a file that is replaced keeps its permissions.
     */
    public static void write(Path file, FileContent content, FileAttribute<?>... attributes) {
        try {
            if (!Files.exists(file)) {
                replace(file.toAbsolutePath(), content, attributes);
            } else if (Files.isRegularFile(file)) {
                replace(file.toRealPath(), content, attributes);
            } else {
                try (OutputStream out = Files.newOutputStream(file)) {
                    content.writeTo(out);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be written: " + Unchecked.reason(e), e);
        }
    }

    /** The part has the number of the process: another may write the same file now. */
    private static void replace(Path target, FileContent content, FileAttribute<?>... attributes) throws IOException {
        String process = "." + ProcessHandle.current().pid() + ".part";
        Path part = target.resolveSibling("." + target.getFileName() + process);
        part.toFile().deleteOnExit(); // a process that is told to stop does not come to its end here
        try {
            try (FileChannel channel = FileChannel.open(part, Set.of(CREATE, TRUNCATE_EXISTING, WRITE), attributes);
                    OutputStream out = Channels.newOutputStream(channel)) {
                if (attributes.length == 0 && Files.exists(target)) copyPermissions(target, part);
                content.writeTo(out);
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        var view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null) view.setPermissions(Files.getPosixFilePermissions(from));
    }
}
