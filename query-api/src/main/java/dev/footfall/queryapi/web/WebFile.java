package dev.footfall.queryapi.web;

import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file that browsers are served from the class path. */
public final class WebFile implements Endpoint {
    private final String path;
    private final String contentType;
    private final Reply reply;

    private WebFile(String path, String contentType, String contentSecurityPolicy, byte[] bytes) {
        this.path = path;
        this.contentType = contentType;
        this.reply = Reply.of(200, contentType, bytes)
                .withEntityTag()
                .with("Content-Security-Policy", contentSecurityPolicy);
    }

    static WebFile read(String path, String resource, String contentSecurityPolicy) {
        try (InputStream in = WebFile.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("not on the class path: " + resource);
            return new WebFile(path, type(resource), contentSecurityPolicy, in.readAllBytes());
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

    @Override
    public Operation operation() {
        return Responses.file(Operation.get(path, ""), contentType, Schema.text());
    }

    @Override
    public Reply answer(Request request) {
        return reply;
    }

    public String path() {
        return path;
    }

    public String contentType() {
        return contentType;
    }

    /** Not a copy, because it is only ever written out. */
    public byte[] bytes() {
        return reply.body();
    }
}
