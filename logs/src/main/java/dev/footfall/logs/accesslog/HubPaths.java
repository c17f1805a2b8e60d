package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The URLs of files on hubs, as KohakuHub, Hugging Face, ModelScope, GitLab, Gitea and Forgejo write them
 * (docs/formats.md, "Routes"): {@code [api[/v1]] [models|datasets|spaces] [NS] NAME}, then what is fetched of it. Lists, trees,
 * commits and {@code info/refs} are none.
 */
final class HubPaths {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern FILE = Pattern.compile("(?:^|&)FilePath=([^&]+)");
    private static final Pattern REVISION = Pattern.compile("(?:^|&)Revision=([^&]+)");

    /** Words of the hubs' own paths, which are no owners, nor names that have none. */
    private static final Set<String> RESERVED = Set.of("models", "datasets", "spaces", "api");

    private final UrlPath path;
    private final String query;
    private boolean isApi;
    private boolean isTyped;
    private RepoType type = RepoType.MODEL;

    private HubPaths(UrlPath path, String query) {
        this.path = path;
        this.query = query;
    }

    /** The file that the path names from this segment on. */
    static Optional<HubFile> file(UrlPath path, String query, int from) {
        return new HubPaths(path, query).file(from);
    }

    private Optional<HubFile> file(int from) {
        int at = from;
        if (is(at, "api")) {
            isApi = true;
            at++;
            if (is(at, "resolve-cache")) return cached(at + 1);
            if (is(at, "v1")) at++;
        }
        int owner = afterType(at);
        if (isApi && !isTyped) return Optional.empty();
        Optional<HubFile> owned = file(owner, owner + 1);
        return owned.isPresent() ? owned : lone(owner);
    }

    private int afterType(int at) {
        if (is(at, "models")) type = RepoType.MODEL;
        else if (is(at, "datasets")) type = RepoType.DATASET;
        else if (is(at, "spaces")) type = RepoType.SPACE;
        else return at;
        isTyped = true;
        return at + 1;
    }

    private Optional<HubFile> file(int owner, int name) {
        if (path.segments() <= name + 1 || path.isEmpty(owner) || isReserved(owner)) return Optional.empty();
        return content(name + 1)
                .filter(found -> !path.isEmpty(name))
                .map(found -> new HubFile(type, path.segment(owner), name(name, found), found));
    }

    /** An owner on a forge may be called "models": git gets no model without a namespace there. */
    private Optional<HubFile> lone(int name) {
        if (path.segments() <= name + 1 || path.isEmpty(name) || isReserved(name)) return Optional.empty();
        boolean isOfModels = isTyped && type == RepoType.MODEL;
        return content(name + 1).map(found -> {
            String owner = isOfModels && found.via() != Via.HTTP ? "models" : null;
            return new HubFile(type, owner, name(name, found), found);
        });
    }

    /** Only git knows a repository by a name that ends in ".git". */
    private String name(int at, HubContent content) {
        String name = path.segment(at);
        boolean isBare = content.via() != Via.HTTP && name.endsWith(".git") && name.length() > ".git".length();
        return isBare ? name.substring(0, name.length() - ".git".length()) : name;
    }

    private Optional<HubContent> content(int at) {
        if (is(at, "resolve") || (isTyped && is(at, "raw"))) {
            if (path.segments() <= at + 2 || path.isEmpty(at + 1)) return Optional.empty();
            return HubContent.of(path, at + 2, path.segment(at + 1), Via.HTTP);
        }
        if (isApi) return is(at, "repo") && path.segments() == at + 1 ? ofQuery() : Optional.empty();
        if (is(at, "git-upload-pack") && path.segments() == at + 1)
            return Optional.of(new HubContent("", null, Via.GIT));
        if (is(at, "info") && is(at + 1, "lfs") && is(at + 2, "objects"))
            return HubContent.of(path, at + 3, null, Via.LFS);
        if (is(at, "gitlab-lfs") && is(at + 1, "objects")) return HubContent.of(path, at + 2, null, Via.LFS);
        return Optional.empty();
    }

    /** ModelScope's {@code /api/v1/models/NS/NAME/repo?Revision=master&FilePath=a/b.bin}. */
    private Optional<HubContent> ofQuery() {
        var file = FILE.matcher(query);
        if (!file.find()) return Optional.empty();
        var revision = REVISION.matcher(query);
        String known = revision.find() ? UrlPath.decodedQuery(revision.group(1)) : null;
        return Optional.of(new HubContent(UrlPath.decodedQuery(file.group(1)), known, Via.HTTP));
    }

    /** Hugging Face's {@code /api/resolve-cache/models/[NS/]NAME/COMMIT/PATH}, to which it redirects. */
    private Optional<HubFile> cached(int at) {
        int owner = afterType(at);
        if (!isTyped || path.segments() <= owner + 2) return Optional.empty();
        boolean isLone = COMMIT.matcher(path.segment(owner + 1)).matches();
        int name = isLone ? owner : owner + 1;
        if (path.segments() <= name + 2 || path.isEmpty(owner) || path.isEmpty(name + 1)) return Optional.empty();
        return HubContent.of(path, name + 2, path.segment(name + 1), Via.HTTP)
                .map(found -> new HubFile(type, isLone ? null : path.segment(owner), path.segment(name), found));
    }

    private boolean isReserved(int at) {
        return RESERVED.contains(path.segment(at));
    }

    private boolean is(int at, String wanted) {
        return at < path.segments() && path.isSegment(at, wanted);
    }
}
