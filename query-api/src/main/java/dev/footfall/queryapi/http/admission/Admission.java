package dev.footfall.queryapi.http.admission;

import dev.footfall.web.Permits;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives requests their threads: a number at a time, a part of them for one caller, and a few of their own to those of
 * operators, which thereby find a thread whatever the others do. A request without a permit is refused at once.
 */
public final class Admission extends Handler.Wrapper {
    private final Set<String> operatorPaths;
    private final Permits routes;
    private final Permits operations;
    private final Function<Request, String> callers;

    public Admission(Set<String> operatorPaths, Permits routes, Permits operations, Function<Request, String> callers) {
        this.operatorPaths = operatorPaths;
        this.routes = routes;
        this.operations = operations;
        this.callers = callers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean isOperation = operatorPaths.contains(request.getHttpURI().getPath());
        Permits.Permit permit;
        try {
            permit = (isOperation ? operations : routes).take(callers.apply(request));
        } catch (Permits.Exhausted e) {
            Response.writeError(request, response, callback, e.status());
            return true;
        }
        try (permit) {
            return super.handle(request, response, callback);
        }
    }
}
