package dev.footfall.bench;

import dev.footfall.events.ClientProduct;
import dev.footfall.rules.clients.ClientClass;
import java.util.HexFormat;
import java.util.List;

/** One generated file request; everything else about it derives from the serial number. */
public record LoadEvent(long serial, int repository, int visitor, long timeMillis) {
    private static final long LARGEST_FILE_BYTES = 5_000_000_000L;
    private static final long LARGEST_BEGINNING_BYTES = 1 << 20;
    private static final long CHECKSUM_BYTES = 65;
    private static final int SIGNED_IN = 5;
    private static final int SERVERS = 4;
    private static final int REVISIONS = 5;
    private static final List<String> COUNTRIES =
            List.of("US", "DE", "FR", "JP", "IN", "BR", "CN", "GB", "KR", "CA", "NL", "PL");

    /** Adjacent visitors at one file server: every agent, signed in and not. */
    private static final int SERVED_TOGETHER = 20;

    /** Of a thousand requests 945 count, unless rules ignore their paths. */
    public LoadEventKind kind() {
        long permille = Long.remainderUnsigned(mix(serial), 1_000);
        if (permille < 845) return LoadEventKind.FILE;
        if (permille < 860) return LoadEventKind.CHECKSUM;
        if (permille < 900) return LoadEventKind.LFS;
        if (permille < 920) return LoadEventKind.CLONE;
        if (permille < 945) return LoadEventKind.FIRST_PART;
        if (permille < 950) return LoadEventKind.BEGINNING;
        if (permille < 965) return LoadEventKind.LATER_PART;
        return permille < 985 ? LoadEventKind.PROBE : LoadEventKind.MISSING;
    }

    public long bytes() {
        return switch (kind()) {
            case FILE, LFS, CLONE, FIRST_PART, LATER_PART -> fileBytes(serial);
            case CHECKSUM -> CHECKSUM_BYTES;
            case BEGINNING -> fileBytes(serial) % LARGEST_BEGINNING_BYTES;
            case PROBE -> 0;
            case MISSING -> 153;
        };
    }

    /** The size of the whole file; -1 if the file server does not know it. */
    long size() {
        return switch (kind()) {
            case FILE, CHECKSUM, LFS, FIRST_PART -> bytes();
            case BEGINNING -> fileBytes(serial) + 2 * LARGEST_BEGINNING_BYTES;
            case LATER_PART -> kind().rangeStart + bytes();
            case PROBE -> fileBytes(serial);
            case CLONE, MISSING -> -1;
        };
    }

    static long fileBytes(long serial) {
        return Long.remainderUnsigned(mix(~serial), LARGEST_FILE_BYTES);
    }

    Agent agent() {
        return Agent.of(kind(), visitor);
    }

    /** The file server; nine of ten requests of a visitor go to the same one. */
    String source() {
        long chance = mix(serial + SERVERS);
        boolean isElsewhere = Long.remainderUnsigned(chance, 10) == 0;
        long server = isElsewhere ? chance >>> 60 : visitor / SERVED_TOGETHER;
        return "files-" + (1 + server % SERVERS);
    }

    /** Of ten requests seven name the branch, two one of sixteen tags, and one a commit. */
    String revision() {
        long chance = mix(serial + REVISIONS);
        long kind = Long.remainderUnsigned(chance, 10);
        if (kind < 7) return "main";
        long number = chance >>> 60;
        if (kind < 9) return "v1." + number;
        long commit = mix(16L * repository + number);
        HexFormat form = HexFormat.of();
        return form.toHexDigits(commit) + form.toHexDigits(mix(commit)) + form.toHexDigits(commit, 8);
    }

    String country() {
        return COUNTRIES.get(visitor % COUNTRIES.size());
    }

    public static boolean isSignedIn(int visitor) {
        return visitor % SIGNED_IN == 0;
    }

    /** The finaliser of <a href="https://prng.di.unimi.it/splitmix64.c">SplitMix64</a>. */
    static long mix(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    enum Agent {
        TRANSFORMERS("transformers/4.46.1; hf_hub/0.26.2; python/3.11.9", ClientProduct.TRANSFORMERS, ClientClass.TOOL),
        DATASETS("datasets/3.1.0; hf_hub/0.26.2; python/3.12.4; torch/2.5", ClientProduct.DATASETS, ClientClass.TOOL),
        CURL("curl/8.9.1", ClientProduct.CURL, ClientClass.TOOL),
        BROWSER("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101", ClientProduct.BROWSER, ClientClass.BROWSER),
        GIT("git/2.47.1", ClientProduct.GIT, ClientClass.TOOL),
        GIT_LFS("git-lfs/3.6.0 (GitHub; linux amd64; go 1.23.3)", ClientProduct.GIT_LFS, ClientClass.TOOL);

        private static final Agent[] OF_VISITORS = {TRANSFORMERS, DATASETS, CURL, BROWSER};

        final String text;
        final ClientProduct client;
        final ClientClass type;

        Agent(String text, ClientProduct client, ClientClass type) {
            this.text = text;
            this.client = client;
            this.type = type;
        }

        static Agent of(LoadEventKind kind, int visitor) {
            return switch (kind) {
                case CLONE -> GIT;
                case LFS -> GIT_LFS;
                default -> OF_VISITORS[visitor % OF_VISITORS.length];
            };
        }
    }
}
