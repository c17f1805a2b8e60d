package dev.footfall.queryapi.openapi;

import java.util.List;

public record Parameter(String name, Place place, String meaning, Schema schema) implements Parameters {
    @Override
    public List<Parameter> all() {
        return List.of(this);
    }

    public enum Place {
        PATH,
        QUERY,
        REQUIRED_QUERY
    }
}
