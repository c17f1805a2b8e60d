package dev.footfall.cli;

import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenMint;
import dev.footfall.standalone.RoomConfigs;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "token",
        description = "Print a bearer token for the query API, signed with auth.jwt-secret.",
        footer = {
            "  footfall token --user alice",
            "  FOOTFALL_TOKEN=$(footfall token --user alice --orgs acme,lab) footfall stats get model acme/secret",
            "  footfall token --user operator --admin --ttl PT10M"
        })
final class TokenCommand implements Runnable {
    /** Far beyond it there is no date. */
    private static final Duration LONGEST = Duration.ofDays(1_000_000);

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--user", paramLabel = "USER", required = true, description = "The user.")
    private String user = "";

    @Option(names = "--orgs", paramLabel = "ORG", split = ",", description = "The user's organisations.")
    private Set<String> organisations = new LinkedHashSet<>();

    @Option(names = "--admin", description = "The user may read every repository.")
    private boolean isAdmin;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "The period of validity, such as PT10M or P30D (default: ${DEFAULT-VALUE}).")
    private Duration lifetime = Duration.ofHours(1);

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST) > 0) {
            throw new UsageError("--ttl is " + lifetime + ": allowed is PT1S to P1000000D");
        }
        if (organisations.stream().anyMatch(String::isBlank)) {
            throw new UsageError("--orgs has an empty name among " + organisations);
        }
        var mint = new TokenMint(RoomConfigs.of(options.settings()).auth(), Clock.systemUTC());
        output.print(mint.mint(new Caller(Optional.of(user), organisations, isAdmin), lifetime) + "\n");
    }
}
