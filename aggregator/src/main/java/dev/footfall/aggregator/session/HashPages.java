package dev.footfall.aggregator.session;

public interface HashPages {
    /** Keeps the page handed out. {@code level}: 1 to 16; {@code prefix}: first 4 × level bits of its hashes. */
    HashPage page(int level, long prefix);

    void changed(int level, long prefix);
}
