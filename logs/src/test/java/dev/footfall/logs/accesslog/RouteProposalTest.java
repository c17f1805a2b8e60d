package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.RepoId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteProposalTest {
    /** Paths of one server, and the repositories that the proposed routes make of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v2/acme/heron/manifests/latest /v2/acme/heron/blobs/sha256:01 /v2/acme/wren/manifests/v1|"
                        + "model/acme/heron model/acme/heron model/acme/wren",
                "/v2/heron/manifests/latest /v2/heron/blobs/sha256:01|model/library/heron model/library/heron",
                "/v2/acme/sub/heron/manifests/latest /v2/acme/heron/manifests/v1|model/acme.sub/heron model/acme/heron",
                "/shop/api/docker/local/v2/acme/heron/manifests/latest|model/acme/heron",
                "/heron/-/heron-1.0.0.tgz /wren/-/wren-2.0.0.tgz|model/npm/heron model/npm/wren",
                "/@acme/heron/-/heron-1.0.0.tgz /heron/-/heron-1.0.0.tgz|model/acme/heron model/npm/heron",
                "/repository/npm-proxy/heron/-/heron-1.0.0.tgz|model/npm/heron",
                "/repository/npm-a/heron/-/heron-1.0.0.tgz /repository/npm-b/heron/-/heron-1.0.0.tgz|"
                        + "model/npm/heron model/npm-b/heron",
                "/packages/ab/cd/0123456789abcdef/heron_x-1.0-py3-none-any.whl /packages/01/23/4567/wren-x-0.1.tar.gz|"
                        + "model/pypi/heron_x model/pypi/wren-x",
                "/packages/heron-1.0-cp311-cp311-linux_x86_64.whl /packages/wren-2bar-1.0.zip|"
                        + "model/pypi/heron model/pypi/wren-2bar",
                "/packages/source/h/heron/heron-1.0.tar.gz|model/pypi/heron",
                "/repository/py/packages/heron/1.0/heron-1.0.tar.gz|model/pypi/heron",
                "/simple/heron/ /simple/heron/heron-1.0.tar.gz|none model/pypi/heron",
                "/simple/heron/ /simple/wren/|model/pypi/heron model/pypi/wren",
                "/src/contrib/heron_1.0.tar.gz /bin/windows/contrib/4.3/heron_1.0.zip /src/contrib/PACKAGES.gz|"
                        + "model/cran/heron model/cran/heron none",
                "/cran/src/contrib/Archive/wren/wren_0.9.tar.gz /cran/bin/macosx/big-sur-arm64/contrib/4.3/wren_1.0.tgz|"
                        + "model/cran/wren model/cran/wren",
                "/api/v1/crates/heron/1.0.0/download /api/v1/crates/wren/0.1.0/download|"
                        + "model/crates/heron model/crates/wren",
                "/crates/heron/heron-1.0.0.crate|model/crates/heron",
                "/maven2/org/acme/tools/heron/1.0/heron-1.0.jar /maven2/com/acme/wren/2.0/wren-2.0.pom "
                        + "/maven2/org/acme/tools/heron/maven-metadata.xml|"
                        + "model/org.acme.tools/heron model/com.acme/wren none",
                "/repository/central/io/acme/heron/1.0/heron-1.0-sources.jar|model/io.acme/heron",
                "/maven2/heron/heron/1.0/heron-1.0.jar|model/heron/heron",
                "/gems/heron-1.0.0.gem /gems/wren-2-x-1.2.gem /gems/owl-1.15.0-x86_64-linux.gem|"
                        + "model/rubygems/heron model/rubygems/wren-2-x model/rubygems/owl",
                "/forge/linux-64/heron-1.0-py311_0.conda /forge/noarch/wren-x-2.0-0.tar.bz2 /forge/noarch/repodata.json|"
                        + "model/forge/heron model/forge/wren-x none",
                "/noarch/heron-1.0-0.conda|model/conda/heron",
                "/debian/pool/main/h/heron/heron_1.0-1_amd64.deb /debian/dists/stable/InRelease|model/debian/heron none",
                "/debian/pool/main/h/heron/heron_1.0-1_amd64.deb /ubuntu/pool/main/h/heron/heron_1.0-1_amd64.deb|"
                        + "model/debian/heron model/ubuntu/heron",
                "/acme/heron/releases/download/v1/heron.zip /acme/wren/archive/refs/tags/v1.tar.gz|"
                        + "model/acme/heron model/acme/wren",
                "/acme/heron/releases/download/v1/heron.zip /acme/heron.git/git-upload-pack|"
                        + "model/acme/heron model/acme/heron",
                "/acme/heron/-/releases/v1/downloads/heron.zip /acme/sub/heron/-/archive/v1/heron-v1.zip|"
                        + "model/acme/heron model/acme.sub/heron",
                "/acme/sub/heron.git/gitlab-lfs/objects/ab /acme/sub/heron.git/git-upload-pack "
                        + "/acme/heron.git/git-upload-pack|model/acme.sub/heron model/acme.sub/heron model/acme/heron",
                "/acme/heron/media/branch/main/w.bin|model/acme/heron",
                "/hub/mirror/acme/heron/resolve/main/w.bin /hub/mirror/datasets/acme/heron/resolve/main/w.bin|"
                        + "model/acme/heron dataset/acme/heron",
                "/hf/api/models/acme/heron/resolve/main/w.bin /hf/acme/heron.git/git-upload-pack|"
                        + "model/acme/heron model/acme/heron",
                "/ms/api/v1/models/acme/heron/repo?Revision=v1&FilePath=w.bin|model/acme/heron",
                "/files/heron.zip /files/wren.zip|dataset/files/heron.zip dataset/files/wren.zip",
            })
    void proposesTheRightRoutesForFamiliesOfUrls(String paths, String repositories) {
        List<String> logged = List.of(paths.split(" "));
        Routes routes = Routes.of(List.of()).after(routes(Routes.of(List.of()), logged));

        List<String> found =
                logged.stream().map(path -> repository(routes, path)).toList();

        assertEquals(List.of(repositories.split(" ")), found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/favicon.ico",
                "/acme/heron/v1/w.bin",
                "/data/acme/heron/w.bin",
                "/acme/heron.git/info/refs",
                "/api/models/acme/heron",
                "/api/models/acme/heron/tree/main/x",
                "/v2/",
                "/v2/acme/heron/tags/list",
                "/npm/heron",
                "/simple/",
                "/maven2/org/acme/heron/1.0/other-1.0.jar",
                "/hf/acme/heron.git/info/refs",
                "/img/logo.png",
                "/files/sub/heron.zip",
                "/a b/heron/-/heron-1.0.tgz",
                "/{ns}/heron/-/heron-1.0.tgz",
                "/x=y/heron/-/heron-1.0.tgz",
                "/hub/a'b/acme/heron/resolve/main/w.bin",
            })
    void proposesNothingForOtherPaths(String path) {
        assertEquals(List.of(), routes(Routes.of(List.of()), List.of(path)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hub/acme/heron/resolve/main/w.bin /mirror/acme/heron/resolve/main/w.bin",
                "/acme/heron/resolve/main/w.bin /mirror/acme/heron/resolve/main/w.bin",
                "/acme/heron/resolve/main/w.bin /v2/acme/heron/manifests/latest",
                "/heron/-/heron-1.0.tgz /@npm/heron/-/heron-1.0.tgz",
                "/maven2/org/acme/x/heron/1.0/heron-1.0.jar /maven2/org/acme.x/heron/1.0/heron-1.0.jar",
                "/a/heron.git/git-upload-pack /datasets/b/heron.git/git-upload-pack /x/y/heron.git/git-upload-pack",
                "/acme/heron.git/git-upload-pack /git/acme/heron/releases/download/v1/w.zip",
            })
    void neverMakesOneRepositoryOfTwo(String paths) {
        List<String> logged = List.of(paths.split(" "));
        Routes before = Routes.of(List.of());
        Routes routes = before.after(routes(before, logged));

        List<String> found = logged.stream()
                .map(path -> repository(routes, path))
                .filter(repo -> !repo.equals("none"))
                .toList();

        assertEquals(found.stream().distinct().toList(), found);
        for (String path : logged) {
            String earlier = repository(before, path);
            assertTrue(earlier.equals("none") || earlier.equals(repository(routes, path)), path);
        }
    }

    /** A route that is given stays right, also where a built-in one would know the path. */
    @Test
    void changesNothingThatGivenRoutesTake() {
        Routes given = Routes.of(List.of("/v2/acme/{name}/manifests/{path*}=dataset:images/{name}"));
        List<String> logged = List.of("/v2/acme/heron/manifests/v1", "/v2/other/heron/manifests/v1");

        List<String> proposed = routes(given, logged);

        assertEquals(List.of(), proposed);
    }

    @Test
    void showsTheSegmentsOfPathsWithoutAKnownForm() {
        var shapes = new PathShapes();
        for (int i = 0; i < 12; i++) shapes.add(List.of("data", "set" + i % 3, i + ".bin"), 2);
        shapes.add(List.of("favicon.ico"), 5);
        for (int i = 0; i < 11; i++) shapes.add(List.of("user" + i, "home"), 1);

        assertEquals(
                List.of(
                        new PathShape("/data/(3)/(12)", 24),
                        new PathShape("/(11)/home", 11),
                        new PathShape("/favicon.ico", 5)),
                shapes.top(10));
        assertEquals(1, shapes.top(1).size());
    }

    private static List<String> routes(Routes routes, List<String> paths) {
        var routed = new LinkedHashMap<RequestLine, RepoId>();
        var unrouted = new LinkedHashMap<RequestLine, Long>();
        for (String path : paths) {
            RequestLine request = request(path).orElseThrow();
            Optional<RepoId> repo = routes.repository(request);
            if (repo.isPresent()) routed.put(request, repo.get());
            else unrouted.put(request, 1L);
        }
        return RouteProposals.of(routes, routed, unrouted).proposals().stream()
                .map(RouteProposal::route)
                .toList();
    }

    private static String repository(Routes routes, String path) {
        return request(path).flatMap(routes::repository).map(RepoId::key).orElse("none");
    }

    private static Optional<RequestLine> request(String path) {
        return Stream.of(path)
                .map(text -> RequestLine.of("GET " + text))
                .findFirst()
                .orElseThrow();
    }
}
