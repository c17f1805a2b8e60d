package dev.footfall.web.openapi;

import java.util.List;

public record Parameter(String name, ParameterPlace place, String meaning, Schema schema) implements Parameters {
    @Override
    public List<Parameter> all() {
        return List.of(this);
    }
}
