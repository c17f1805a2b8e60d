package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.SourceFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The files of one repository by source, of all its days, as they were counted up to an offset of its partition. Days are not
 * told apart there, so it has files of days that are not sealed as well.
 *
 * @param repository the repository's key, such as {@code model/ns/name}
 * @param rules name and digest of the rules by which they were counted
 * @param end the offset after the last record that they may have
 */
public record SealedSources(String repository, String rules, long end, List<SourceFiles> sources)
        implements SealRecord {
    public SealedSources {
        sources = List.copyOf(sources);
    }

    /** The repository's key in UTF-8. */
    public byte[] keyBytes() {
        return repository.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public SealedSources at(long otherEnd) {
        return new SealedSources(repository, rules, otherEnd, sources);
    }
}
