package dev.footfall.cli;

import dev.footfall.cli.balances.BalanceFile;
import dev.footfall.cli.balances.BalanceLine;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.balances.BalanceTopic;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.standalone.TargetKafka;
import dev.footfall.standalone.settings.Setting;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The Kafka with the balances, and the API that knows what was counted. */
final class BalancesOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "The system that counted, where the file names none.")
    private Optional<String> origin = Optional.empty();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka to use (default: that of 'footfall run', 127.0.0.1 and kafka.port, 29092).")
    void bootstrapServers(@Nullable String servers) {
        endpoint.options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
    }

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The directory of 'footfall run' (default: ./data).")
    void dataDirectory(@Nullable String directory) {
        endpoint.options.name(Setting.DATA_DIR, directory);
    }

    ApiClient client() {
        return endpoint.client();
    }

    List<BalanceLine> read(Path file) {
        origin.filter(name -> !BalanceDays.isOrigin(name)).ifPresent(name -> {
            throw new UsageError("--origin is '" + name + "': " + BalanceDays.ORIGIN_RULE);
        });
        try {
            return new BalanceFile(file, origin, Instant.now()).read();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(file + " is not UTF-8; nothing of it was taken", e);
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read: " + e, e);
        }
    }

    Optional<String> origin() {
        return origin;
    }

    /** All balances that hold. */
    List<OpeningBalance> known() {
        OpeningBalances known = all();
        return known.repositories().flatMap(known::of).toList();
    }

    OpeningBalances all() {
        return write(known -> List.of());
    }

    /** Writes what follows from the balances that are known, all or nothing; returns those that hold then. */
    OpeningBalances write(Function<OpeningBalances, List<OpeningBalance>> change) {
        var configs = TargetKafka.configured(endpoint.options.ofKafka());
        try (var log = new KafkaSharedLog<>(configs.publisher(), BalanceTopic.TOPIC)) {
            return log.change(change);
        } catch (SharedLogUnavailableException e) {
            throw new IllegalStateException(e.getMessage() + ": run it again, a statement may be repeated", e);
        }
    }
}
