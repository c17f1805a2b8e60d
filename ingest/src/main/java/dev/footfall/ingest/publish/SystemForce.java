package dev.footfall.ingest.publish;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The operating system's force of a file or directory. */
final class SystemForce {
    private SystemForce() {}

    static void force(Path path) throws IOException {
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
