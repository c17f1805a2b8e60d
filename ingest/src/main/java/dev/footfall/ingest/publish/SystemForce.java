package dev.footfall.ingest.publish;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The operating system's force of a file or directory. */
public final class SystemForce {
    private SystemForce() {}

    /**
     * Returns when all of it is on the disk. Windows forces no directories.
     *
     * @throws IOException if some of it may never be
     */
    public static void force(Path path) throws IOException {
        if (File.separatorChar == '\\' && Files.isDirectory(path)) return;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            force(channel);
        }
    }

    private static void force(FileChannel channel) throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new LostWrites(e);
        }
    }
}
