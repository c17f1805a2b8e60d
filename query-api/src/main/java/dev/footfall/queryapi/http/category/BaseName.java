package dev.footfall.queryapi.http.category;

import java.util.regex.Pattern;

/** The name of a model without namespace and without what says how its weights are quantised. */
final class BaseName {
    private static final Pattern QUANTISATION = Pattern.compile(
            "(?:[-_.](?:q[2-8](?:_0|_1|_k(?:_[smlh])?)?|gguf|ggml|gptq|awq|exl2|fp16|fp32|int8|int4))+$",
            Pattern.CASE_INSENSITIVE);

    private BaseName() {}

    /** The base name of a model; its own where nothing else would be left. */
    static String of(String modelName) {
        String stripped = QUANTISATION.matcher(modelName).replaceFirst("");
        return stripped.isEmpty() ? modelName : stripped;
    }
}
