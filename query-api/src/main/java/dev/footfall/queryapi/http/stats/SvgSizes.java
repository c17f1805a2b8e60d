package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.Request;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.Parameters;
import java.util.List;

record SvgSizes(QueryParameter<Integer> width, QueryParameter<Integer> height) implements Parameters {
    @Override
    public List<Parameter> all() {
        return Parameters.of(width, height, Svg.THEME, Svg.TITLE).all();
    }

    SvgForm of(Request request) {
        return new SvgForm(
                width.of(request.query()),
                height.of(request.query()),
                Svg.THEME.of(request.query()),
                Svg.TITLE.of(request.query()));
    }
}
