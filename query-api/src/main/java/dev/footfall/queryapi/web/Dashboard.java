package dev.footfall.queryapi.web;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;
import java.util.stream.Stream;

/** The dashboard's files. They load nothing from elsewhere and ask nothing but this API. */
public final class Dashboard implements Api {
    public static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String SCRIPTS = """
            footfall page address periods search trending sparkline repository parts picture share definitions stream live controls
            compare organisation category use corrections sources change rules diff decide analytics
            cluster""";

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return files().stream().map(ApiPages.WebFile::endpoint).toList();
    }

    @Override
    public boolean isPrefixed() {
        return false;
    }

    public static List<ApiPages.WebFile> files() {
        Stream<String> scripts = Stream.of(SCRIPTS.split("\\s+", -1)).map(name -> name + ".js");
        Stream<ApiPages.WebFile> others =
                Stream.concat(Stream.of("footfall.css"), scripts).map(name -> file("/" + name, name));
        return Stream.concat(Stream.of(file("/", "index.html")), others).toList();
    }

    private static ApiPages.WebFile file(String path, String resource) {
        return ApiPages.WebFile.of(path, resource, CONTENT_SECURITY_POLICY);
    }
}
