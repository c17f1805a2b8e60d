package dev.footfall.aggregator.session;

/** Where the pages below a visitor-day's first one are kept. */
public interface HashPages {
    /**
     * The page at this place, an empty one if there was none. What is handed out is kept: a second call returns the
     * same page.
     *
     * @param level 1 to 16
     * @param prefix the first {@code 4 × level} bits of the hashes that belong there
     */
    HashPage page(int level, long prefix);

    /** Says that the page at this place has changed. */
    void changed(int level, long prefix);
}
