package dev.footfall.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code summary} is empty for a file of a page. */
public record Operation(
        String method,
        String template,
        String summary,
        OperationAccess access,
        List<Parameter> parameters,
        Optional<OperationBody> body,
        List<Response> responses) {

    public Operation {
        parameters = List.copyOf(parameters);
        responses = List.copyOf(responses);
    }

    public static Operation of(String method, String template, String summary) {
        return new Operation(method, template, summary, OperationAccess.OPEN, List.of(), Optional.empty(), List.of());
    }

    public static Operation get(String template, String summary) {
        return of("GET", template, summary);
    }

    public static Operation post(String template, String summary, Schema body) {
        return of("POST", template, summary).carrying(OperationBody.json(body));
    }

    public Operation carrying(OperationBody newBody) {
        return new Operation(method, template, summary, access, parameters, Optional.of(newBody), responses);
    }

    public boolean isDescribed() {
        return !summary.isEmpty();
    }

    public Operation by(OperationAccess newAccess) {
        return new Operation(method, template, summary, newAccess, parameters, body, responses);
    }

    public Operation taking(Parameters... more) {
        var all = new ArrayList<>(parameters);
        all.addAll(Parameters.of(more).all());

        return new Operation(method, template, summary, access, all, body, responses);
    }

    public Operation answering(Response... more) {
        var all = new ArrayList<>(responses);
        all.addAll(List.of(more));
        return new Operation(method, template, summary, access, parameters, body, all);
    }
}
