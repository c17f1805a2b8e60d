package dev.footfall.events.renames;

import dev.footfall.events.RepoId;
import java.util.List;

/** {@code names}: those of the repository that are in one partition. */
public record LineagePart(Lineage repo, List<RepoId> names) {}
