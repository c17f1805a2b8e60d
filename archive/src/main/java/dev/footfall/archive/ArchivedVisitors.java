package dev.footfall.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footfall.events.Sha256;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.operations.exports.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The keys of visitors: hashes and ids as they are in the log, and a keyed hash in place of a user's name. */
final class ArchivedVisitors {
    /** Query engines leave out files whose names begin so. Who has the file can try names. */
    static final String FILE = "_visitor-key";

    private static final int KEY_BYTES = 32;
    private static final int DIGITS = 32;

    private final byte[] secret;

    ArchivedVisitors(byte[] secret) {
        this.secret = secret.clone();
    }

    /** The keys of an archive, whose secret is made once. */
    static ArchivedVisitors of(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) write(file);
        byte[] secret = HexFormat.of().parseHex(Files.readString(file, UTF_8).strip());
        if (secret.length != KEY_BYTES) throw new IllegalStateException(file + " has no " + KEY_BYTES + " bytes");
        return new ArchivedVisitors(secret);
    }

    private static void write(Path file) throws IOException {
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        Path part = file.resolveSibling("." + FILE + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PrivateFiles.attributes(part));
        Files.writeString(part, HexFormat.of().formatHex(secret) + "\n", UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    String of(VisitorId visitor) {
        if (!visitor.authenticated()) return visitor.value();
        return UserId.ofUser(visitor.value()).map(UserId::hex).orElseGet(() -> hashed(visitor.value()));
    }

    private String hashed(String name) {
        return HexFormat.of()
                .formatHex(Sha256.keyed(secret).doFinal(name.getBytes(UTF_8)))
                .substring(0, DIGITS);
    }
}
