package dev.footfall.bench.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * An ext4 file system in a file, mounted at a directory: a disk that can lose its power. The file is the disk, the page
 * cache of the mounted file system is the memory of the machine. Needs root and loop devices.
 */
public final class LoopImage implements AutoCloseable {
    private static final String MOUNTED = "mounted";

    /**
     * A shell of its own mounts, so that nothing stays mounted should this process die: its input ends then. Two equal
     * readings of the image are one moment of it, though dirty pages are still written back; those of the old mount go
     * to the old file.
     */
    private static final String SCRIPT = """
            trap '' INT TERM
            directory=$1 image=$1.img
            attach() {
                device=$(losetup --find) || return 1
                [ -b "$device" ] || mknod "$device" b 7 "${device#/dev/loop}" || return 1
                mount -o loop "$image" "$directory"
            }
            lose() {
                tries=0
                until cp --sparse=always "$image" "$image.after" && cmp -s "$image" "$image.after"; do
                    tries=$((tries + 1))
                    [ $tries -lt 100 ] || return 1
                done
                umount "$directory" && mv "$image.after" "$image" && attach
            }
            mkdir -p "$directory" && truncate -s 4G "$image" \
                && mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 "$image" && attach \
                && rmdir "$directory/lost+found" && chmod 700 "$directory" && echo mounted \
                && while read -r loss; do
                    lose || break
                    echo mounted
                done
            umount -l "$directory"
            rm -f "$image" "$image.after"
            """;

    private final Process shell;
    private final BufferedReader output;

    private LoopImage(Process shell) {
        this.shell = shell;
        this.output = shell.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Mounts a new one; its file lies beside the directory.
     *
     * @throws IllegalStateException if none can be mounted here; the message says why
     */
    public static LoopImage mount(Path directory) {
        try {
            var image = new LoopImage(new ProcessBuilder("/bin/sh", "-c", SCRIPT, "image", directory.toString())
                    .redirectErrorStream(true)
                    .start());
            image.awaitMounted();
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Mounts the disk as it is without what the page cache has beyond it. No process may have a file of it open. */
    public void losePower() {
        try {
            shell.getOutputStream().write('\n');
            shell.getOutputStream().flush();
            awaitMounted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitMounted() throws IOException {
        var lines = new ArrayList<String>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(MOUNTED)) return;
            lines.add(line);
        }
        throw new IllegalStateException("an ext4 image cannot be mounted: " + String.join("; ", lines));
    }

    /** Unmounts it and deletes its file. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
