package dev.footfall.cli;

import dev.footfall.operations.topics.KafkaRole;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The role whose rights in Kafka are wanted instead of topics, and the user who gets them. */
final class AclsOptions {
    @Option(
            names = "--acls",
            paramLabel = "ROLE",
            description = {
                "Only print the commands that give a role its rights in Kafka:",
                "topics, ingest (also import, tail), serve (also rebuild), export-log, import-log, seal or rejected.",
                "move needs those of export-log for the old log, and of import-log for the new one."
            })
    private @Nullable String role;

    @Option(
            names = "--principal",
            paramLabel = "PRINCIPAL",
            description = "With --acls, the user who gets them (default: User:footfall-ROLE).")
    private @Nullable String principal;

    /** The commands, a line each; empty if topics are wanted. Fails with a {@link UsageError} for an unknown role. */
    Optional<String> commands(Settings settings) {
        if (role == null) {
            if (principal != null) throw new UsageError("--principal is only for --acls");
            return Optional.empty();
        }
        KafkaRole found = Stream.of(KafkaRole.values())
                .filter(any -> any.command().equals(role))
                .findAny()
                .orElseThrow(() -> new UsageError(
                        "--acls is '" + role + "': allowed is " + String.join(", ", KafkaRole.commands())));
        String user = principal == null ? "User:footfall-" + role : principal;
        return Optional.of(found.rights(RoomConfigs.of(settings).names()).stream()
                .map(right -> right.command(RoomConfigs.bootstrapServers(settings), user) + "\n")
                .collect(Collectors.joining()));
    }
}
