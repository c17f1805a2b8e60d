package dev.footfall.rules;

/** The rules by which a state is counted, as those see them who ask it. */
public interface AppliedRules {
    /** The name and the digest, such as {@code default@0123456789ab}. */
    String id();

    CountingRules rules();

    /** True if a projection of this name is counted, one of {@link ProjectionNames}. */
    boolean projects(String name);
}
