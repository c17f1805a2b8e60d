package dev.footfall.bench;

import dev.footfall.events.ClientProduct;
import dev.footfall.rules.clients.ClientClass;

/** The software that sends a load's requests. Git and its LFS are told by the kind of request, the others by the visitor. */
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

    /** The software by which this visitor sends requests of this kind. */
    static Agent of(LoadEvent.Kind kind, int visitor) {
        return switch (kind) {
            case CLONE -> GIT;
            case LFS -> GIT_LFS;
            default -> OF_VISITORS[visitor % OF_VISITORS.length];
        };
    }
}
