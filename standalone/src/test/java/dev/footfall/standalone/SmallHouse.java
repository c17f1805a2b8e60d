package dev.footfall.standalone;

import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenMint;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of a whole house of two partitions on free ports, and its callers. */
final class SmallHouse {
    private static final String ADMINISTRATOR = "admin";

    private SmallHouse() {}

    /** The settings of one that stands on this directory and writes users so. */
    static Settings settings(Path data, String users) {
        return Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", data.toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "query.rate-limit", "0",
                        "ingest.port", "0",
                        "ingest.users", users,
                        "auth.jwt-secret", "a secret of a test has 32 bytes!",
                        "topics.partitions", "2"));
    }

    /** The header by which a user of a house with these settings is known; {@code admin} is the administrator. */
    static String authorization(Settings settings, String user) {
        var caller = new Caller(Optional.of(user), Set.of(), user.equals(ADMINISTRATOR));
        var mint = new TokenMint(RoomConfigs.of(settings).auth(), Clock.systemUTC());
        return "Bearer " + mint.mint(caller, Duration.ofMinutes(10));
    }
}
