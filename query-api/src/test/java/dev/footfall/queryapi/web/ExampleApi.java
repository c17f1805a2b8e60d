package dev.footfall.queryapi.web;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Analytics and categories with numbers that are known, and names that would be markup. */
final class ExampleApi implements Api {
    static final String HOSTILE = "<img src=x onerror=document.body.dataset.owned=1>";

    private static final int CATEGORY_PLACE = 2;
    private static final String CATEGORIES = "/model_references/statistics/{category}";

    private static final String SUMMARY = "{'total_messages':1234,'total_chats':321,'total_models':2,'total_users':17}";
    private static final String DAILY =
            "{'data':[{'date':'2026-11-19','models':{'myorg/mymodel':0,'datasets/HOSTILE/x':0}},"
                    + "{'date':'2026-11-20','models':{'myorg/mymodel':1200,'datasets/HOSTILE/x':34}}]}";
    private static final String MODELS =
            "{'models':[{'model_id':'myorg/mymodel','count':1200,'unique_chats':300,'unique_users':16},"
                    + "{'model_id':'datasets/HOSTILE/x','count':34,'unique_chats':21,'unique_users':1}]}";
    private static final String USERS =
            "{'users':[{'user_id':'HOSTILE','name':'HOSTILE','email':null,'count':99,'input_tokens':0,"
                    + "'output_tokens':5000000,'total_tokens':5000000}]}";
    private static final String STATISTICS =
            "{'category':'llm','total_models':3,'returned_models':3,'offset':0,'limit':null,'nsfw_count':1,'sfw_count':2,"
                    + "'baseline_distribution':{'HOSTILE':{'baseline':'HOSTILE','count':2,'percentage':66.67},"
                    + "'7':{'baseline':'7','count':1,'percentage':33.33}},"
                    + "'download_stats':{'total_models_with_downloads':2,'total_download_entries':777,'total_downloads':55,"
                    + "'total_size_bytes':1500000000,'models_with_size_info':2,'average_size_bytes':750000000.0,"
                    + "'hosts':{'files-1':700,'2':70,'1':7}},'top_tags':[{'tag':'HOSTILE','count':2,'percentage':66.67}],"
                    + "'parameter_buckets':[{'bucket_label':'6B-9B','min_params':6000000000,'max_params':9000000000,"
                    + "'count':1,'percentage':33.33}],'models_without_param_info':2,'computed_at':0}";
    private static final String USAGE =
            "{'datasets/myorg/much':{'worker_count':1,'usage_stats':{'day':4,'month':40,'total':44}},"
                    + "'HOSTILE/few':{'worker_count':0,'usage_stats':{'day':1,'month':10,'total':11}},"
                    + "'myorg/never':{'worker_count':0,'usage_stats':null}}";

    /** As the APIs that it is an example of. */
    @Override
    public boolean ignoresUnknown() {
        return true;
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                forAdministrators("summary", SUMMARY),
                forAdministrators("daily", DAILY),
                forAdministrators("models", MODELS),
                forAdministrators("users", USERS),
                Endpoint.of(operation(CATEGORIES), request -> ofCategory(request, STATISTICS)),
                Endpoint.of(operation(CATEGORIES + "/with-stats"), request -> ofCategory(request, USAGE)));
    }

    private static Endpoint forAdministrators(String name, String json) {
        return Endpoint.of(operation("/v1/analytics/" + name), request -> {
            request.administrator();
            return json(json);
        });
    }

    private static Reply ofCategory(Request request, String json) {
        return request.segment(CATEGORY_PLACE).equals("llm") ? json(json) : Problem.notFound();
    }

    private static Reply json(String text) {
        String json = text.replace('\'', '"').replace("HOSTILE", HOSTILE);
        return Reply.of(200, Reply.JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Operation operation(String path) {
        return Responses.file(Operation.get(path, "Made-up numbers."), Reply.JSON, Schema.text());
    }
}
