package dev.footfall.queryapi.web;

import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file that browsers are served from the class path. */
public record WebFile(String path, String contentType, Reply reply) {
    static WebFile read(String path, String resource, String contentSecurityPolicy) {
        try (InputStream in = WebFile.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("not on the class path: " + resource);
            Reply reply = Reply.of(200, type(resource), in.readAllBytes())
                    .withEntityTag()
                    .with("Content-Security-Policy", contentSecurityPolicy);
            return new WebFile(path, type(resource), reply);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.'))) {
            case ".html" -> "text/html;charset=utf-8";
            case ".css" -> "text/css;charset=utf-8";
            case ".js" -> "text/javascript;charset=utf-8";
            default -> throw new IllegalArgumentException("no media type is known for " + resource);
        };
    }

    Endpoint endpoint() {
        return Endpoint.of(Responses.file(Operation.get(path, ""), contentType, Schema.text()), request -> reply);
    }
}
