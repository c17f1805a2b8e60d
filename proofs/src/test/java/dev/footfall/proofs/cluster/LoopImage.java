package dev.footfall.proofs.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * An ext4 file system in a file, mounted at a directory: a disk that can lose its power. Linux' own tests of ext4 cut it
 * off as this does: from one moment on neither data nor the journal reaches the disk. Needs root, loop devices and Perl.
 */
public final class LoopImage implements AutoCloseable {
    private static final String MOUNTED = "mounted";

    /**
     * A process of its own mounts, so that nothing stays mounted should this one die: its input ends then. Each line of it
     * is a loss of power: the number is EXT4_IOC_SHUTDOWN, the flag leaves out even the journal. In the end the files are
     * left in the directory.
     */
    private static final String SCRIPT = """
            my $directory = $ARGV[0];
            my $image = "$directory.img";
            my $without_journal = pack('L', 2);
            $SIG{INT} = $SIG{TERM} = $SIG{PIPE} = 'IGNORE';
            $| = 1;
            sub run { system(@_) == 0 or die "'@_' failed\\n" }
            sub attach {
                chomp(my $device = `losetup --find`);
                run('mknod', $device, 'b', 7, $device =~ /(\\d+)/) if $device && !-b $device;
                run('mount', '-o', 'loop', $image, $directory);
            }
            eval {
                run('mkdir', '-p', $directory);
                run('truncate', '-s', '4G', $image);
                run('mkfs.ext4', '-q', '-F', '-E', 'lazy_itable_init=0,lazy_journal_init=1', $image);
                attach();
                run('rmdir', "$directory/lost+found");
                run('chmod', '700', $directory);
                print "mounted\\n";
                while (<STDIN>) {
                    open(my $root, '<', $directory) or die "$directory: $!\\n";
                    ioctl($root, 0x8004587D, $without_journal) or die "EXT4_IOC_SHUTDOWN: $!\\n";
                    close($root);
                    run('umount', $directory);
                    attach();
                    print "mounted\\n";
                }
                run('cp', '-a', '--sparse=always', $directory, "$directory.kept");
            };
            print $@;
            system('umount', '-l', $directory);
            unlink($image);
            rename("$directory.kept", $directory);
            """;

    private final Process process;
    private final BufferedReader output;

    private LoopImage(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Mounts a new one; its file lies beside the directory.
     *
     * @throws IllegalStateException if none can be mounted here; the message says why
     */
    public static LoopImage mount(Path directory) {
        try {
            var image = new LoopImage(new ProcessBuilder("perl", "-e", SCRIPT, directory.toString())
                    .redirectErrorStream(true)
                    .start());
            image.awaitMounted();
            return image;
        } catch (IOException e) {
            throw new IllegalStateException("an ext4 image cannot be mounted: " + e, e);
        }
    }

    /** Takes the power, and mounts what is on the disk. No process may have a file of it open. */
    public void losePower() {
        try {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
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

    /** Unmounts and deletes it; its files are in the directory then. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
