package dev.footfall.bench;

/** A number that looks random and is made of another; no two numbers make the same. */
final class Mix {
    private Mix() {}

    /** The finaliser of <a href="https://prng.di.unimi.it/splitmix64.c">SplitMix64</a>. */
    static long of(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
