package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.Unchecked;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The local directories of states: stores by partition, the node's instance id, and the states counted beside the main one,
 * which lie below it. Not for a directory in use by a running {@code Aggregator}, unless a method says so.
 */
public final class StateFiles {
    /** The directory of a partition's stores: Kafka Streams puts the number of its part of the topology in front. */
    private static final Pattern PARTITION = Pattern.compile("\\d+_\\d+");

    private StateFiles() {}

    /** Of the main state its stores: its directory holds those of the others. */
    public static void forget(StateLocation location) {
        delete(location.state().isMain() ? stores(location) : location.directory());
    }

    /** The states here beside {@code names}. */
    static List<StateLocation> others(StateLocation main, Set<String> names) {
        if (!Files.exists(main.directory())) return List.of();
        try (Stream<Path> files = Files.list(main.directory())) {
            Stream<StateLocation> shadows = files.filter(directory -> StateId.isName(name(directory)))
                    .map(directory -> new StateLocation(
                            new StateId(
                                    main.state().log(),
                                    name(directory),
                                    main.state().rules()),
                            directory,
                            main.kafka()));
            return Stream.concat(Stream.of(main), shadows)
                    .filter(state -> !names.contains(state.state().name()) && Files.isDirectory(stores(state)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the local states cannot be read: " + main.directory(), e);
        }
    }

    /** The name of this node's members in the group of a state, before their numbers; made if there is none. */
    public static String instanceId(StateLocation location) {
        Path file = location.directory().resolve("instance-id");
        return Unchecked.io("the state directory cannot be written: " + file, () -> {
            Files.createDirectories(location.directory());
            boolean isNamed = Files.exists(file) && Files.size(file) > 0; // a loss of power may leave it empty
            if (!isNamed) Files.writeString(file, UUID.randomUUID().toString());
            return Files.readString(file).strip();
        });
    }

    private static String name(Path directory) {
        return directory.getFileName().toString();
    }

    static void deleteStores(StateLocation location) {
        ofPartitions(location).forEach(StateFiles::delete);
    }

    static List<Path> ofPartitions(StateLocation location) {
        Path directory = stores(location);
        if (!Files.exists(directory)) return List.of();
        try (Stream<Path> stores = Files.list(directory)) {
            return stores.filter(store ->
                            PARTITION.matcher(store.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the local state cannot be read: " + directory, e);
        }
    }

    /**
     * The bytes of the stores of each partition, and of their copies, a file that is in both once. For a directory in use, too:
     * files that disappear meanwhile are left out.
     */
    public static Map<Integer, Long> bytes(StateLocation location) {
        Map<Integer, Long> bytes = new TreeMap<>();
        for (Path stores : ofPartitions(location)) bytes.merge(partitionOf(stores), bytes(stores), Long::sum);
        return bytes;
    }

    private static long bytes(Path directory) {
        var sum = new FileSizes();
        Unchecked.run("the local state cannot be read: " + directory, () -> Files.walkFileTree(directory, sum));
        return sum.bytes();
    }

    static int partitionOf(Path stores) {
        String name = name(stores);
        return Integer.parseInt(name.substring(name.indexOf('_') + 1));
    }

    /** Empties the store of repositories, filled at each start: Kafka Streams fails to start on one not closed. */
    public static void emptyRepositories(StateLocation location) {
        Path directory = stores(location).resolve("global");
        delete(directory);
        Unchecked.run("the local state cannot be written: " + directory, () -> Files.createDirectories(directory));
    }

    private static Path stores(StateLocation location) {
        return location.directory().resolve(location.state().applicationId());
    }

    static void delete(Path directory) {
        Unchecked.run("the local state cannot be deleted: " + directory, () -> DatabaseFiles.delete(directory));
    }
}
