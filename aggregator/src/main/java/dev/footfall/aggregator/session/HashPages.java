package dev.footfall.aggregator.session;

/** The pages of hashes below a visitor-day's first one. */
public interface HashPages {
    /**
     * The page at this place, an empty one if there was none. What is handed out is kept: a second call returns the
     * same page.
     *
     * @param level 1 to 16
     * @param prefix the first {@code 4 × level} bits of the hashes that belong there
     */
    HashPage page(int level, long prefix);

    /** Marks the page at this place dirty. */
    void changed(int level, long prefix);
}
