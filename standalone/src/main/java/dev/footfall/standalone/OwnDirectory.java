package dev.footfall.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A directory that nobody but its owner can look into, where the file system knows of owners. */
final class OwnDirectory {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private OwnDirectory() {}

    /** Makes the directory, for its owner only, when it does not exist. One that exists stays as it is. */
    static void make(Path directory) throws IOException {
        if (Files.exists(directory)) {
            Files.createDirectories(directory); // fails for a file
            return;
        }
        Files.createDirectories(directory.toAbsolutePath().getParent());
        boolean hasOwners =
                directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (hasOwners) Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        else Files.createDirectory(directory);
    }

    /** A sentence about a directory that others can look into. */
    static Optional<String> exposure(Path directory) throws IOException {
        var view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        if (view == null || OWNER_ONLY.containsAll(view.readAttributes().permissions())) return Optional.empty();
        return Optional.of("other users of this machine can look into " + directory
                + ", where private repositories and likes are: chmod 700 " + directory);
    }
}
