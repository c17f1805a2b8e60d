package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.Head.HeadName;
import dev.footfall.events.CountryCode;
import dev.footfall.events.Observation;

/** Downloads, files and bytes by the client's country, with the distinct visitors of each. */
final class Countries implements NameProjection {
    private static final Id ID = new Id(Projections.COUNTRIES, 10);

    /** More than there are pairs of letters. */
    private static final int MOST = 1_000;

    private static final Names NAMES = Names.ofHeads(
            MOST,
            Observation::countryNumber,
            HeadName::country,
            Observation::country,
            text -> CountryCode.number(text, 0, text.length),
            true);

    @Override
    public Id id() {
        return ID;
    }

    @Override
    public Names names() {
        return NAMES;
    }
}
