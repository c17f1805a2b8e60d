package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.session.ExclusionReason;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The forms of what questions and answers are made of. */
final class Forms {
    static final Form<String> TEXT = new Form<>((text, out) -> out.writeUTF(text), DataInput::readUTF);
    static final Form<Boolean> TRUTH = new Form<>((yes, out) -> out.writeBoolean(yes), DataInput::readBoolean);
    static final Form<LocalDate> DATE = new Form<>(
            (date, out) -> out.writeInt(Math.toIntExact(date.toEpochDay())), in -> LocalDate.ofEpochDay(in.readInt()));
    static final Form<RepoType> TYPE = new Form<>(
            (type, out) -> out.writeUTF(type.label()),
            in -> RepoType.ofLabel(in.readUTF()).orElseThrow(() -> new IllegalArgumentException("no type")));
    static final Form<RepoId> REPO = new Form<>(
            (repo, out) -> out.writeUTF(repo.key()),
            in -> RepoId.ofKey(in.readUTF()).orElseThrow(() -> new IllegalArgumentException("no repository")));
    static final Form<AsOf> AS_OF = new Form<>(
            (asOf, out) -> {
                time().optional().write(asOf.newestLogTime(), out);
                out.writeLong(asOf.lagRecords());
            },
            in -> new AsOf(time().optional().read(in), in.readLong()));
    static final Form<DailyCounts> COUNTS = new Form<>(
            (counts, out) -> {
                out.writeLong(counts.downloads());
                out.writeLong(counts.authenticated());
                out.writeLong(counts.files());
                out.writeLong(counts.bytes());
            },
            in -> new DailyCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    static final Form<RepositoryNumbers> NUMBERS = new Form<>(
            (numbers, out) -> {
                COUNTS.optional().write(numbers.counted(), out);
                out.writeLong(numbers.likes());
            },
            in -> new RepositoryNumbers(COUNTS.optional().read(in), in.readLong()));
    static final Form<RepositoryDay> DAY = new Form<>(
            (day, out) -> {
                DATE.write(day.date(), out);
                COUNTS.write(day.counts(), out);
                writeExcluded(day.excluded(), out);
            },
            in -> new RepositoryDay(DATE.read(in), COUNTS.read(in), readExcluded(in)));
    static final Form<RepositoryRow> ROW = new Form<>(
            (row, out) -> {
                REPO.write(row.repo(), out);
                DAY.write(row.day(), out);
            },
            in -> new RepositoryRow(REPO.read(in), DAY.read(in)));
    static final Form<Like> LIKE = new Form<>(
            (like, out) -> {
                REPO.write(like.repo(), out);
                out.writeUTF(like.user());
                time().write(like.since(), out);
            },
            in -> new Like(REPO.read(in), in.readUTF(), time().read(in)));
    static final Form<TrendingQuery> TRENDING = new Form<>(
            (query, out) -> {
                TYPE.write(query.type(), out);
                DATE.write(query.from(), out);
                DATE.write(query.to(), out);
                out.writeInt(query.limit());
            },
            in -> new TrendingQuery(TYPE.read(in), DATE.read(in), DATE.read(in), in.readInt()));
    static final Form<RankedRepository> RANKED = new Form<>(
            (ranked, out) -> {
                REPO.write(ranked.row().repo(), out);
                out.writeLong(ranked.row().downloads());
                out.writeLong(ranked.row().likes());
                out.writeLong(ranked.row().recentDownloads());
                out.writeBoolean(ranked.isPrivate());
            },
            in -> new RankedRepository(
                    new TrendingRow(REPO.read(in), in.readLong(), in.readLong(), in.readLong()), in.readBoolean()));
    static final Form<Caller> CALLER = new Form<>(
            (caller, out) -> {
                TEXT.optional().write(caller.user(), out);
                TEXT.list().write(caller.organisations().stream().sorted().toList(), out);
                out.writeBoolean(caller.admin());
            },
            in -> new Caller(TEXT.optional().read(in), Set.copyOf(TEXT.list().read(in)), in.readBoolean()));

    private Forms() {}

    private static Form<Instant> time() {
        return new Form<>(
                (time, out) -> {
                    out.writeLong(time.getEpochSecond());
                    out.writeInt(time.getNano());
                },
                in -> time(in.readLong(), in.readInt()));
    }

    private static Instant time(long seconds, int nanos) {
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }

    private static void writeExcluded(Map<ExclusionReason, Long> excluded, DataOutput out) throws IOException {
        out.writeInt(excluded.size());
        List<ExclusionReason> reasons =
                excluded.keySet().stream().sorted(Comparator.naturalOrder()).toList();
        for (ExclusionReason reason : reasons) {
            out.writeUTF(reason.name());
            out.writeLong(excluded.getOrDefault(reason, 0L));
        }
    }

    private static Map<ExclusionReason, Long> readExcluded(DataInput in) throws IOException {
        Map<ExclusionReason, Long> excluded = new EnumMap<>(ExclusionReason.class);
        int number = in.readInt();
        for (int i = 0; i < number; i++) excluded.put(ExclusionReason.valueOf(in.readUTF()), in.readLong());
        return excluded;
    }
}
