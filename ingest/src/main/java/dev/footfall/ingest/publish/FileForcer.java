package dev.footfall.ingest.publish;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

@FunctionalInterface
public interface FileForcer {
    /** Windows forces no directories. */
    FileForcer SYSTEM = path -> {
        if (File.separatorChar == '\\' && Files.isDirectory(path)) return;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            force(channel);
        }
    };

    /** Fails with {@link LostWrites} if some of it may never be on the disk. */
    void force(Path path) throws IOException;

    private static void force(FileChannel channel) throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new LostWrites(e);
        }
    }
}
