package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @ParameterizedTest
    @CsvSource({
        "/org/m/resolve/main/a/b.bin, model/org/m main a/b.bin HTTP",
        "/org/m/resolve/refs%2Fpr%2F1/a%20b.bin, model/org/m refs/pr/1 a b.bin HTTP",
        "/org/m/resolve/main/a%2520b, model/org/m main a%20b HTTP",
        "/datasets/org/d/resolve/v1/x, dataset/org/d v1 x HTTP",
        "/spaces/org/s/resolve/v1/x, space/org/s v1 x HTTP",
        "/org/m.git/git-upload-pack, model/org/m null  GIT",
        "/org/m/git-upload-pack, model/org/m null  GIT",
        "/org/m.git.git/git-upload-pack, model/org/m.git null  GIT",
        "/datasets/org/d.git/git-upload-pack, dataset/org/d null  GIT",
        "/spaces/org/s.git/git-upload-pack, space/org/s null  GIT",
        "/org/m.git/info/lfs/objects/ab/cd/abcd, model/org/m null ab/cd/abcd LFS",
        "/datasets/org/d.git/info/lfs/objects/abcd, dataset/org/d null abcd LFS",
        "/models/org/m/resolve/main/a/b.bin, model/org/m main a/b.bin HTTP",
        "/models/org/m/raw/main/README.md, model/org/m main README.md HTTP",
        "/datasets/org/d/raw/v1/x, dataset/org/d v1 x HTTP",
        "/api/models/org/m/resolve/main/a.bin, model/org/m main a.bin HTTP",
        "/api/datasets/org/d/resolve/main/a.bin, dataset/org/d main a.bin HTTP",
        "/api/spaces/org/s/raw/main/app.py, space/org/s main app.py HTTP",
        "/api/v1/models/org/m/resolve/main/a.bin, model/org/m main a.bin HTTP",
        "/api/v1/datasets/org/d/raw/main/a.bin, dataset/org/d main a.bin HTTP",
        "/api/resolve-cache/models/org/m/0c1f/a/b.bin, model/org/m 0c1f a/b.bin HTTP",
        "/api/resolve-cache/datasets/org/d/0c1f/x, dataset/org/d 0c1f x HTTP",
        "/api/v1/models/org/m/repo?Revision=v1&FilePath=a%2Fb+c.bin, model/org/m v1 a/b c.bin HTTP",
        "/api/v1/datasets/org/d/repo?Source=SDK&FilePath=x.csv&View=1, dataset/org/d null x.csv HTTP",
        "/org/m.git/gitlab-lfs/objects/abcd, model/org/m null abcd LFS",
        "/datasets/org/d.git/gitlab-lfs/objects/abcd, dataset/org/d null abcd LFS",
        "/models/org/m.git/info/lfs/objects/abcd, model/org/m null abcd LFS",
        "/models/tool.git/git-upload-pack, model/models/tool null  GIT",
        "/models/tool.git/info/lfs/objects/abcd, model/models/tool null abcd LFS",
        "/gitlab-lfs/m.git/gitlab-lfs/objects/abcd, model/gitlab-lfs/m null abcd LFS",
        "/resolve/raw/resolve/main/x, model/resolve/raw main x HTTP",
        "//org/m/resolve/main/x, model/org/m main x HTTP",
        "/org//m/resolve///main/x, model/org/m main x HTTP",
        "/org/m/resolve/main//a//b, model/org/m main a/b HTTP",
        "/datasets//org/d/resolve/v1/x, dataset/org/d v1 x HTTP",
        "https://hub.example.org//org/m/resolve/main/x, model/org/m main x HTTP",
        "//org//m.git//git-upload-pack, model/org/m null  GIT",
        "/org/./m/././resolve/main/./x, model/org/m main x HTTP",
    })
    void knowsTheUrlsOfTheHubs(String path, String expected) {
        assertEquals(expected, described(routing(Routes.of(List.of()), path).target()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.ico",
                "/org/m/resolve/main",
                "/org/m/resolve/main/",
                "/org/m/resolve//x",
                "/org/../resolve/main/x",
                "/o%2Frg/m/resolve/main/x",
                "/o rg/m/resolve/main/x",
                "/datasets/squad/resolve/main/x",
                "/org/m.git/info/refs",
                "/org/m.git/info/refs?service=git-upload-pack",
                "/org/m.git/git-receive-pack",
                "/org/m/tree/main/a",
                "/org/m/raw/branch/main/a",
                "/models/org/m/tree/main/a",
                "/models/org/m/blob/main/a",
                "/models/org/m/raw/main",
                "/api/models/org/m",
                "/api/models/org/m/tree/main/a",
                "/api/models/org/m/commits/main",
                "/api/models/org/m/revision/main",
                "/api/models/org/m/paths-info/main/x",
                "/api/org/m/resolve/main/x",
                "/api/v1/org/m/resolve/main/x",
                "/api/v1/models/org/m/repo?Revision=master",
                "/api/v1/models/org/m/repo?FilePath=&Revision=master",
                "/api/v1/models/org/m/repo/files?FilePath=x",
                "/org/m/repo?FilePath=x",
                "/api/resolve-cache/models/org/m/0c1f",
                "/api/resolve-cache/org/m/0c1f/x",
                "/.git/git-upload-pack",
                "/org/.git/git-upload-pack/x",
                "//org/m/resolve/main//",
            })
    void doesNotRouteWhatIsNoFile(String path) {
        assertTrue(routing(Routes.of(List.of()), path).target().isEmpty(), path);
    }

    @ParameterizedTest
    @CsvSource({
        "/gpt2/resolve/main/config.json, gpt2, model/hub/gpt2 main config.json HTTP",
        "/models/gpt2/resolve/main/config.json, gpt2, model/hub/gpt2 main config.json HTTP",
        "/models/gpt2/raw/main/config.json, gpt2, model/hub/gpt2 main config.json HTTP",
        "/datasets/squad/resolve/main/plain/0.parquet, squad, dataset/hub/squad main plain/0.parquet HTTP",
        "/api/datasets/squad/resolve/main/x, squad, dataset/hub/squad main x HTTP",
        "/api/resolve-cache/models/gpt2/0123456789abcdef0123456789abcdef01234567/onnx/m.onnx, gpt2, "
                + "model/hub/gpt2 0123456789abcdef0123456789abcdef01234567 onnx/m.onnx HTTP",
        "/gpt2.git/git-upload-pack, gpt2, model/hub/gpt2 null  GIT",
        "/gpt2/git-upload-pack, gpt2, model/hub/gpt2 null  GIT",
        "/spaces/demo.git/info/lfs/objects/abcd, demo, space/hub/demo null abcd LFS",
    })
    void putsNamesWithoutANamespaceWhereTheOperatorSays(String path, String name, String expected) {
        Routing unset = routing(Routes.of(List.of()), path);

        assertTrue(unset.target().isEmpty(), path);
        assertEquals(name, unset.loneName());
        assertEquals("", unset.badName());
        assertEquals(
                expected, described(routing(Routes.of(List.of(), "hub"), path).target()));
    }

    @ParameterizedTest
    @CsvSource({
        "/hf/org/m/resolve/main/x, model/org/m main x HTTP",
        "/hf/api/models/org/m/resolve/main/x, model/org/m main x HTTP",
        "/hf/datasets/org/d/resolve/main/x, dataset/org/d main x HTTP",
        "/hf/gpt2/resolve/main/x, model/hub/gpt2 main x HTTP",
        "/hf//org/m.git/git-upload-pack, model/org/m null  GIT",
        "/shop/api/huggingfaceml/hub/org/m/resolve/main/x, model/org/m main x HTTP",
        "/shop/api/huggingfaceml/hub/api/resolve-cache/models/org/m/0c1f/x, model/org/m 0c1f x HTTP",
        "/ms/api/v1/models/org/m/repo?FilePath=x, model/org/m null x HTTP",
        "/org/m/resolve/main/x, model/org/m main x HTTP",
        "/hfx/org/m/resolve/main/x, none",
        "/shop/org/m/resolve/main/x, none",
        "/hf, none",
        "/hf/m/resolve/main, none",
    })
    void knowsTheUrlsOfTheHubsBelowGivenPrefixes(String path, String expected) {
        Routes routes = Routes.of(List.of("/hf", "/shop/api//huggingfaceml/hub/", "/ms"), "hub");

        assertEquals(expected, described(routing(routes, path).target()));
    }

    @Test
    void refusesANamespaceThatIsNone() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Routes.of(List.of(), "a/b"));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("namespace \"a/b\": each 1 to 96"));
    }

    @Test
    void triesGivenRoutesInOrderBeforeTheDefaults() {
        Routes routes = Routes.of(List.of(
                "/downloads/{name}=dataset:elastic/{name}",
                "/{ns}/{name}/resolve/{revision}/{path*}=space:x-{ns}/{name}",
                "/v{revision}/{name}.zip=model:all/{name}"));

        assertEquals(
                "dataset/elastic/product_1 null  HTTP",
                described(routing(routes, "/downloads/product_1").target()));
        assertEquals(
                "space/x-org/m main f HTTP",
                described(routing(routes, "/org/m/resolve/main/f").target()));
        assertEquals(
                "model/all/tool 1.2 " + " HTTP",
                described(routing(routes, "/v1.2/tool.zip").target()));
        assertEquals(
                "dataset/org/d v1 x HTTP",
                described(routing(routes, "/datasets/org/d/resolve/v1/x").target()));
    }

    @ParameterizedTest
    @CsvSource({
        "/files/models/acme/rocket/a.bin, model/acme/rocket null a.bin HTTP",
        "/files/dataset/acme/rocket/a.bin, dataset/acme/rocket null a.bin HTTP",
        "/files/cups/acme/rocket/a.bin, none",
        "/dl/tool-1.2.zip, dataset/acme/tool 1.2  HTTP",
        "/dl/tool-x.zip, none",
        "/2026/Org/m, space/Org/m 2026  HTTP",
        "/20261/Org/m, none",
    })
    void takesTheTypeFromThePathAndPatternsForItsParts(String path, String expected) {
        Routes routes = Routes.of(List.of(
                "/files/{type}/{ns}/{name}/{path*}={type}:{ns}/{name}",
                "/dl/tool-{revision:[0-9.]+}.zip=dataset:acme/tool",
                "/{revision:20[0-9]{2}}/{ns:[A-Za-z]+}/{name}=space:{ns}/{name}"));

        assertEquals(expected, described(routing(routes, path).target()));
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/acme/heron/blobs/sha256:01, model/acme/heron null sha256:01 HTTP",
        "/v2/acme/a/b/heron/blobs/x/y, model/acme.a.b/heron null x/y HTTP",
        "/v2/acme/blobs/heron/blobs/x, model/acme.blobs/heron null x HTTP",
        "/v2/heron/blobs/x, none",
        "/g/a/b/c.git/x, space/a.b/c null  HTTP",
        "/g/a/c.git/x, space/a/c null  HTTP",
        "/g/c.git/x, none",
        "/any/1/heron-x-1.0.zip, dataset/acme/heron-x null  HTTP",
        "/any/2/heron.zip, none",
        "/list/a.bin, dataset/acme/list null a.bin HTTP",
        "/list/b/a.bin, dataset/acme/list null b/a.bin HTTP",
        "/list/a.txt, none",
    })
    void takesSeveralSegmentsAnySegmentAndAPartOfOne(String path, String expected) {
        Routes routes = Routes.of(List.of(
                "/v2/{ns+}/{name}/blobs/{path*}=model:{ns}/{name}",
                "/g/{ns+}/{name}.git/x=space:{ns}/{name}",
                "/any/{*}/{name:(?<v>.+)-[0-9.]+[.]zip}=dataset:acme/{name}",
                "/list/{path*:.+[.]bin}=dataset:acme/list"));

        assertEquals(expected, described(routing(routes, path).target()));
    }

    @ParameterizedTest
    @CsvSource({
        "/hub/acme/gro%C3%9Fe-karte/v1/a.bin, große-karte",
        "/hub/a%20b/rocket/v1/a.bin, a b",
        "/hub/acme/../v1/a.bin, ..",
        "/org/m%2B/resolve/main/a.bin, m+",
        "/{name}/m/resolve/main/a.bin, {name}",
        "/hub/x%7Bname%7D/rocket/v1/a.bin, x{name}",
        "/hub/acme/rocket/v1/a.bin, ''",
        "/other/acme, ''",
        "/datasets/squad/resolve/main/x, ''",
    })
    void namesTheImpossibleNameThatARouteGives(String path, String name) {
        Routes routes = Routes.of(List.of("/hub/{ns}/{name}/{revision}/{path*}=model:{ns}/{name}"));

        assertEquals(name, routing(routes, path).badName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/{name:[a}=model:x/{name}|\"[a\" is not a valid regular expression",
                "/a/{name}={type}:x/{name}|the {type} of its path",
                "/a/{name}|has no \"=\"",
                "a/{name}=model:x/{name}|start with \"/\"",
                "/a/{name}=model:x|TYPE:NS/NAME",
                "/a/{name}=file:x/{name}|model, dataset, space or",
                "/a/{name}=model:{ns}/{name}|NS and NAME",
                "/a/{name}=model:x/{name}/y|NS and NAME",
                "/a/{what}=model:x/y|{what} is not one of",
                "/a/{path*}/b=model:x/y|{path*} must be the last",
                "/a/{ns}-{name}=model:{ns}/{name}|more than one placeholder",
                "/{name}/{name}=model:x/{name}|occurs twice",
                "/{ns+}/{ns}/{name}=model:{ns}/{name}|occurs twice",
                "/a/{path*x}=model:x/y|{path*x} is not {path*}",
                "/a/{path*:[}=model:x/y|not a valid regular expression",
                "/a/{name=model:x/y|unpaired brace",
                "/|has no \"=\"",
                "/hf?x|has no \"=\"",
                "hf|has no \"=\"",
                "/a?b={name}=model:x/y|no \"?\"",
            })
    void saysWhatIsWrongWithATemplate(String template, String what) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Routes.of(List.of(template)));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("\"" + template + "\""), message);
        assertTrue(message.contains(what), message);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /a?b=c HTTP/1.1, GET /a",
        "GET https://hub.example/a/b?c HTTP/1.1, GET /a/b",
        "GET HTTP://h/a HTTP/1.1, GET /a",
        "GET /a b HTTP/2.0, GET /a b",
        "GET  /a  HTTP/1.1, GET /a",
        "GET //a///b//?c//d HTTP/1.1, GET /a/b/",
        "GET /a/./b/. HTTP/1.1, GET /a/b/.",
        "GET /a%2F%2Fb HTTP/1.1, GET /a%2F%2Fb",
        "GET /a, GET /a",
        "-, none",
        "'', none",
        "OPTIONS * HTTP/1.1, none",
        "CONNECT hub.example:443 HTTP/1.1, none",
        "GET http://hub.example HTTP/1.1, none",
        "\u0016\u0003\u0001 /a, none",
        "GET, none",
    })
    void takesThePathOutOfARequest(String request, String expected) {
        String found = RequestLine.of(request)
                .map(line -> line.method() + " " + line.path())
                .orElse("none");

        assertEquals(expected, found);
    }

    private static Routing routing(Routes routes, String path) {
        return RequestLine.of("GET " + path).map(routes::routing).orElse(Routing.NONE);
    }

    private static String described(Optional<RouteTarget> target) {
        return target.map(t -> t.repo() + " " + t.revision() + " " + t.path() + " " + t.via())
                .orElse("none");
    }
}
