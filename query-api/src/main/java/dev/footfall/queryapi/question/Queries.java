package dev.footfall.queryapi.question;

import dev.footfall.queryapi.question.DailyRows.AllClasses;
import dev.footfall.queryapi.question.DailyRows.AllHours;
import dev.footfall.queryapi.question.DailyRows.AllRows;
import dev.footfall.queryapi.question.DailyRows.EveryDay;
import dev.footfall.queryapi.question.DailyRows.HoursByName;
import dev.footfall.queryapi.question.LikeQueries.IsLikedQuery;
import dev.footfall.queryapi.question.LikeQueries.LikeDaysQuery;
import dev.footfall.queryapi.question.LikeQueries.LikedByQuery;
import dev.footfall.queryapi.question.LikeQueries.LikersQuery;
import dev.footfall.queryapi.question.RepositoriesQuery.CompositionQuery;
import dev.footfall.queryapi.question.RepositoriesQuery.DownloadSeriesQuery;
import dev.footfall.queryapi.question.RepositoriesQuery.SummariesQuery;
import dev.footfall.queryapi.question.RepositoryQuery.ClassDaysQuery;
import dev.footfall.queryapi.question.RepositoryQuery.ClassesQuery;
import dev.footfall.queryapi.question.RepositoryQuery.ClientsQuery;
import dev.footfall.queryapi.question.RepositoryQuery.DaysQuery;
import dev.footfall.queryapi.question.RepositoryQuery.NumbersQuery;
import dev.footfall.queryapi.question.SourceQueries.SourceDaysQuery;
import dev.footfall.queryapi.question.SourceQueries.SourcesOfManyQuery;
import dev.footfall.queryapi.question.SourceQueries.SourcesQuery;
import dev.footfall.queryapi.question.UsageQuery.WaysQuery;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.users.UserPageQuery;
import dev.footfall.queryapi.users.VersionsQuery;
import java.util.List;

/** All queries between nodes: the only types that are decoded from a peer's bytes. */
public final class Queries {
    public static final List<Class<? extends PartitionQuery<?>>> ALL = List.of(
            NumbersQuery.class,
            DaysQuery.class,
            ClassDaysQuery.class,
            HoursQuery.class,
            ClientsQuery.class,
            ClassesQuery.class,
            IsLikedQuery.class,
            LikersQuery.class,
            LikeDaysQuery.class,
            LikedByQuery.class,
            RankingQuery.class,
            SummariesQuery.class,
            DownloadSeriesQuery.class,
            CompositionQuery.class,
            UserHoursQuery.class,
            UserPageQuery.class,
            VersionsQuery.class,
            SourcesQuery.class,
            SourcesOfManyQuery.class,
            CountedQuery.class,
            UsageQuery.class,
            WaysQuery.class,
            AllRows.class,
            AllClasses.class,
            EveryDay.class,
            ArrivalsQuery.class,
            SourceDaysQuery.class,
            AllHours.class,
            PeriodQuery.class,
            SeriesQuery.class,
            ChatsQuery.class,
            HoursByName.class);

    private Queries() {}
}
