package dev.footfall.queryapi.question;

import dev.footfall.queryapi.route.PartitionQuery;
import java.util.List;

/** The questions of the core. With those of {@link dev.footfall.queryapi.http.Api#questions} the only types that are decoded from a peer's bytes. */
public final class Queries {
    public static final List<Class<? extends PartitionQuery<?>>> ALL = List.of(
            NumbersQuery.class,
            DaysQuery.class,
            ClassDaysQuery.class,
            HoursQuery.class,
            ClientsQuery.class,
            ClassesQuery.class,
            NamesQuery.class,
            UniquesQuery.class,
            DailyRows.AllNames.class,
            IsLikedQuery.class,
            LikersQuery.class,
            LikeDaysQuery.class,
            LikedByQuery.class,
            RankingQuery.class,
            SearchQuery.class,
            SummariesQuery.class,
            DownloadSeriesQuery.class,
            CompositionQuery.class,
            UserHoursQuery.class,
            VersionsQuery.class,
            SourcesQuery.class,
            CountedQuery.class,
            UsageQuery.class,
            DailyRows.AllRows.class,
            DailyRows.AllClasses.class,
            DailyRows.EveryDay.class,
            ArrivalsQuery.class,
            SourceDaysQuery.class,
            DailyRows.AllHours.class,
            PeriodQuery.class,
            NodeQuery.class,
            ProgressQuery.class);

    private Queries() {}
}
