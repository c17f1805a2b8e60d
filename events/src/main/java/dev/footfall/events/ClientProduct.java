package dev.footfall.events;

import java.util.List;
import java.util.stream.Stream;

/**
 * The software that sent a request: the first word of its User-Agent that is on this list. Words end at white space and at
 * {@code ; , ( )}, and count up to their first {@code /}, in lower case. The list is closed, so that nobody can fill a
 * state with names, and in the order of the labels. States hold its places: another list is another format. A few products
 * have a second word.
 */
public enum ClientProduct {
    ARIA2("aria2"),
    AXIOS("axios"),
    BROWSER("browser", "mozilla"),
    CONDA("conda"),
    CURL("curl"),
    DATASETS("datasets"),
    DIFFUSERS("diffusers"),
    DOCKER("docker"),
    FSSPEC("fsspec"),
    GIT("git"),
    GIT_LFS("git-lfs"),
    GO_HTTP_CLIENT("go-http-client"),
    HF_HUB("hf_hub"),
    JAVA_HTTP_CLIENT("java-http-client"),
    NODE("node"),
    /** No User-Agent, or {@code -}. */
    NONE("none", ""),
    OKHTTP("okhttp"),
    OTHER("other", ""),
    PIP("pip"),
    PYTHON_HTTPX("python-httpx"),
    PYTHON_REQUESTS("python-requests"),
    PYTHON_URLLIB("python-urllib"),
    RCLONE("rclone"),
    TRANSFORMERS("transformers"),
    UV("uv"),
    WGET("wget");

    private static final ClientProduct[] ALL = values();
    private static final int LONGEST_WORD = 16;
    private static final ProductWord[][] BY_WORD_LENGTH = new ProductWord[LONGEST_WORD + 1][];

    static {
        List<ProductWord> others = List.of(
                new ProductWord("hf-hub", HF_HUB), // the crate of Rust
                new ProductWord("hf_xet", HF_HUB),
                new ProductWord("wget2", WGET));
        for (int length = 0; length <= LONGEST_WORD; length++) {
            int wanted = length;
            BY_WORD_LENGTH[length] = Stream.concat(
                            Stream.of(ALL).map(product -> new ProductWord(product.word, product)), others.stream())
                    .filter(known -> wanted > 0 && known.word().length() == wanted)
                    .toArray(ProductWord[]::new);
        }
    }

    private record ProductWord(String word, ClientProduct product) {
        boolean isAt(byte[] text, int start) {
            for (int i = 0; i < word.length(); i++) {
                if (toLowerCase(text[start + i]) != word.charAt(i)) return false;
            }
            return true;
        }
    }

    private final String label;
    private final String word;

    ClientProduct(String label) {
        this(label, label);
    }

    ClientProduct(String label, String word) {
        this.label = label;
        this.word = word;
    }

    public String label() {
        return label;
    }

    @SuppressWarnings("EnumOrdinal") // a test holds the order, and states the numbers
    public int number() {
        return ordinal();
    }

    public static ClientProduct ofNumber(int number) {
        return ALL[number];
    }

    static ClientProduct of(byte[] text, int from, int length) {
        if (length == 0 || (length == 1 && text[from] == '-')) return NONE;
        int end = from + length;
        for (int at = from; at < end; at++) {
            int start = at;
            while (at < end && !isSeparator(text[at])) at++;
            ClientProduct product = ofWord(text, start, at);
            if (product != OTHER) return product;
        }
        return OTHER;
    }

    private static ClientProduct ofWord(byte[] text, int start, int wordEnd) {
        int end = start;
        while (end < wordEnd && text[end] != '/') end++;
        int length = end - start;
        if (length > LONGEST_WORD) return OTHER;
        for (ProductWord known : BY_WORD_LENGTH[length]) {
            if (known.isAt(text, start)) return known.product();
        }
        return OTHER;
    }

    private static int toLowerCase(byte ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? ascii + ('a' - 'A') : ascii;
    }

    private static boolean isSeparator(byte ascii) {
        return switch (ascii) {
            case ' ', '\t', '\n', 0x0b, '\f', '\r', ';', ',', '(', ')' -> true;
            default -> false;
        };
    }
}
