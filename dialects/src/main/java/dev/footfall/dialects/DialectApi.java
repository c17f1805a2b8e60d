package dev.footfall.dialects;

import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Json;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A dialect below a path of its own, or at the root. Its owner describes it, so the API's description does not. */
public record DialectApi(Dialect dialect, boolean isAtRoot, DialectConfig config) implements Api {
    private static final List<Dialect> ALL = List.of(
            NpmDialect.NPM,
            PypiDialect.PYPI,
            CranDialect.CRAN,
            PackagistDialect.PACKAGIST,
            HuggingFaceDialect.HUGGING_FACE);

    public static List<String> names() {
        return ALL.stream().map(Dialect::name).toList();
    }

    public static List<Api> all(DialectConfig config) {
        Stream<Api> below = ALL.stream().map(it -> new DialectApi(it, false, config));
        Stream<Api> atRoot = ALL.stream()
                .filter(it -> it.equals(HuggingFaceDialect.HUGGING_FACE)
                        || config.root().equals(Optional.of(it.name())))
                .map(it -> new DialectApi(it, true, config));
        return Stream.concat(below, atRoot).toList();
    }

    @Override
    public boolean isPrefixed() {
        return false;
    }

    @Override
    public boolean ignoresUnknown() {
        return true;
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        List<String> templates = isAtRoot ? dialect.rootPaths() : List.of("/" + dialect.name() + "/{path*}");
        return templates.stream()
                .map(template -> Endpoint.of(Operation.get(template, ""), request -> {
                    var packages = new Packages(dialect.name(), service, config, request);
                    return answer(packages, String.join("/", request.segmentsFrom(isAtRoot ? 0 : 1)));
                }))
                .toList();
    }

    private Reply answer(Packages packages, String path) {
        try {
            return error(dialect.answer().apply(packages, List.of(path.split("/", -1))));
        } catch (HttpProblemException e) {
            return error(e.reply());
        }
    }

    @Override
    public List<String> roots() {
        if (!isAtRoot) return List.of(dialect.name());
        return dialect.rootPaths().stream()
                .map(template -> template.replaceFirst("^/(api/)?", "").replaceFirst("/.*", ""))
                .toList();
    }

    @Override
    public Reply error(Reply reply) {
        if (!ProblemDetails.CONTENT_TYPE.equals(reply.headers().get("Content-Type"))) return reply;
        return Unchecked.io("a problem not in JSON", () -> {
            String detail = Json.MAPPER.readTree(reply.body()).path("detail").asText();
            Map<String, String> headers = new HashMap<>(reply.headers());
            headers.remove("Content-Type");
            return dialect.error().apply(reply.status(), detail).with(headers);
        });
    }
}
